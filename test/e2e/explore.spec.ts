import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Page, expect as base } from '@playwright/test';
import { goTo, importLogs, shownWorkspace } from './actions';
import { expect, test } from './fixtures';
import { pair, pairs, writeCompactLog, writeLog } from './logs';

const grid = (page: Page) => page.getByRole('grid');
const count = (page: Page) => page.locator('.explore-count');
const row = (page: Page, text: string | RegExp) => grid(page).getByRole('row').filter({ hasText: text });

async function openExplore(page: Page): Promise<void> {
  await page.keyboard.press('g');
  await page.keyboard.press('e');
  await expect(grid(page).getByRole('gridcell').first()).toBeVisible();
}

test('pairs are found by keyboard alone: filter, search, sort, open, next, back', async ({
  example,
  folder,
}) => {
  const { page } = example;
  const log = await writeLog(
    join(folder, 'trains.jsonl'),
    pairs(300, (index) => ({
      tags: { line: index % 3 === 0 ? 'night' : 'day' },
      semantic_similarity: (index % 100) / 100,
    })),
  );
  await importLogs(example, [log]);
  await openExplore(page);
  await expect(count(page)).toHaveText('300 pairs');

  await page.keyboard.press('f');
  await page.keyboard.type('line');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('checkbox', { name: /night/ })).toBeVisible();
  await page.getByRole('checkbox', { name: /night/ }).focus();
  await page.keyboard.press('Space');
  await page.keyboard.press('Enter');
  await expect(count(page)).toHaveText('100 of 300 pairs');

  await page.keyboard.press('/');
  await page.keyboard.type('turin');
  await page.keyboard.press('Enter');
  await expect(count(page)).toHaveText('20 of 300 pairs');
  await expect(page.getByRole('list', { name: 'Filter' })).toContainText('Any text contains “turin”');

  await page.getByRole('columnheader', { name: 'Similarity' }).getByRole('button').press('Enter');
  await expect(page.getByRole('columnheader', { name: /Similarity/ })).toHaveAttribute(
    'aria-sort',
    'ascending',
  );
  await expect(grid(page)).toHaveAttribute('aria-busy', 'false');
  await grid(page).focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/pair=/);
  const first = page.url();
  await expect(page.getByText('1 / 20')).toBeVisible();
  await page.keyboard.press('j');
  await expect(page.getByText('2 / 20')).toBeVisible();
  await page.keyboard.press('k');
  await expect(page).toHaveURL(first);
  await page.keyboard.press('Escape');
  await expect(page).not.toHaveURL(/pair=/);

  // The filter is the address: back takes the last step away, and a reload keeps the rest.
  const here = page.url();
  await page.reload();
  await expect(count(page)).toHaveText('20 of 300 pairs');
  expect(page.url()).toBe(here);
});

test('a brush filters everything else and can be moved by keys', async ({ example, folder }) => {
  const { page } = example;
  const log = await writeLog(
    join(folder, 'brush.jsonl'),
    pairs(200, (index) => ({
      semantic_similarity: (index % 100) / 100,
      tags: { line: index % 2 ? 'a' : 'b' },
    })),
  );
  await importLogs(example, [log]);
  await openExplore(page);
  const end = page.getByRole('slider', { name: 'Similarity, to' });
  await end.focus();
  await page.keyboard.press('ArrowLeft');
  await expect(page.getByRole('list', { name: 'Filter' })).toContainText(/Similarity 0\.000 – 0\.9\d\d/);
  await expect(count(page)).toHaveText(/^19\d of 200 pairs$/);
  const bar = page.getByRole('region', { name: 'line' }).getByRole('button', { name: /^a/ });
  await expect(bar).toHaveText(/\/ 100$/);
  await bar.press('Enter');
  await expect(bar).toHaveAttribute('aria-pressed', 'true');
  await expect(count(page)).toHaveText(/^9\d of 200 pairs$/);
  // The filter holds on the other screens, and can be taken away there.
  await page.keyboard.press('g');
  await page.keyboard.press('o');
  await expect(page.getByText('The figures below are about all pairs.')).toBeVisible();
  await page.getByRole('button', { name: /^Remove: line/ }).click();
  await page.getByRole('link', { name: 'Show the selected' }).click();
  await expect(count(page)).toHaveText(/^19\d of 200 pairs$/);
  // Its figures are told without a verdict, hold across a reload, and lead back to its pairs.
  await page.getByRole('link', { name: 'Figures of these pairs' }).press('Enter');
  await expect(page.getByRole('heading', { name: 'Figures of this filter, not the decision' })).toBeVisible();
  await expect(page.getByText(/^19\d of 200 pairs$/)).toBeVisible();
  await page.reload();
  const figures = page.getByRole('table', { name: 'Figures of this filter' });
  await expect(figures.getByRole('row', { name: /^Error rate/ })).toContainText(/19\d/);
  await expect(page.getByRole('main')).not.toContainText(/NO-GO|NOT ENOUGH DATA/);
  await page.getByRole('link', { name: 'Open these pairs' }).click();
  await expect(count(page)).toHaveText(/^19\d of 200 pairs$/);
  await page.keyboard.press('g');
  await page.keyboard.press('f');
  await page.getByRole('button', { name: /^Remove: Similarity/ }).click();
  await expect(page.getByRole('table', { name: 'Criteria' })).toBeVisible();
});

