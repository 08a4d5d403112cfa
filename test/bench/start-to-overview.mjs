import { spawn } from 'node:child_process';
import { chromium } from '@playwright/test';
import { findChromium } from '../../build/find-chromium.mjs';
import { addressOf } from './processes.mjs';

/** Seconds from starting `gnomon serve` on an existing workspace to the Overview with its figures; null without a Chromium. */
export async function measureStart({ cli, workspace, dataDir }) {
  const found = findChromium();
  if (!found) return null;
  const browser = await chromium.launch({ executablePath: found.path, args: ['--no-sandbox'] });
  const page = await browser.newPage();
  const started = performance.now();
  const server = spawn(process.execPath, [cli, 'serve', '--workspace', workspace], {
    env: { ...process.env, GNOMON_DATA_DIR: dataDir },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    await page.goto(await addressOf(server));
    await page.getByRole('heading', { name: 'Latency' }).first().waitFor();
    return (performance.now() - started) / 1000;
  } finally {
    server.kill('SIGTERM');
    await browser.close();
  }
}
