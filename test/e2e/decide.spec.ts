import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Locator, type Page } from '@playwright/test';
import { cellsOf, goTo, rowOf, shownWorkspace } from './actions';
import { ROOT, gnomon } from './cli';
import { type Workbench, expect, test } from './fixtures';
import { pairs, writeLog } from './logs';

const SHADOW = join(ROOT, '../shared/data/shadow');
const ARENA = join(SHADOW, 'arena-hard-gpt4-0314-vs-0613.jsonl');
const GSM8K = join(SHADOW, 'gsm8k-6b-vs-175b.jsonl');

/** Shows the Decide screen of the workspace that the window shows. */
async function showDecide(page: Page): Promise<void> {
  await page.keyboard.press('g');
  await page.keyboard.press('d');
  await expect(section(page, 'Why')).toBeVisible();
}

function section(page: Page, name: string): Locator {
  return page.getByRole('region', { name, exact: true });
}

test.describe('the board’s questions', () => {
  test('are answered on one screen: verdict, why, what it would take, who would suffer', async ({
    example,
  }) => {
    const { page } = example;
    await showDecide(page);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(/NOT ENOUGH DATA/);
    const answers = page.locator('.decide-answers');
    await expect(answers.locator('dt')).toHaveText([
      'Why not',
      'What it would take',
      'Who would suffer',
      'Rule',
    ]);
    for (const answer of await answers.locator('dd').allInnerTexts())
      expect(answer.length).toBeGreaterThan(20);
    await expect(section(page, 'What it would take').getByText('binding')).toHaveCount(1);
  });

  test('a figure opens the pairs behind it', async ({ example }) => {
    const { page } = example;
    await showDecide(page);
    const row = page.getByRole('button', { name: /Error rate/ });
    if ((await row.getAttribute('aria-expanded')) === 'false') await row.click();
    await section(page, 'Why')
      .getByRole('list', { name: 'Pairs that decide it' })
      .getByRole('link')
      .first()
      .click();
    await expect(page).toHaveURL(/explore\?f=/);
    await page.goBack();
    await expect(section(page, 'Why')).toBeVisible();
  });

  test('sections are reached by keys, and the index says which is read', async ({ example }) => {
    const { page } = example;
    await showDecide(page);
    await page.keyboard.press('d');
    await page.keyboard.press('8');
    await expect(page.getByRole('heading', { name: 'What if' })).toBeFocused();
    await expect(
      page.getByRole('navigation', { name: 'Sections' }).getByRole('button', { name: 'What if' }),
    ).toHaveAttribute('aria-current', 'location');
  });
});

test('what-if: the verdict follows the slider at once, and nothing is declared by it', async ({
  example,
}) => {
  const { page } = example;
  await showDecide(page);
  const whatIf = section(page, 'What if');
  const coverage = whatIf.getByRole('slider', { name: /pairs/i });
  const verdict = whatIf.locator('.what-if-criteria li', { hasText: 'Complete pairs' });
  await expect(verdict).toContainText('GO');
  await coverage.focus();
  await page.keyboard.press('End');
  await expect(verdict).toContainText('NOT ENOUGH DATA');
  await whatIf.getByRole('button', { name: 'As declared' }).click();
  await expect(verdict).not.toContainText('NOT ENOUGH DATA');
  await expect(section(page, 'Plan and looks').getByText('This is the plan in force.')).toBeVisible();
});

test('what-if: leaving a slice out is computed over the rest, said, and undone', async ({ example }) => {
  const { page } = example;
  await showDecide(page);
  const whatIf = section(page, 'What if');
  const choice = whatIf.getByLabel('Leave out pairs');
  const offered = await choice.getByRole('option').nth(1).getAttribute('value');
  await choice.selectOption(offered);
  await expect(whatIf.getByText(/of 11,600 pairs left out/)).toBeVisible();
  await expect(whatIf.locator('.what-if-verdict')).toContainText('With these settings');
  await whatIf.getByRole('button', { name: `Take in again: ${offered}` }).click();
  await expect(whatIf.locator('.what-if-verdict')).toContainText('As declared');
});

