import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { cellsOf, chooseLogs, importLogs, problemRows, rowOf, shownWorkspace, verdict } from './actions';
import { type Workbench, expect, test } from './fixtures';
import { pair, pairs, writeLog } from './logs';

test('a workspace whose folder was deleted: a clear error with a next step', async ({
  example,
  folder,
  problems,
}) => {
  problems.allow(/status of 404/);
  const { page } = example;
  const other = page.url();
  await importLogs(example, [await writeLog(join(folder, 'gone.jsonl'), pairs(3))]);
  const gone = page.url();
  await rm(shownFolder(example), { recursive: true });
  await openAfter(page, other, gone);
  const alert = page.getByRole('alert');
  await expect(alert).toContainText('There is no Gnomon workspace in this folder');
  expect(await problemRows(alert)).toMatchObject({
    Where: expect.stringContaining('workspaces'),
    'Next step': expect.stringMatching(/\w/),
  });
  await expect(alert).not.toContainText(/at .*\.js:\d/);
});

test('a host that went away: said at once, figures stay, and it is asked again', async ({
  openWorkbench,
  folder,
  problems,
}, { project }) => {
  test.skip(project.name === 'electron', 'the shell starts its engine again by itself');
  problems.allow(/ERR_CONNECTION_REFUSED|ERR_CONNECTION_RESET|ERR_EMPTY_RESPONSE/);
  const log = await writeLog(join(folder, 'a.jsonl'), pairs(4));
  const { page, killHost } = await openWorkbench({ logs: [log] });
  await expect(verdict(page)).toBeVisible();
  await page.clock.install();
  await page.reload();
  await expect(verdict(page)).toBeVisible();
  await killHost();
  await page.clock.runFor(20_000);
  const alert = page.getByRole('alert');
  await expect(alert).toContainText('Gnomon is not running.');
  await expect(alert).toContainText('open the new address');
  await expect(verdict(page)).toBeVisible();
  await page.getByRole('link', { name: 'Rejected lines', exact: true }).click();
  const problem = page.getByRole('main').getByRole('alert');
  await expect(problem).toContainText('Gnomon is not running');
  expect(await problemRows(problem)).toMatchObject({ 'Next step': expect.stringMatching(/start Gnomon/) });
  await page.goBack();
  await expect(verdict(page)).toBeVisible();
});

test('a page without the run’s token is told where to go', async ({ example, problems }) => {
  test.skip(example.electron !== null, 'no token is needed in the shell');
  problems.allow(/status of 403/);
  const tab = await example.page.context().newPage();
  await tab.goto(new URL('/', example.page.url()).href);
  await expect(tab.getByRole('alert')).toContainText('Open the address that it printed');
});

test('a damaged segment is named with what is lost, and the rest is computed', async ({
  example,
  folder,
}) => {
  const { page } = example;
  const other = page.url();
  const later = Array.from({ length: 12 }, (_, index) => pair(100 + index));
  await importLogs(example, [await writeLog(join(folder, 'first.jsonl'), pairs(30))]);
  await chooseLogs(example, [await writeLog(join(folder, 'second.jsonl'), later)], () =>
    page.keyboard.press('a'),
  );
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await page.getByRole('button', { name: 'Show the Overview' }).click();
  await expect(page.getByRole('banner')).toContainText('42 pairs');
  const damaged = page.url();
  const segment = join(shownFolder(example), 'segments', '000001.pairs.arrows');
  const bytes = await readFile(segment);
  const middle = Math.floor(bytes.length / 2);
  bytes[middle] = 255 - (bytes[middle] ?? 0);
  await writeFile(segment, bytes);

  await openAfter(page, other, damaged);
  const quality = page.getByRole('region', { name: 'Data quality' });
  await expect(quality).toContainText(
    /Damaged segment\s*000001: 30 pairs are not in any figure\. .*checksum/,
  );
  const coverage = rowOf(page.getByRole('table', { name: 'Criteria' }), 'Complete pairs');
  expect((await cellsOf(coverage))[1]).toBe('12');
  await expect(page.getByRole('banner'), 'counts what the figures are over').toContainText('12 pairs');
});

test('a workspace of which every segment is lost says so instead of deciding', async ({
  example,
  folder,
}) => {
  const { page } = example;
  const other = page.url();
  await importLogs(example, [await writeLog(join(folder, 'lost.jsonl'), pairs(8))]);
  const lost = page.url();
  await rm(join(shownFolder(example), 'segments', '000001.pairs.arrows'));
  await openAfter(page, other, lost);
  await expect(page.getByRole('region', { name: 'Data quality' })).toContainText(
    /Damaged segment\s*000001: 8 pairs are not in any figure\. .*missing/,
  );
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/NOT ENOUGH DATA|No pairs/);
});