test('says which condition to drop where nothing matches, and what is not measured yet', async ({
  example,
}) => {
  const { page } = example;
  const id = shownWorkspace(page);
  const filter = encodeURIComponent(
    JSON.stringify([
      { kind: 'range', column: 'prod_latency_ms', min: 0, max: null },
      { kind: 'any-of', column: 'tags.lang', values: ['no such language'] },
    ]),
  );
  await goTo(page, `#/w/${id}/explore?f=${filter}`);
  await expect(page.getByRole('heading', { name: 'No pair matches' })).toBeVisible();
  await expect(page.getByRole('listitem').filter({ hasText: 'Without “lang' })).toContainText(/\d pairs/);
  await expect(page.getByRole('listitem').filter({ hasText: 'Without “Production latency' })).toContainText(
    'still none',
  );
  await page.getByRole('button', { name: 'Without “lang: no such language”' }).click();
  await expect(grid(page)).toBeVisible();

  await page.keyboard.press('q');
  await page.getByRole('menuitem', { name: 'Judge prefers production' }).click();
  await expect(page.getByRole('heading', { name: 'No pair has been judged yet' })).toBeVisible();
  await goTo(page, `#/w/${id}/explore?f=${filter.slice(0, 40)}`);
  await expect(page.getByText('The filter in this address cannot be read')).toBeVisible();
});

test('texts that are more than text are shown as text', async ({ example, folder }) => {
  const { page } = example;
  const hostile = [
    '<img src=x onerror=alert(1)><script>alert(1)</script>',
    '[click](javascript:alert(1)) ![](http://example.com/x.png)',
    '\u001b[31mred\u001b[0m \u202egnp.exe \u200bhidden',
    'مرحبا بالعالم',
    '__proto__ hasOwnProperty',
  ];
  const log = await writeLog(
    join(folder, 'hostile.jsonl'),
    [...hostile, null].map((response, index) =>
      pair(index, {
        prompt: 'hostile',
        shadow: { response, error: response === null ? '<b>timeout</b>' : null },
      }),
    ),
  );
  await importLogs(example, [log]);
  await openExplore(page);
  await expect(row(page, hostile[0]!)).toBeVisible();
  await expect(row(page, '␛[31mred␛[0m ⟨U+202E⟩gnp.exe ⟨U+200B⟩hidden')).toBeVisible();
  await expect(row(page, '✕ <b>timeout</b>')).toBeVisible();
  expect(await grid(page).locator('img, script, a, b').count()).toBe(0);
  await expect(row(page, 'مرحبا').locator('bdi').last()).toHaveAttribute('dir', 'auto');
});

test('an expression that can not be used is explained, and the table stays', async ({
  example,
  problems,
}) => {
  problems.allow(/status of 400/);
  const { page } = example;
  const id = shownWorkspace(page);
  const filter = encodeURIComponent(
    JSON.stringify([{ kind: 'text', in: 'prod', mode: 'regex', pattern: '(a+)+\\1' }]),
  );
  await goTo(page, `#/w/${id}/explore?f=${filter}`);
  await expect(page.getByRole('alert').first()).toContainText('can not be used');
  await page.getByRole('button', { name: /^Remove/ }).click();
  await expect(grid(page).getByRole('gridcell').first()).toBeVisible();
});