test('a plan changed after a look is declared with its reason, and shown as changed afterwards', async ({
  openWorkbench,
  folder,
}) => {
  const log = await writeLog(join(folder, 'trains.jsonl'), pairs(200));
  const { page } = await openWorkbench({ logs: [log] });
  await expect(page.getByRole('table', { name: 'Criteria' })).toBeVisible();
  await showDecide(page);
  const plan = section(page, 'Plan and looks');
  await plan.getByRole('button', { name: /^Strict/ }).click();
  await plan.getByRole('textbox', { name: 'Declared by' }).fill('M. Sato');
  await plan.getByRole('textbox', { name: 'Why it is changed' }).fill('the board asked for it');
  await plan.getByRole('button', { name: 'Declare this plan' }).click();
  const versions = plan.getByRole('table', { name: 'Declared plans' });
  await expect(versions).toContainText('M. Sato: the board asked for it');
  await expect(plan.getByText(/changed once after data had been looked at/)).toBeVisible();
  await page.reload();
  await expect(section(page, 'Plan and looks')).toContainText('the board asked for it');
});

test('the plan takes levels, smallest numbers, looks and protected slices, and says beside a field what does not fit', async ({
  openWorkbench,
  folder,
}) => {
  const log = await writeLog(join(folder, 'trains.jsonl'), pairs(200));
  const workspace = join(folder, 'workspace');
  const { page } = await openWorkbench({ logs: [log], workspace });
  await expect(page.getByRole('table', { name: 'Criteria' })).toBeVisible();
  await showDecide(page);
  const plan = section(page, 'Plan and looks');
  const declare = plan.getByRole('button', { name: 'Declare this plan' });
  const errors = plan.getByRole('group', { name: /^Error rate/ });
  await errors.getByLabel('Fewest pairs').fill('150');
  await errors.getByLabel('Level').fill('20');
  await expect(errors.getByText('must be at least 50')).toBeVisible();
  await expect(declare).toBeDisabled();
  await errors.getByLabel('Level').fill('99');
  const looks = plan.getByLabel('Looks for a GO, in % of the plan');
  await looks.fill('50, 25');
  await expect(plan.getByText('must rise')).toBeVisible();
  await looks.fill('30, 100');
  await plan.getByLabel('Tag of the slice').fill('route');
  await plan.getByLabel('Value of the slice').fill('search');
  await plan.getByRole('button', { name: 'Protect' }).click();
  const slice = plan.getByRole('group', { name: 'route = search' });
  await slice.getByRole('checkbox', { name: 'latency P95' }).uncheck();
  await slice.getByLabel('Error margin').fill('2.5');
  await declare.click();
  await expect(plan.getByRole('table', { name: 'Declared plans' })).toBeVisible();
  const journal = await readFile(join(workspace, 'plans.jsonl'), 'utf8');
  expect(JSON.parse(journal)).toMatchObject({
    plan: {
      criteria: { error_rate: { level: 0.99, minPairs: 150 } },
      looks: { at: [0.3, 1] },
      protected: [
        { tag: 'route', value: 'search', criteria: ['error_rate'], minPairs: 100, errorMargin: 0.025 },
      ],
    },
  });
});

test('the rollout plan is shown as the file for a cluster, with names that the cluster takes', async ({
  example,
  folder,
}) => {
  const { page } = example;
  await showDecide(page);
  const rollout = section(page, 'Roll-out');
  const preview = rollout.getByRole('textbox', { name: /^Contents of/ });
  await rollout.getByLabel('Service').fill('Help Desk');
  await expect(rollout.getByText(/must be lower-case letters/)).toBeVisible();
  await expect(preview).toHaveCount(0);
  await rollout.getByLabel('Service').fill('help-desk');
  await rollout.getByText('Flagger', { exact: true }).click();
  await expect(preview).toHaveValue(/kind: Canary[\s\S]*name: help-desk/);
  const download = page.waitForEvent('download');
  await rollout.getByRole('button', { name: 'Download rollout-flagger.yaml' }).click();
  const file = join(folder, 'rollout.yaml');
  await (await download).saveAs(file);
  expect(await readFile(file, 'utf8')).toBe(await preview.inputValue());
});