test('a log in which the shadow never answered: nothing is compared, nothing passes', async ({
  example,
  folder,
}) => {
  const { page } = example;
  const log = await writeLog(
    join(folder, 'silent.jsonl'),
    pairs(20, () => ({ shadow: { response: null, latency_ms: undefined, tokens_out: undefined } })),
  );
  await importLogs(example, [log]);
  await expect(verdict(page)).toHaveText(/NOT ENOUGH DATA|NO-GO/);
  const latencies = page.getByRole('table', { name: 'Latency quantiles' });
  expect((await cellsOf(rowOf(latencies, 'P95'))).slice(1)).toEqual(['—', '—']);
  const funnel = page.getByRole('table', { name: 'From records to comparable answers' });
  expect((await cellsOf(rowOf(funnel, 'Both arms answered or failed')))[0]).toBe('0');
  await expect(page.getByRole('region', { name: 'Similarity' })).toContainText(/Exactly equal\s*—/);
  await expect(page.getByRole('region', { name: 'Data quality' })).toContainText(/Missing arms.*shadow 20/s);
  await expect(page.getByRole('main')).not.toContainText(/NaN|Infinity|undefined|null/);
});

test('what a log does not bring is a dash or a sentence, never a zero or a pass', async ({
  example,
  folder,
}) => {
  const { page } = example;
  const records = Array.from({ length: 15 }, (_, index) => ({
    request_id: `m${index}`,
    prod_response: 'yes',
    shadow_response: index % 2 ? 'yes' : 'no',
  }));
  await importLogs(example, [await writeLog(join(folder, 'bare.jsonl'), records)]);
  const criteria = page.getByRole('table', { name: 'Criteria' });
  for (const label of [/^Latency P95/, /win rate/, /similarity/]) {
    const cells = await cellsOf(rowOf(criteria, label));
    expect([cells[1], cells[3], cells[4]], String(label)).toEqual([
      '—',
      '0',
      expect.stringContaining('NOT ENOUGH DATA'),
    ]);
  }
  await expect(page.getByRole('region', { name: 'Latency' })).toContainText('No latency in these logs');
  await expect(page.getByRole('region', { name: 'Over time' })).toContainText('No timestamps in these logs');
  await expect(page.getByRole('region', { name: 'Similarity' })).toContainText('No similarity measured yet');
  const costs = page.getByRole('table', { name: 'Cost and tokens by arm' });
  for (const label of ['Tokens in, mean', 'Cost, mean', 'Cost per answer', 'First token, P50'])
    expect(
      await cellsOf(
        costs
          .getByRole('row')
          .filter({ has: page.getByRole('rowheader', { name: `${label} n 0`, exact: true }) }),
      ),
      label,
    ).toEqual(['—', '—', '—']);
  await expect(page.getByRole('main')).not.toContainText(/NaN|Infinity|undefined|null/);
});

test('a log of measurements without texts still gives its figures', async ({ example, folder }) => {
  const { page } = example;
  const records = Array.from({ length: 20 }, (_, index) => ({
    request_id: `s${index}`,
    exact_match: index % 4 === 0,
    semantic_similarity: 0.97,
    prod_latency: 100 + index,
    shadow_latency: 120 + index,
    shadow_error: null,
  }));
  await importLogs(example, [await writeLog(join(folder, 'measured.jsonl'), records)]);
  await expect(page.getByRole('region', { name: 'Similarity' })).toContainText('0.970');
  await expect(page.getByRole('region', { name: 'Similarity' })).toContainText('5 of 20');
  const latencies = page.getByRole('table', { name: 'Latency quantiles' });
  expect((await cellsOf(rowOf(latencies, 'P50'))).slice(0, 2)).toEqual([
    '109 ms (105 ms … 114 ms)',
    '129 ms (125 ms … 134 ms)',
  ]);
});

/** Folder of the shown workspace, which Gnomon made in its application data. */
function shownFolder({ page, dataDir }: Workbench): string {
  return join(dataDir, 'workspaces', shownWorkspace(page));
}

/** Opens an address after another workspace took its place in the host's memory, so that it is read from its folder. */
async function openAfter(page: Page, other: string, address: string): Promise<void> {
  await page.goto(other);
  await page.reload();
  await expect(page.getByRole('banner')).toContainText('11,600 pairs');
  await page.goto(address);
}
