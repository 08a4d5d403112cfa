import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { cellsOf, chooseLogs, dropFiles, goTo, importLogs, problemRows, rowOf, verdict } from './actions';
import { expect, test } from './fixtures';
import { armRecords, pair, pairs, writeCompactLog, writeLog } from './logs';

test('a chosen log shows how its columns are read, and Enter imports it', async ({ example, folder }) => {
  const { page } = example;
  const lines = [...pairs(30), '{"request_id": "broken", "prod": {', pair(3)];
  await chooseLogs(example, [await writeLog(join(folder, 'trains.jsonl'), lines)]);

  const mapping = page.getByRole('table', { name: 'Columns of trains.jsonl' });
  const output = rowOf(mapping, 'shadow output');
  await expect(output).toContainText('shadow.response');
  await expect(output).toContainText('Yes, the train to Lisbon has 0 places for bicycles.');
  await expect(output).toContainText('sure');
  const latency = rowOf(mapping, 'production latency');
  await expect(latency).toContainText('prod.latency_ms');
  await expect(latency.getByRole('button', { name: /Unit of prod\.latency_ms/ })).toHaveText('ms');
  await expect(page.getByRole('region', { name: 'trains.jsonl' })).toContainText(
    /JSON Lines.+both arms, nested/,
  );

  await expect(page.getByRole('button', { name: 'Import', exact: true })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Imported' })).toBeVisible();
  await expect(page.locator('.import-totals')).toContainText(/pairs\s*30/);
  await expect(page.locator('.import-totals')).toContainText(/rejected line\s*1/);
  await expect(page.locator('.import-totals')).toContainText(/duplicate\s*1/);
  await expect(page.getByRole('button', { name: 'Show the Overview' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(verdict(page)).toHaveText(/NOT ENOUGH DATA/);
  await expect(page.getByRole('banner')).toContainText('30 pairs');
});

test('columns with odd names are mapped by hand in the panel', async ({ example, folder }) => {
  const { page } = example;
  const log = await writeLog(
    join(folder, 'odd.csv'),
    ['nr,wording_x,wording_y,prod_latency_ms,shadow_latency_ms'].concat(
      Array.from({ length: 20 }, (_, index) => `${index},yes,${index % 4 === 0 ? 'yes' : 'no'},100,120`),
    ),
  );
  await chooseLogs(example, [log]);
  for (const [column, target] of [
    ['nr', 'request id'],
    ['wording_x', 'production output'],
    ['wording_y', 'shadow output'],
  ] as const) {
    await page.getByRole('button', { name: `Read as: ${column}` }).click();
    await page.getByRole('menuitem', { name: target, exact: true }).click();
    await expect(page.getByRole('table', { name: 'Columns of odd.csv' })).toContainText(column);
    await expect(page.getByRole('button', { name: `Read as: ${column}` })).toHaveCount(0);
  }
  const mapping = page.getByRole('table', { name: 'Columns of odd.csv' });
  await expect(rowOf(mapping, 'production output')).toContainText('wording_x');
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await page.getByRole('button', { name: 'Show the Overview' }).click();
  await expect(page.getByRole('banner')).toContainText('20 pairs');
  await expect(page.getByRole('region', { name: 'Similarity' })).toContainText('5 of 20');
});

test('a log of which no column is recognised can be mapped by hand', async ({
  example,
  folder,
  problems,
}) => {
  problems.allow(/status of 4\d\d/);
  const { page } = example;
  const records = Array.from({ length: 10 }, (_, index) => ({
    nr: index,
    wording_x: 'yes',
    wording_y: index < 5 ? 'yes' : 'no',
  }));
  await chooseLogs(example, [await writeLog(join(folder, 'strange.jsonl'), records)]);
  await page.getByRole('button', { name: 'Read as: wording_x' }).click();
  await page.getByRole('menuitem', { name: 'production output', exact: true }).click();
  await page.getByRole('button', { name: 'Read as: wording_y' }).click();
  await page.getByRole('menuitem', { name: 'shadow output', exact: true }).click();
  await page.getByRole('button', { name: 'Read as: nr' }).click();
  await page.getByRole('menuitem', { name: 'request id', exact: true }).click();
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await page.getByRole('button', { name: 'Show the Overview' }).click();
  await expect(page.getByRole('region', { name: 'Similarity' })).toContainText('5 of 10');
});

test('a detected column can be taken away, and every change undone', async ({ example, folder }) => {
  const { page } = example;
  await chooseLogs(example, [await writeLog(join(folder, 'trains.jsonl'), pairs(10))]);
  const mapping = page.getByRole('table', { name: 'Columns of trains.jsonl' });
  await mapping.getByRole('button', { name: /Column for shadow cost/ }).click();
  await page.getByRole('option', { name: 'not read' }).click();
  await expect(rowOf(mapping, 'shadow cost')).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Read as: shadow.cost_usd' })).toBeVisible();
  await page.getByRole('button', { name: 'Undo all changes' }).click();
  await expect(rowOf(mapping, 'shadow cost')).toContainText('shadow.cost_usd');
});

test('a latency unit is overridden, and the figures follow', async ({ example, folder }) => {
  const { page } = example;
  const rows = Array.from({ length: 25 }, (_, index) => `r${index},yes,yes,${200 + index},${300 + index}`);
  const log = await writeLog(join(folder, 'units.csv'), [
    'request_id,prod_response,shadow_response,prod_latency,shadow_latency',
    ...rows,
  ]);
  await chooseLogs(example, [log]);
  const unitOf = (column: string) => page.getByRole('button', { name: `Unit of ${column}` });
  await expect(unitOf('prod_latency')).toHaveText('ms');
  await expect(unitOf('shadow_latency')).toHaveText('ms');
  await unitOf('prod_latency').click();
  await page.getByRole('option', { name: 's', exact: true }).click();
  await expect(unitOf('prod_latency')).toHaveText('s');
  await expect(unitOf('shadow_latency'), 'the other arm is read alike').toHaveText('s');
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await page.getByRole('button', { name: 'Show the Overview' }).click();
  const latencies = page.getByRole('table', { name: 'Latency quantiles' });
  await expect(latencies).toBeVisible();
  await expect(rowOf(latencies, 'P50')).toContainText(/^P50\s*212\.0 s\s*\(.*\)\s*312\.0 s/);
});

test('two logs of one arm each are joined by request id, and a wrong guess of the arm is corrected', async ({
  example,
  folder,
}) => {
  const { page } = example;
  const prod = await writeLog(join(folder, 'prod.jsonl'), armRecords('conductor-1', 0, 100));
  const shadow = await writeLog(join(folder, 'shadow.jsonl'), armRecords('conductor-2', 2, 200));
  await chooseLogs(example, [prod, shadow]);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Import 2 logs');
  await chooseArm(page, { file: 'prod.jsonl', from: 'production', to: 'shadow' });
  await chooseArm(page, { file: 'shadow.jsonl', from: 'shadow', to: 'production' });
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await page.getByRole('button', { name: 'Show the Overview' }).click();
  await expect(page.getByRole('banner')).toContainText(/conductor-2.*conductor-1/);
  const latencies = page.getByRole('table', { name: 'Latency quantiles' });
  await expect(rowOf(latencies, 'P50').getByRole('cell').first()).toHaveText(/^20\d ms/);
  const funnel = page.getByRole('table', { name: 'From records to comparable answers' });
  expect((await cellsOf(rowOf(funnel, 'Records in the logs')))[0]).toBe('24');
  expect((await cellsOf(rowOf(funnel, 'Both arms answered or failed')))[0]).toBe('10');
});

test('where nothing says which arm a log holds, the analyst says it', async ({ example, folder }) => {
  const { page } = example;
  const one = await writeLog(join(folder, 'one.jsonl'), armRecords('conductor-1', 0, 100));
  const two = await writeLog(join(folder, 'two.jsonl'), armRecords('conductor-2', 0, 200));
  await chooseLogs(example, [one, two]);
  await expect(page.getByRole('button', { name: /Arm of one\.jsonl/ })).toBeVisible();
  await expect(page.getByRole('button', { name: /Arm of two\.jsonl/ })).toBeVisible();
});

test('dropped files are opened, and the window says so while they hover', async ({ example, folder }) => {
  const { page } = example;
  const log = await writeLog(join(folder, 'dropped.jsonl'), pairs(6));
  await page.evaluate(() => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File(['{}'], 'a.jsonl'));
    document.body.dispatchEvent(new DragEvent('dragover', { dataTransfer, bubbles: true, cancelable: true }));
  });
  await expect(page.getByText('Drop logs to open them')).toBeVisible();
  await dropFiles(page, [log]);
  await expect(page.getByText('Drop logs to open them')).toHaveCount(0);
  await expect(page.getByRole('table', { name: 'Columns of dropped.jsonl' })).toBeVisible();
});

test('a log imported again adds nothing and says so', async ({ example, folder }) => {
  const { page } = example;
  const log = await writeLog(
    join(folder, 'twice.jsonl'),
    pairs(9, () => ({ note: 'twice' })),
  );
  await importLogs(example, [log]);
  await expect(page.getByRole('banner')).toContainText('9 pairs');
  await chooseLogs(example, [log]);
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await expect(page.getByText('twice.jsonl was imported before; nothing was added from it.')).toBeVisible();
  await page.getByRole('button', { name: 'Show the Overview' }).click();
  await expect(page.getByRole('banner')).toContainText('9 pairs');
});

test('logs are added to the shown workspace, and its figures follow', async ({ example, folder }) => {
  const { page } = example;
  const first = await writeLog(
    join(folder, 'monday.jsonl'),
    pairs(10, () => ({ day: 'monday' })),
  );
  const more = await writeLog(
    join(folder, 'tuesday.jsonl'),
    Array.from({ length: 15 }, (_, index) => pair(5 + index)),
  );
  await importLogs(example, [first]);
  await chooseLogs(example, [more], () => page.keyboard.press('a'));
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Add 1 log to the workspace');
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await expect(page.locator('.import-totals')).toContainText(/pairs\s*10/);
  await expect(page.locator('.import-totals')).toContainText(/duplicates\s*5/);
  await page.getByRole('button', { name: 'Show the Overview' }).click();
  await expect(page.getByRole('banner')).toContainText('20 pairs');
  await expect(page.getByRole('table', { name: 'Imported logs' }).getByRole('rowheader')).toHaveText([
    'monday.jsonl',
    'tuesday.jsonl',
  ]);
});

test.describe('what cannot be imported says what, where, why and what next', () => {
  test.beforeEach(({ problems }) => problems.allow(/status of 4\d\d/));

  test('an empty file', async ({ example, folder }) => {
    await chooseLogs(example, [await writeRaw(join(folder, 'empty.jsonl'), '')]);
    const alert = example.page.getByRole('alert');
    await expect(alert).toContainText(/empty/i);
    await expect(alert).toContainText('empty.jsonl');
    expect(await problemRows(alert)).toMatchObject({
      'Likely cause': expect.stringMatching(/\w/),
      'Next step': expect.stringMatching(/\w/),
    });
    await expect(alert.getByRole('button', { name: 'Choose other logs…' })).toBeVisible();
  });

  test('a binary file', async ({ example, folder }) => {
    const png = Buffer.from('89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489', 'hex');
    await chooseLogs(example, [await writeRaw(join(folder, 'picture.jsonl'), png)]);
    const alert = example.page.getByRole('alert');
    await expect(alert).toContainText(/picture\.jsonl.*PNG image/);
    expect(await problemRows(alert)).toMatchObject({ 'Next step': expect.stringMatching(/\w/) });
  });

  test('two logs without a common request id', async ({ example, folder }) => {
    const { page } = example;
    const records = (prefix: string) =>
      Array.from({ length: 4 }, (_, index) => ({ request_id: `${prefix}${index}`, response: 'yes' }));
    const prod = await writeLog(join(folder, 'prod.jsonl'), records('p'));
    const shadow = await writeLog(join(folder, 'shadow.jsonl'), records('s'));
    await chooseLogs(example, [prod, shadow]);
    await page.getByRole('button', { name: 'Import', exact: true }).click();
    const alert = page.getByRole('alert');
    await expect(alert).toContainText(/common|share|match/i);
    expect(await problemRows(alert)).toEqual({
      Where: expect.stringMatching(/prod\.jsonl.*shadow\.jsonl/),
      'Likely cause': expect.stringMatching(/\w/),
      'Next step': expect.stringMatching(/\w/),
    });
    await expect(page.getByRole('button', { name: 'Change the mapping' })).toBeVisible();
  });

  test('a log that holds nothing of a comparison', async ({ example, folder }) => {
    const { page } = example;
    await chooseLogs(example, [await writeLog(join(folder, 'other.jsonl'), [{ colour: 'red' }])]);
    const alert = page.getByRole('alert');
    await expect(alert).toContainText(/other\.jsonl.*colour/);
    await expect(alert, 'advice for the window, not for the command line').not.toContainText('--map');
    await expect(page.getByText('Every column was recognised')).toHaveCount(0);
  });

  test('a log that was opened in an earlier run', async ({ example }) => {
    await goTo(example.page, '#/import?log=0123456789abcdef');
    const alert = example.page.getByRole('alert');
    await expect(alert).toContainText('This log is no longer open');
    expect(await problemRows(alert)).toMatchObject({ 'Next step': 'choose the file again' });
  });
});

test('a running import shows its progress and is cancelled without leaving a workspace behind', async ({
  example,
  folder,
}) => {
  const { page, dataDir } = example;
  const log = await writeCompactLog(join(folder, 'large.jsonl'), 150_000);
  const before = await readdir(join(dataDir, 'workspaces'));
  await chooseLogs(example, [log]);
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await expect(page.getByRole('progressbar', { name: 'Importing large.jsonl' })).toBeVisible();
  await expect(page.getByText(/^[1-9][\d,]* pairs$/)).toBeVisible();

  await goTo(page, '#/');
  const strip = page.getByRole('contentinfo', { name: 'Background work' });
  await expect(strip).toContainText('Importing large.jsonl');
  await strip.getByRole('button', { name: 'Cancel the import' }).click();
  await expect(strip).toContainText('Import of large.jsonl cancelled');

  await expect.poll(() => readdir(join(dataDir, 'workspaces'))).toEqual(before);
  await expect(page.getByRole('rowheader', { name: 'large.jsonl' })).toHaveCount(0);

  await page.goBack();
  await expect(page.getByText('The import was cancelled.')).toBeVisible();
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await expect(page.locator('.import-totals')).toContainText(/150,000/, { timeout: 30_000 });
});

async function writeRaw(path: string, content: string | Buffer): Promise<string> {
  await writeFile(path, content);
  return path;
}

async function chooseArm(
  page: Page,
  { file, from, to }: Record<'file' | 'from' | 'to', string>,
): Promise<void> {
  const arm = page.getByRole('button', { name: new RegExp(`Arm of ${file}`) });
  await expect(arm).toHaveText(from);
  await arm.click();
  await page.getByRole('option', { name: to }).click();
  await expect(arm).toHaveText(to);
}