test('sign-off: an override needs a reason, survives a restart of the host, and stands in the report', async ({
  openWorkbench,
  folder,
}) => {
  const log = await writeLog(join(folder, 'trains.jsonl'), pairs(200));
  const workspace = join(folder, 'workspace');
  const { page, dataDir } = await openWorkbench({ logs: [log], workspace });
  await expect(page.getByRole('table', { name: 'Criteria' })).toBeVisible();
  await showDecide(page);
  const signOff = section(page, 'Sign-off');
  await signOff.getByLabel('Approver').fill('R. Okafor');
  await signOff.getByRole('radio', { name: /^Roll out/ }).check();
  const sign = signOff.getByRole('button', { name: 'Sign the override' });
  await expect(sign).toBeDisabled();
  await signOff.getByLabel('Reason').fill('The old model is switched off on Friday.');
  await sign.click();
  const signed = signOff.getByRole('table', { name: 'Signed decisions' });
  await expect(signed).toContainText('Roll out override: The old model is switched off on Friday.');
  const journal = await readFile(join(workspace, 'decisions.jsonl'), 'utf8');
  expect(JSON.parse(journal)).toMatchObject({ approver: 'R. Okafor', override: true, pairs: 200 });
  const report = join(folder, 'report.md');
  await gnomon(dataDir, ['report', workspace, '--format', 'md', '--out', report]);
  expect(await readFile(report, 'utf8')).toContain('The old model is switched off on Friday.');
});

test('the report is shown as pages and saved as PDF', async ({ example, folder }) => {
  const { page } = example;
  await showDecide(page);
  const report = section(page, 'Report');
  await report.getByRole('button', { name: 'Preview as pages' }).click();
  // The first report reads every answer once.
  await expect(report.getByText(/^\d+ pages, A4/)).toBeVisible({ timeout: 40_000 });
  await expect(report.locator('.sheet').first()).toContainText('NOT ENOUGH DATA');
  const download = page.waitForEvent('download');
  await report.getByRole('button', { name: 'PDF' }).click();
  const file = join(folder, 'report.pdf');
  await (await download).saveAs(file);
  expect((await readFile(file)).subarray(0, 5).toString()).toBe('%PDF-');
});

test('a log without tags, times, costs or texts says what it cannot say', async ({
  openWorkbench,
  folder,
}) => {
  const log = join(folder, 'figures.csv');
  const rows = Array.from({ length: 40 }, (_, i) => `r-${i},${400 + i},${380 + 2 * i}`);
  await writeFile(log, ['request_id,prod_latency_ms,shadow_latency_ms', ...rows].join('\n'));
  const { page } = await openWorkbench({ logs: [log] });
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await showDecide(page);
  await expect(section(page, 'Over time')).toContainText('carries no times');
  await expect(section(page, 'Cost')).toContainText('carries no costs');
  await expect(section(page, 'What users will notice')).toContainText('No pair has the texts');
});

test.describe('real logs', () => {
  for (const [name, log] of [
    ['arena-hard', ARENA],
    ['gsm8k', GSM8K],
  ] as const)
    test(`${name}: why not, what would it take, who would suffer`, async ({ openWorkbench }) => {
      test.skip(!existsSync(log), `the real log ${name} is not on this machine`);
      test.slow();
      const workbench: Workbench = await openWorkbench({ logs: [log] });
      const { page } = workbench;
      await expect(page.getByRole('table', { name: 'Criteria' })).toBeVisible();
      await showDecide(page);
      const needed = section(page, 'What it would take').getByRole('table');
      const coverage = await cellsOf(rowOf(needed, /Complete pairs/));
      expect(coverage[0]).toContain('NOT ENOUGH DATA');
      await expect(section(page, 'Who would suffer').getByRole('table')).toBeVisible();
      await expect(section(page, 'What users will notice').getByRole('table').first()).toBeVisible();
      await goTo(page, `#/w/${shownWorkspace(page)}/decide`);
    });
});
