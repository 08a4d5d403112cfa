import { chromium } from '@playwright/test';
import { findChromium } from '../../build/find-chromium.mjs';
import { addressOf, serve } from './processes.mjs';

/**
 * Serves a workspace, opens its window in Chromium, and gives what `measure` makes of page, browser, server and the
 * workspace's id. Both are ended afterwards. Null without a Chromium.
 */
export async function withWorkspacePage(workspace, measure) {
  const found = findChromium();
  if (!found) return null;
  const server = serve(workspace);
  const browser = await chromium.launch({ executablePath: found.path, args: ['--no-sandbox'] });
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    await page.goto(await addressOf(server));
    await page.waitForFunction(() => /#\/w\/./.test(location.hash));
    return await measure({ page, browser, server, id: /#\/w\/([^/?]+)/.exec(page.url())[1] });
  } finally {
    await browser.close();
    server.kill('SIGTERM');
  }
}
