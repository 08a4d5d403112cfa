import type { Page } from '@playwright/test';
import axe from 'axe-core';
import { expect, test } from './fixtures';
import { visitScreens } from './screens';

test.beforeEach(({ problems }) => problems.allow(/status of 4\d\d/));

test('axe finds nothing serious on any screen, light or dark', async ({ example, folder }) => {
  // Some forty states, one after the other.
  test.setTimeout(600_000);
  await visitScreens(example, folder, (name) => expectAccessible(example.page, name));
});

test('axe finds nothing serious at the first start, light or dark', async ({ openWorkbench }) => {
  const { page } = await openWorkbench();
  await expect(page.getByRole('heading', { name: 'How it goes' })).toBeVisible();
  await expectAccessible(page, 'first start');
});

async function expectAccessible(page: Page, name: string): Promise<void> {
  // A colour on its way from one theme to the other has a contrast of its own.
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.evaluate(axe.source);
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    // Themes differ in colours alone: the rules about all else would find the same twice.
    const rules = colorScheme === 'dark' ? ['color-contrast', 'link-in-text-block'] : null;
    const found = await page.evaluate(async (values) => {
      const { violations } = await (window as unknown as { axe: typeof axe }).axe.run({
        resultTypes: ['violations'],
        ...(values && { runOnly: { type: 'rule' as const, values } }),
      });
      return violations
        .filter(({ impact }) => impact === 'serious' || impact === 'critical')
        .map(({ id, nodes }) => ({
          id,
          nodes: nodes.map(({ html, failureSummary }) => `${html}: ${failureSummary}`),
        }));
    }, rules);
    expect.soft(found, `${name}, ${colorScheme}`).toEqual([]);
  }
}
