// npm run picture: takes docs/overview.png, the picture in the README, of the built workbench on the bundled example.
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { buildIfNeeded } from './build-if-needed.mjs';
import { findChromium } from './find-chromium.mjs';
import { ROOT } from './run.mjs';

await buildIfNeeded({ root: ROOT, log: console.log });
const found = findChromium();
if (!found) throw new Error('no Chromium was found; set GNOMON_CHROMIUM');
const dataDir = await mkdtemp(join(tmpdir(), 'gnomon-picture-'));
const log = join(ROOT, 'resources/example/support-assistant.jsonl.gz');
const server = spawn(process.execPath, [join(ROOT, 'out/main/cli.js'), 'serve', log], {
  env: { ...process.env, GNOMON_DATA_DIR: dataDir },
  stdio: ['ignore', 'pipe', 'inherit'],
});
const browser = await chromium.launch({ executablePath: found.path, args: ['--no-sandbox'] });
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
  const page = await browser.newPage({ viewport: { width: 1280, height: 860 }, deviceScaleFactor: 1.5 });
  await page.goto(address);
  await page.getByRole('heading', { name: 'Latency' }).first().waitFor();
  await page.screenshot({ path: join(ROOT, 'docs/overview.png') });
  console.log('docs/overview.png');
} finally {
  server.kill('SIGTERM');
  await browser.close();
  await rm(dataDir, { recursive: true, force: true });
}
