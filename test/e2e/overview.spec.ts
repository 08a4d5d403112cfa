import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { amountRows } from '@core/model/arm-figure-rows';
import { VERDICT_LABEL } from '@core/model/decision';
import {
  formatCount,
  formatCriterion,
  formatLatency,
  formatPercent,
  formatSimilarity,
} from '@core/model/format';
import type { CriterionResult } from '@core/model/decision';
import type { ImportTotals } from '@core/model/import';
import type { Metrics, SeedMetrics } from '@core/model/metrics';
import { cellsOf, goTo, importLogs, rowOf, shownWorkspace, verdict } from './actions';
import { EXAMPLE, gnomon } from './cli';
import { expect, test } from './fixtures';
import { pairs, writeLog } from './logs';

interface Analysis {
  verdict: CriterionResult['verdict'];
  summary: string;
  metrics: SeedMetrics;
  criteria: CriterionResult[];
  detail: Metrics;
  imported: ImportTotals;
}

test.describe('the Overview shows the figures of `gnomon analyze --json`', () => {
  test('of the bundled example', async ({ example, folder }) => {
    await expectSameFigures(example.page, await analyse(folder, EXAMPLE));
  });

  test('of a log with similarities, failures, missing arms, rejects and duplicates', async ({
    example,
    folder,
  }) => {
    const log = await writeLog(join(folder, 'mixed.jsonl'), [
      ...pairs(240, (index) => ({
        semantic_similarity: 0.9 + (index % 10) / 100,
        prod: index % 41 === 0 ? { response: null, error: 'timeout' } : {},
        shadow: index % 29 === 0 ? { response: null, error: 'HTTP 500' } : {},
      })),
      ...pairs(3, (index) => ({
        request_id: `m-${index}`,
        shadow: { response: null, latency_ms: undefined },
      })),
      ...pairs(2),
      '{"request_id": ',
    ]);
    const [analysis] = await Promise.all([analyse(folder, log), importLogs(example, [log])]);
    await expectSameFigures(example.page, analysis);
  });
});

test('a criterion opens to its method and reason, and closes again', async ({ example }) => {
  const { page } = example;
  const criterion = page.getByRole('button', { name: 'Latency P95, shadow / production' });
  await expect(criterion).toHaveAttribute('aria-expanded', 'false');
  await criterion.click();
  await expect(criterion).toHaveAttribute('aria-expanded', 'true');
  const evidence = page.getByRole('cell').filter({ hasText: 'Level of each bound' });
  await expect(evidence).toContainText(/With 95 % confidence at most 1\.\d+×, which is below 1\.20×/);
  await expect(evidence).toContainText('paired P95 ratio');
  await expect(evidence).toContainText(/Lower bound\s*1\.\d+×/);
  await criterion.press('Enter');
  await expect(evidence).toHaveCount(0);
});

