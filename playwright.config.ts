import { defineConfig } from '@playwright/test';

/**
 * The specs read the project's name to choose their host: `web` starts `gnomon serve` and a Chromium,
 * `electron` starts the shell. `npm test` finds both and names them in GNOMON_CHROMIUM and GNOMON_ELECTRON.
 */
const chromium = process.env['GNOMON_CHROMIUM'];
const electron = process.env['GNOMON_ELECTRON'];

export default defineConfig({
  testDir: 'test/e2e',
  outputDir: 'test-results',
  workers: 1,
  reporter: 'line',
  timeout: 60_000,
  use: {
    screenshot: 'only-on-failure',
    trace: 'retain-on-failure',
    viewport: { width: 1280, height: 800 },
  },
  projects: [
    {
      name: 'web',
      use: {
        browserName: 'chromium',
        launchOptions: {
          ...(chromium && { executablePath: chromium }),
          // Chromium's sandbox refuses to run for root, as in containers.
          args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
        },
      },
    },
    ...(electron ? [{ name: 'electron' }] : []),
  ],
});
