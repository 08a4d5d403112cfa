import { spawn } from 'node:child_process';
import { chromium } from '@playwright/test';
import { findChromium } from '../../build/find-chromium.mjs';

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
    const address = await new Promise((resolve, reject) => {
      let text = '';
      server.stdout.on('data', (data) => {
        text += data;
        const match = /http:\/\/\S+/.exec(text);
        if (match) resolve(match[0]);
      });
      server.once('exit', (code) => reject(new Error(`gnomon serve ended with ${code}`)));
    });
    await page.goto(address);
    await page.getByRole('heading', { name: 'Latency' }).first().waitFor();
    return (performance.now() - started) / 1000;
  } finally {
    server.kill('SIGTERM');
    await browser.close();
  }
}
