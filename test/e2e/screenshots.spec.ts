import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { ROOT } from './cli';
import { expect, test } from './fixtures';
import { visitScreens } from './screens';

const WIDTHS = [1024, 1440, 1920];
const LEAST_HEIGHT = 800;

// The pictures are the record: a trace of them would hold each a second time.
test.use({ trace: 'off', screenshot: 'off' });

test.beforeEach(({ problems }) => problems.allow(/status of 4\d\d/));

// For a reviewer to look at: these compare nothing, they only make sure that every screen can be drawn.
test('pictures of every screen in both themes and three widths', async ({ example, folder }) => {
  // Some forty states, one after the other.
  test.setTimeout(600_000);
  await visitScreens(example, folder, (name) => takePictures(example.page, name));
});

test('pictures of the first start', async ({ openWorkbench }) => {
  const { page } = await openWorkbench();
  await expect(page.getByRole('heading', { name: 'How it goes' })).toBeVisible();
  await takePictures(page, 'first-start');
});

/** Pictures that hold the whole screen, which scrolls inside of the window. */
async function takePictures(page: Page, name: string): Promise<void> {
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: LEAST_HEIGHT });
    const height = await page.evaluate(() => {
      const main = document.getElementById('main');
      return main === null ? 0 : innerHeight - main.clientHeight + main.scrollHeight;
    });
    await page.setViewportSize({ width, height: Math.max(LEAST_HEIGHT, height) });
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      const path = join(ROOT, 'test-results/screens', `${name}-${width}-${colorScheme}.png`);
      await page.screenshot({ path, animations: 'disabled' });
    }
  }
}
