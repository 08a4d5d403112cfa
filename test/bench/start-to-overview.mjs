import { chromium } from '@playwright/test';
import { findChromium } from '../../build/find-chromium.mjs';
import { addressOf, serve } from './processes.mjs';

/** Seconds from starting `gnomon serve` on an existing workspace to the Overview with its figures; null without a Chromium. */
export async function measureStart({ cli, workspace, dataDir }) {
  const found = findChromium();
  if (!found) return null;
  const browser = await chromium.launch({ executablePath: found.path, args: ['--no-sandbox'] });
  const page = await browser.newPage();
  const started = performance.now();
  const server = serve({ cli, workspace, dataDir });
  try {
    await page.goto(await addressOf(server));
    await page.getByRole('heading', { name: 'Latency' }).first().waitFor();
    return (performance.now() - started) / 1000;
  } finally {
    server.kill('SIGTERM');
    await browser.close();
  }
}
