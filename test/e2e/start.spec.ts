import { existsSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { cellsOf, goTo, importLogs, rowOf, verdict } from './actions';
import { type OpenOptions, type Workbench, expect, test } from './fixtures';
import { pairs, writeLog } from './logs';

test('a first start says what Gnomon is for and how it goes, without an empty list', async ({
  openWorkbench,
}) => {
  const { page } = await openWorkbench();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(
    'May the new model replace the one in production?',
  );
  await expect(page.getByRole('heading', { name: 'How it goes' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Open logs…' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Try the example' })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Recent workspaces' })).toHaveCount(0);
  await expect(page.getByRole('link', { name: 'Overview' })).toHaveCount(0);
});

test('the run’s token is neither left in the address nor needed again after a reload', async ({
  example,
}) => {
  const { page } = example;
  expect(page.url()).not.toContain('token');
  await page.reload();
  await expect(verdict(page)).toBeVisible();
});

test('the keyboard alone leads from a first start to the Overview of the example', async ({
  openWorkbench,
}) => {
  const { page } = await openWorkbench();
  await expect(page.getByRole('heading', { name: 'How it goes' })).toBeVisible();
  await tabTo(page, 'Try the example');
  await page.keyboard.press('Enter');
  await expect(verdict(page)).toBeVisible({ timeout: 30_000 });
  await expect(page.getByRole('button', { name: 'Workspace: support-assistant.jsonl.gz' })).toBeVisible();
  await expect(page.getByRole('banner')).toContainText('11,600 pairs');
});

test('every control of the start screen takes the focus by Tab and shows it', async ({ example }) => {
  const { page } = example;
  await goTo(page, '#/');
  await expect(page.getByRole('heading', { name: 'Recent workspaces' })).toBeVisible();
  const controls = await page.evaluate(
    () =>
      [...document.querySelectorAll('a[href], button:not([disabled]), input, select')].filter((control) =>
        control.checkVisibility(),
      ).length,
  );
  const reached = new Map<string, boolean>();
  for (let presses = 0; presses < controls; presses += 1) {
    await page.keyboard.press('Tab');
    const { name, shown } = await focused(page);
    reached.set(name, shown);
  }
  expect(reached.size).toBe(controls);
  expect([...reached].filter(([, shown]) => !shown)).toEqual([]);
});

test('recent workspaces stand newest first, and forgetting one deletes no data', async ({
  openWorkbench,
  folder,
}) => {
  const { table, page, dataDir } = await twoWorkspaces({ openWorkbench, folder });
  await expect(table.getByRole('rowheader')).toHaveText(['evening.jsonl', 'morning.jsonl']);
  expect((await cellsOf(rowOf(table, 'evening.jsonl')))[0]).toBe('7');
  expect((await cellsOf(rowOf(table, 'morning.jsonl')))[0]).toBe('5');

  const folders = await readdir(join(dataDir, 'workspaces'));
  await page.getByRole('button', { name: 'Forget evening.jsonl (deletes no data)' }).click();
  await expect(table.getByRole('rowheader')).toHaveText(['morning.jsonl']);
  await page.reload();
  await expect(table.getByRole('rowheader')).toHaveText(['morning.jsonl']);
  expect(await readdir(join(dataDir, 'workspaces'))).toEqual(folders);

  await page.getByRole('button', { name: 'Forget morning.jsonl (deletes no data)' }).click();
  await expect(page.getByRole('heading', { name: 'How it goes' })).toBeVisible();
});

test('a workspace that is opened again moves to the top of the recent ones', async ({
  openWorkbench,
  folder,
}) => {
  const { table, page } = await twoWorkspaces({ openWorkbench, folder });
  // What was seen before is shown at once; the workspace is open when its figures have come anew.
  const opened = page.waitForResponse(/\/overview$/);
  await page.getByRole('link', { name: 'morning.jsonl' }).click();
  await (await opened).finished();
  await expect(page.getByRole('banner')).toContainText('5 pairs');
  await goTo(page, '#/');
  await expect(table.getByRole('rowheader')).toHaveText(['morning.jsonl', 'evening.jsonl']);
});

test('a workspace whose folder is gone says so and leads nowhere', async ({ openWorkbench, folder }) => {
  const workspace = join(folder, 'workspace');
  const log = await writeLog(join(folder, 'a.jsonl'), pairs(5));
  const { page } = await openWorkbench({ logs: [log], workspace });
  await expect(verdict(page)).toBeVisible();
  expect(existsSync(join(workspace, 'workspace.json'))).toBe(true);
  await rm(workspace, { recursive: true });
  await goTo(page, '#/');
  await page.reload();
  await expect(page.getByRole('rowheader', { name: 'a.jsonl · folder is gone' })).toBeVisible();
  await expect(page.getByRole('link', { name: /a\.jsonl/ })).toHaveCount(0);
});

/** The start screen after morning.jsonl (5 pairs) and then evening.jsonl (7 pairs) were opened. */
async function twoWorkspaces({
  openWorkbench,
  folder,
}: {
  openWorkbench: (options: OpenOptions) => Promise<Workbench>;
  folder: string;
}): Promise<Workbench & { table: Locator }> {
  const morning = await writeLog(join(folder, 'morning.jsonl'), pairs(5));
  const evening = await writeLog(join(folder, 'evening.jsonl'), pairs(7));
  const workbench = await openWorkbench({ logs: [morning] });
  const { page } = workbench;
  await expect(verdict(page)).toBeVisible();
  await importLogs(workbench, [evening]);
  await page.keyboard.press('g');
  await page.keyboard.press('s');
  await expect(page.getByRole('heading', { name: 'Recent workspaces' })).toBeVisible();
  return { ...workbench, table: page.getByRole('table') };
}

async function tabTo(page: Page, name: string): Promise<void> {
  const target = page.getByRole('button', { name });
  for (let presses = 0; presses < 30; presses += 1) {
    await page.keyboard.press('Tab');
    if (await target.evaluate((element) => element === document.activeElement)) return;
  }
  throw new Error(`${name} is not reached by Tab`);
}

/** The focused control, and whether it looks different from how it looks without the focus. */
function focused(page: Page): Promise<{ name: string; shown: boolean }> {
  return page.evaluate(() => {
    const control = document.activeElement as HTMLElement;
    // Two workspaces may have the same name, so that its place in the page tells a control from another.
    const place = [...document.querySelectorAll('*')].indexOf(control);
    const name = `${place}: ${control.tagName} ${control.getAttribute('aria-label') ?? control.textContent}`;
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(control);
    const outlined = outlineStyle !== 'none' && parseFloat(outlineWidth) > 0;
    return { name, shown: outlined || boxShadow !== 'none' };
  });
}