test('columns, density and named filters are kept in the workspace', async ({ example, folder }) => {
  const { page } = example;
  await importLogs(example, [await writeLog(join(folder, 'kept.jsonl'), pairs(40))]);
  await openExplore(page);
  await page.keyboard.press('l');
  await expect(grid(page)).toHaveAttribute('data-lines', '2');
  await page.keyboard.press('c');
  await page.getByRole('menuitemcheckbox', { name: 'Shadow cost' }).press('Enter');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('columnheader', { name: /shadow cost/ })).toBeVisible();
  await page.getByRole('columnheader', { name: 'Prompt' }).getByRole('button').focus();
  await page.keyboard.press('Alt+ArrowLeft');
  await page.getByRole('slider', { name: 'Latency ratio, to' }).press('ArrowLeft');
  await page.getByRole('button', { name: 'Saved' }).click();
  await page.getByRole('textbox', { name: 'Save this filter as' }).fill('not the slowest');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: /^Remove/ }).click();
  await page.reload();
  await expect(grid(page)).toHaveAttribute('data-lines', '2');
  await expect(grid(page).getByRole('columnheader').first()).toContainText('Prompt');
  await page.getByRole('button', { name: 'Saved' }).click();
  await page.getByRole('button', { name: /^not the slowest/ }).click();
  await expect(page.getByRole('list', { name: 'Filter' })).toContainText('Latency ratio');
});

test('the figures of the Overview open the pairs they stand on', async ({ example }) => {
  const { page } = example;
  const failed = page.getByRole('table', { name: 'Pairs by which arm failed' }).getByRole('link').nth(1);
  const shown = await failed.innerText();
  await failed.click();
  await expect(page.getByRole('list', { name: 'Filter' })).toContainText('Shadow state: failed');
  await expect(count(page)).toContainText(`${shown} of`);
});

test('figures of a filter that take long say so, and can be left', async ({ example }) => {
  const { page } = example;
  await openExplore(page);
  await page.route('**/explore/figures', () => {});
  const filter = [{ kind: 'any-of', column: 'shadow_state', values: ['answered'] }];
  const asked = page.waitForRequest('**/explore/figures');
  await goTo(page, `#/w/${shownWorkspace(page)}/figures?f=${encodeURIComponent(JSON.stringify(filter))}`);
  const request = await asked;
  await expect(page.getByRole('main')).toContainText(/Computing the figures of this filter · \d\.0 s so far/);
  await page.getByRole('button', { name: 'Stop, back to the pairs' }).click();
  await expect(page.getByRole('grid')).toBeVisible();
  await expect(count(page)).toContainText('of 11,600');
  // The host hears that nobody waits any more.
  await expect.poll(() => request.failure()?.errorText).toContain('ABORTED');
});

test('the selected pairs are saved as a file, or not when it is stopped', async ({ example, folder }) => {
  const { page } = example;
  await importLogs(example, [await writeLog(join(folder, 'saved.jsonl'), pairs(30))]);
  await openExplore(page);
  const work = page.getByRole('contentinfo', { name: 'Background work' });
  // A host that is slow to begin, so that there is time to stop it.
  await page.route('**/explore/export', () => {});
  await page.keyboard.press('e');
  await page.getByRole('menuitem', { name: 'CSV' }).click();
  await expect(work).toContainText('Exporting CSV · reading the pairs');
  await work.getByRole('button', { name: 'Stop: Exporting CSV' }).click();
  await expect(work).toContainText('Export of CSV cancelled; no file was written');
  await page.unroute('**/explore/export');

  await page.getByRole('button', { name: 'Export', exact: true }).click();
  const download = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: 'JSON Lines' }).click();
  await expect(work).toContainText('Exported 30 pairs as JSON Lines');
  const text = await readFile(await (await download).path(), 'utf8');
  expect(text.trim().split('\n')).toHaveLength(30);
});

test('a long table is scrolled to its end without an empty frame', async ({ example, folder }) => {
  test.slow();
  const { page } = example;
  await importLogs(example, [await writeCompactLog(join(folder, 'long.jsonl'), 60_000)]);
  await openExplore(page);
  await expect(grid(page)).toHaveAttribute('aria-rowcount', '60001');
  await grid(page).focus();
  await page.keyboard.press('End');
  await expect(row(page, 'q-59999')).toBeVisible();
  await page.keyboard.press('Home');
  await expect(row(page, 'q-0')).toBeVisible();
  const empty = await grid(page).evaluate(async (element) => {
    let frames = 0;
    for (let i = 0; i < 60; i++) {
      element.scrollTop += 1900;
      await new Promise((resolve) => requestAnimationFrame(resolve));
      const rows = element.querySelectorAll('.grid-row').length;
      if (rows * 28 < element.clientHeight - 56) frames++;
    }
    return frames;
  });
  base(empty).toBe(0);
});
