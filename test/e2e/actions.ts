import { type Locator, type Page, expect } from '@playwright/test';
import type { Workbench } from './fixtures';

/** Opens logs as an analyst does; `ask` is what makes Gnomon ask for them. */
export async function chooseLogs(
  { page, electron }: Workbench,
  paths: readonly string[],
  ask: () => Promise<void> = () => page.keyboard.press('o'),
): Promise<void> {
  if (electron === null) {
    const chooser = page.waitForEvent('filechooser');
    await ask();
    await (await chooser).setFiles([...paths]);
    return;
  }
  await electron.evaluate(
    ({ dialog }, filePaths) => {
      dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths });
    },
    [...paths],
  );
  await ask();
}

/** Drops files on the window. They come from a file input, so that in Electron they have a path. */
export async function dropFiles(page: Page, paths: readonly string[]): Promise<void> {
  await page.evaluate(() => {
    const input = document.createElement('input');
    input.type = 'file';
    input.multiple = true;
    input.id = 'dragged-files';
    document.body.append(input);
  });
  const input = page.locator('#dragged-files');
  await input.setInputFiles([...paths]);
  await input.evaluate((element: HTMLInputElement) => {
    const dataTransfer = new DataTransfer();
    for (const file of element.files ?? []) dataTransfer.items.add(file);
    element.remove();
    for (const type of ['dragover', 'drop'])
      document.body.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
  });
}

/** Chooses logs, imports them as they were recognised and shows their Overview. */
export async function importLogs(workbench: Workbench, paths: readonly string[]): Promise<void> {
  const { page } = workbench;
  await chooseLogs(workbench, paths);
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await page.getByRole('button', { name: 'Show the Overview' }).click();
  await expect(verdict(page)).toBeVisible();
}

/** Changes the view by the address, as following a link does. */
export async function goTo(page: Page, hash: string): Promise<void> {
  await page.evaluate((value) => (location.hash = value), hash);
}

/** The id of the workspace that the window shows. */
export function shownWorkspace(page: Page): string {
  const [, id] = /#\/w\/([^/?]+)/.exec(page.url()) ?? [];
  if (id === undefined) throw new Error(`no workspace is shown at ${page.url()}`);
  return id;
}

/** The verdict of the Overview. */
export function verdict(page: Page): Locator {
  return page.getByRole('heading', { level: 1, name: /^(GO|NO-GO|NOT ENOUGH DATA)/ });
}

/** The row of a table that begins with a header cell of this name. */
export function rowOf(table: Locator, name: string | RegExp): Locator {
  return table.getByRole('row').filter({ has: table.page().getByRole('rowheader', { name }) });
}

/** Texts of a row's cells without its header cell, white space folded. */
export async function cellsOf(row: Locator): Promise<string[]> {
  const texts = await row.getByRole('cell').allInnerTexts();
  return texts.map((text) => text.replace(/\s+/g, ' ').trim());
}

/** What an error says by the names of its rows. */
export async function problemRows(alert: Locator): Promise<Record<string, string>> {
  const [names, texts] = [
    await alert.locator('dt').allInnerTexts(),
    await alert.locator('dd').allInnerTexts(),
  ];
  return Object.fromEntries(names.map((name, index) => [name, texts[index] ?? '']));
}