test('every criterion opens without a gap in its words', async ({ example }) => {
  const { page } = example;
  const criteria = page.getByRole('table', { name: 'Criteria' });
  for (const button of await criteria.getByRole('button').all()) await button.click();
  await expect(criteria.getByText('Level of each bound')).toHaveCount(5);
  await expect(criteria).not.toContainText(/undefined|NaN|null|\[object/);
});

test('the pointer reads values out of the latency plot', async ({ example }) => {
  const { page } = example;
  const slider = page.getByRole('slider', { name: /Latency by quantile/ });
  const plot = page.locator('.plot-cursor').filter({ has: slider });
  await plot.hover({ position: { x: 200, y: 100 } });
  const readout = page.locator('.plot-readout');
  await expect(readout).toHaveText(/P\d+.*production.*\d ms.*shadow.*\d ms/);
  const before = await readout.innerText();
  await plot.hover({ position: { x: 300, y: 100 } });
  await expect(readout).not.toHaveText(before);
  await page.getByRole('heading', { name: 'Who failed' }).hover();
  await expect(readout).toHaveCount(0);
});

test('arrow keys read values out of the latency plot and say them', async ({ example }) => {
  const { page } = example;
  const cursor = page.getByRole('slider', { name: /Latency by quantile/ });
  await cursor.focus();
  const read = async () => (await cursor.getAttribute('aria-valuetext')) ?? '';
  const first = await read();
  await page.keyboard.press('ArrowRight');
  await expect.poll(read).not.toBe(first);
  await page.keyboard.press('ArrowLeft');
  await expect.poll(read).toBe(first);
  for (let presses = 0; presses < 100 && !(await read()).startsWith('P95:'); presses += 1)
    await page.keyboard.press('ArrowRight');
  const latencies = page.getByRole('table', { name: 'Latency quantiles' });
  const [prod, shadow] = await valuesOf(rowOf(latencies, 'P95'));
  expect(await read()).toBe(`P95: production ${prod}, shadow ${shadow}`);
});

test('the address leads back to the view: reload, back and forward', async ({ example }) => {
  const { page } = example;
  const overview = page.url();
  await page.getByRole('link', { name: 'Rejected lines', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Rejected lines' })).toBeVisible();
  await page.goBack();
  await expect(verdict(page)).toBeVisible();
  await page.goForward();
  await expect(page.getByRole('heading', { level: 1, name: 'Rejected lines' })).toBeVisible();
  await expect(page).toHaveTitle('Rejected lines · Gnomon');
  await page.keyboard.press('[');
  await expect(verdict(page)).toBeVisible();
  await page.keyboard.press(']');
  await page.reload();
  await expect(page.getByRole('heading', { level: 1, name: 'Rejected lines' })).toBeVisible();
  await page.goto(overview);
  await expect(verdict(page)).toBeVisible();
  await expect(page).toHaveTitle('Overview · Gnomon');
});

test('an address of an unknown workspace says so and leads on', async ({ example, problems }) => {
  problems.allow(/status of 404/);
  const { page } = example;
  await goTo(page, '#/w/0000000000000000');
  await expect(page.getByRole('alert')).toContainText('This workspace is not in the list of recent ones');
  await expect(page.getByRole('alert')).toContainText(/Next step\s*open its log again/);
});

test('light and dark: the system decides until the analyst does, and the choice is kept', async ({
  example,
}) => {
  const { page } = example;
  await page.emulateMedia({ colorScheme: 'light' });
  await expect.poll(() => brightness(page)).toBeGreaterThan(200);
  await page.emulateMedia({ colorScheme: 'dark' });
  await expect.poll(() => brightness(page)).toBeLessThan(60);
  await page.getByRole('button', { name: 'Theme: system' }).click();
  await expect.poll(() => brightness(page)).toBeGreaterThan(200);
  await page.keyboard.press('t');
  await expect(page.getByRole('button', { name: 'Theme: dark' })).toBeVisible();
  await page.emulateMedia({ colorScheme: 'light' });
  await expect.poll(() => brightness(page)).toBeLessThan(60);
  await page.reload();
  await expect(verdict(page)).toBeVisible();
  expect(await brightness(page)).toBeLessThan(60);
});

test.describe('keys', () => {
  test('the palette finds a command by its words and runs it by Enter', async ({ example }) => {
    const { page } = example;
    await page.keyboard.press('ControlOrMeta+k');
    const field = page.getByRole('searchbox', { name: 'Find a command' });
    await expect(field).toBeFocused();
    await page.keyboard.type('rejected');
    await expect(page.getByRole('menuitem')).toHaveText([/Rejected lines/]);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { level: 1, name: 'Rejected lines' })).toBeVisible();
    await expect(page.getByRole('dialog')).toHaveCount(0);
  });

  test('the palette says when nothing fits, and Escape closes it', async ({ example }) => {
    const { page } = example;
    await page.keyboard.press('ControlOrMeta+k');
    await page.keyboard.type('zzz');
    await expect(page.getByText('No such command')).toBeVisible();
    await page.keyboard.press('Escape');
    if (await page.getByRole('dialog').isVisible()) await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await expect(verdict(page)).toBeVisible();
  });

  test('`?` shows the keys of the screen, and what it names works', async ({ example }) => {
    const { page } = example;
    await page.keyboard.press('?');
    const overlay = page.getByRole('dialog', { name: 'Keys of this screen' });
    await expect(overlay.getByRole('listitem').filter({ hasText: 'Rejected lines' })).toContainText('GR');
    await expect(overlay.getByRole('listitem').filter({ hasText: 'Overview' })).toContainText('GO');
    await page.keyboard.press('Escape');
    await expect(overlay).toHaveCount(0);
    await page.keyboard.press('g');
    await page.keyboard.press('r');
    await expect(page.getByRole('heading', { level: 1, name: 'Rejected lines' })).toBeVisible();
    await page.keyboard.press('g');
    await page.keyboard.press('o');
    await expect(verdict(page)).toBeVisible();
    await page.keyboard.press('g');
    await page.keyboard.press('s');
    await expect(page.getByRole('heading', { name: 'Recent workspaces' })).toBeVisible();
  });

  test('every link, button and plot is reached by Tab, in the order of the page', async ({ example }) => {
    const { page } = example;
    await expect(page.getByRole('slider').first()).toBeAttached();
    const controls = await page.evaluate(() => {
      const found = [...document.querySelectorAll('a[href], button:not([disabled]), input')];
      found.forEach((control, index) => control.setAttribute('data-order', String(index)));
      return found.length;
    });
    const reached: number[] = [];
    for (let presses = 0; presses < controls; presses += 1) {
      await page.keyboard.press('Tab');
      reached.push(
        await page.evaluate(() => Number(document.activeElement?.getAttribute('data-order') ?? -1)),
      );
    }
    expect(reached).toEqual(Array.from({ length: controls }, (_, index) => index));
  });

  test('the first Tab offers to skip to the screen', async ({ example }) => {
    const { page } = example;
    await page.keyboard.press('Tab');
    await expect(page.getByRole('link', { name: 'Skip to the screen' })).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('main')).toBeFocused();
    expect(shownWorkspace(page)).not.toBe('');
  });
});

test('at 1024 px the window scrolls down only, and intervals stay readable', async ({ example }) => {
  const { page } = example;
  await page.setViewportSize({ width: 1024, height: 768 });
  const overflow = () =>
    page.evaluate(() =>
      [document.documentElement, document.getElementById('main')].map(
        (element) => (element?.scrollWidth ?? 0) - (element?.clientWidth ?? 0),
      ),
    );
  // Plots take the new width a moment after the window has it.
  await expect.poll(overflow).toEqual([0, 0]);
  for (const plot of await page.getByRole('table', { name: 'Criteria' }).locator('.criteria-plot').all())
    expect(
      (await plot.boundingBox())?.width,
      'room to read an interval against its threshold',
    ).toBeGreaterThan(120);
});

async function analyse(folder: string, log: string): Promise<Analysis> {
  return JSON.parse(await gnomon(join(folder, 'data'), ['analyze', '--json', log])) as Analysis;
}

async function expectSameFigures(page: Page, analysis: Analysis): Promise<void> {
  const { criteria, detail, metrics, imported } = analysis;
  await expect(verdict(page)).toContainText(VERDICT_LABEL[analysis.verdict]);
  await expect(page.getByText(analysis.summary.replace(/^[^—]*— /, ''))).toBeVisible();

  const table = page.getByRole('table', { name: 'Criteria' });
  for (const { id, label, estimate, threshold, n, verdict: own } of criteria) {
    const cells = await cellsOf(rowOf(table, label));
    expect([cells[0]?.slice(2), cells[1], cells[3], cells[4]?.replace(/^\S /, '')], label).toEqual([
      formatCriterion(id, threshold),
      formatCriterion(id, estimate, threshold),
      formatCount(n),
      VERDICT_LABEL[own],
    ]);
  }

  const latencies = page.getByRole('table', { name: 'Latency quantiles' });
  for (const quantile of ['p50', 'p90', 'p95', 'p99'] as const)
    expect(await valuesOf(rowOf(latencies, quantile.toUpperCase())), quantile).toEqual([
      formatLatency(detail.prod.latency[quantile]),
      formatLatency(detail.shadow.latency[quantile]),
    ]);
  expect([metrics.prod_latency_p95, metrics.shadow_latency_p50]).toEqual([
    detail.prod.latency.p95,
    detail.shadow.latency.p50,
  ]);

  const failed = page.getByRole('table', { name: 'Pairs by which arm failed' });
  const counts = async (name: string) =>
    (await cellsOf(rowOf(failed, name))).map((cell) => cell.split(' ')[0]);
  const { both, shadowOnly, prodOnly, neither } = detail.errors;
  expect(await counts('production answered')).toEqual([neither, shadowOnly].map(formatCount));
  expect(await counts('production failed')).toEqual([prodOnly, both].map(formatCount));
  const who = page.getByRole('region', { name: 'Who failed' });
  await expect(who).toContainText(`${formatPercent(metrics.prod_error_rate)} failed`);
  await expect(who).toContainText(`${formatPercent(metrics.shadow_error_rate)} failed`);

  const sameness = page.getByRole('region', { name: 'Similarity' });
  const { n, raw } = detail.exactMatch;
  await expect(sameness).toContainText(`${formatCount(raw)} of ${formatCount(n)}`);
  await expect(sameness).toContainText(formatPercent(metrics.exact_match_rate));
  if (metrics.avg_similarity !== null)
    await expect(sameness).toContainText(formatSimilarity(metrics.avg_similarity));

  const costs = page.getByRole('table', { name: 'Cost and tokens by arm' });
  for (const { label, prod, shadow } of amountRows(detail))
    expect((await cellsOf(rowOf(costs, label))).slice(0, 2), label).toEqual(
      [prod, shadow].map(({ value, bounds }) => `${value} ${bounds}`.trimEnd()),
    );

  const quality = page.getByRole('region', { name: 'Data quality' });
  await expect(quality).toContainText(new RegExp(`Rejected lines\\s*${formatCount(imported.rejected)}`));
  await expect(quality).toContainText(
    new RegExp(`Duplicate request ids\\s*${formatCount(imported.duplicates)}`),
  );
  await expect(page.getByRole('banner')).toContainText(`${formatCount(metrics.total_samples)} pairs`);
}

/** The figures of both arms in a row whose cells hold their bounds, too. */
async function valuesOf(row: Locator): Promise<(string | undefined)[]> {
  return (await cellsOf(row)).slice(0, 2).map((cell) => cell.split(' (')[0]);
}

/** Mean of the page's background colour, 0–255. */
function brightness(page: Page): Promise<number> {
  return page.evaluate(() => {
    const canvas = document.createElement('canvas').getContext('2d', { colorSpace: 'srgb' });
    if (canvas === null) return NaN;
    canvas.fillStyle = getComputedStyle(document.body).backgroundColor;
    canvas.fillRect(0, 0, 1, 1);
    const [red = 0, green = 0, blue = 0] = canvas.getImageData(0, 0, 1, 1).data;
    return (red + green + blue) / 3;
  });
}
