import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import type { ReviewSummary } from '@core/model/api/review';
import { goTo, shownWorkspace, verdict } from './actions';
import { ROOT, gnomon } from './cli';
import { expect, test } from './fixtures';
import { pairs, writeLog } from './logs';
import { TEXTS } from './pair-texts';

const ARENA = join(ROOT, '../shared/data/shadow/arena-hard-gpt4-0314-vs-0613.jsonl');

async function labels(dataDir: string, workspace: string): Promise<ReviewSummary> {
  const path = join(dataDir, 'workspaces', workspace);
  return JSON.parse(await gnomon(dataDir, ['labels', path, '--json'])) as ReviewSummary;
}

/** From the Overview to a queue of twenty pairs, by keyboard: the boxes of the form are reached by Tab. */
async function startQueue(page: Page, { blind }: { blind: boolean }): Promise<void> {
  await page.keyboard.press('g');
  await page.keyboard.press('v');
  const pairsBox = page.getByRole('combobox', { name: 'Pairs' });
  await expect(pairsBox).toBeVisible();
  for (let presses = 0; presses < 40; presses++) {
    await page.keyboard.press('Tab');
    if (await pairsBox.evaluate((element) => element === document.activeElement)) break;
  }
  // The first choice.
  await page.keyboard.press('Home');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  if (!blind) await page.keyboard.press('Space');
  await page.keyboard.press('Enter');
  await expect(position(page)).toHaveText('1 / 20');
}

function position(page: Page) {
  return page.locator('.review-position');
}

async function openTexts(page: Page, pair: string): Promise<void> {
  await goTo(page, `#/w/${shownWorkspace(page)}/review?pair=${pair}`);
  await expect(page.getByRole('heading', { name: pair, exact: true })).toBeVisible();
  // The way of viewing stays from pair to pair.
  await page.getByRole('radio', { name: 'Differences' }).click();
}

test('twenty pairs are labelled by keyboard alone, and are there after the host was killed', async ({
  openWorkbench,
  folder,
  problems,
}, { project }) => {
  test.skip(project.name === 'electron', 'the shell starts its engine again');
  // Real answers where they are at hand: they differ in every way that answers do.
  const log = existsSync(ARENA) ? ARENA : await writeLog(join(folder, 'trains.jsonl'), pairs(40));
  const { page, dataDir, killHost } = await openWorkbench({ logs: [log] });
  await expect(verdict(page)).toBeVisible();
  const workspace = shownWorkspace(page);
  await startQueue(page, { blind: false });

  await page.keyboard.press('1');
  await page.keyboard.type('Ada');
  await page.keyboard.press('Enter');
  for (let at = 2; at <= 20; at++) {
    await expect(position(page)).toHaveText(`${at} / 20`);
    await expect(page.locator('.aligned-row').first()).toBeVisible();
    if (at === 5) {
      await page.keyboard.press('#');
      await page.keyboard.type('format');
      await page.keyboard.press('Enter');
      await page.keyboard.press('Escape');
      await expect(page.getByText('format', { exact: true })).toBeVisible();
      await page.keyboard.press('s');
      await expect(page.getByRole('button', { name: /Severity/ })).toHaveText('minor');
    }
    await page.keyboard.press(String((at % 4) + 1));
  }
  // Behind the last pair the review says how it stands.
  await expect(page.getByRole('table', { name: 'Labels by reviewer' })).toContainText('Ada');
  problems.allow(/ERR_CONNECTION_REFUSED|ERR_CONNECTION_RESET|ERR_EMPTY_RESPONSE/);
  await killHost();

  const { labelled, reviewers, tags } = await labels(dataDir, workspace);
  expect(labelled).toBe(20);
  expect(reviewers).toMatchObject([
    { reviewer: 'Ada', counts: { prod: 6, shadow: 4, tie: 5, 'both-bad': 5 } },
  ]);
  expect(tags).toEqual([{ tag: 'format', count: 1 }]);
  const path = join(dataDir, 'workspaces', workspace);
  expect(await gnomon(dataDir, ['analyze', path])).toMatch(/Human win rate of shadow .*n 15;/);
});

test('a label is undone and redone, wherever one has gone since', async ({ openWorkbench, folder }) => {
  const log = await writeLog(join(folder, 'trains.jsonl'), pairs(30));
  const { page, dataDir } = await openWorkbench({ logs: [log] });
  await expect(verdict(page)).toBeVisible();
  const workspace = shownWorkspace(page);
  await page.evaluate(() => localStorage.setItem('gnomon-reviewer', 'Ada'));
  await page.reload();
  await expect(verdict(page)).toBeVisible();
  await startQueue(page, { blind: false });
  await page.keyboard.press('1');
  await expect(position(page)).toHaveText('2 / 20');
  await page.keyboard.press('j');
  await page.keyboard.press('u');
  await expect(position(page)).toHaveText('1 / 20');
  await expect(page.getByText(/Undone:/)).toBeVisible();
  expect((await labels(dataDir, workspace)).labelled).toBe(0);
  await page.keyboard.press('y');
  await expect(page.getByRole('button', { name: /production better/ })).toHaveAttribute(
    'aria-pressed',
    'true',
  );
  expect((await labels(dataDir, workspace)).labelled).toBe(1);
});

test('nothing that the window gets or shows tells blind arms apart before the label', async ({
  openWorkbench,
  folder,
}) => {
  const log = await writeLog(join(folder, 'trains.jsonl'), pairs(30));
  const { page, dataDir } = await openWorkbench({ logs: [log] });
  await expect(verdict(page)).toBeVisible();
  const workspace = shownWorkspace(page);
  await page.evaluate(() => localStorage.setItem('gnomon-reviewer', 'Ada'));
  await page.reload();
  await expect(verdict(page)).toBeVisible();
  const answers: Promise<string>[] = [];
  page.on('response', (response) => {
    if (/\/pairs?[/?]/.test(response.url())) answers.push(response.text());
  });
  await startQueue(page, { blind: true });
  await expect(page.locator('.aligned-row').first()).toBeVisible();
  const shown = await page.locator('#main').innerHTML();
  expect(shown).not.toMatch(/conductor|data-arm|production|shadow|latency/i);
  // The next pairs are fetched ahead.
  await expect.poll(() => answers.length).toBeGreaterThan(3);
  const received = (await Promise.all(answers)).join('\n');
  expect(received).not.toMatch(/conductor|latency|prod|shadow/i);

  await page.keyboard.press('2');
  await expect(page.getByRole('table', { name: 'Figures of both arms' })).toBeVisible();
  await expect(page.getByText(/left was (production|shadow)/)).toBeVisible();
  await expect(position(page)).toHaveText('1 / 20');
  expect((await labels(dataDir, workspace)).reviewers).toMatchObject([{ reviewer: 'Ada', blind: 1 }]);
});

test('Explore hides the arms beside the table, and the label says so; undo outlives a reload', async ({
  openWorkbench,
  folder,
}) => {
  const log = await writeLog(
    join(folder, 'trains.jsonl'),
    pairs(30, (index) => (index === 5 ? { shadow: { response: null, error: 'signal lost' } } : {})),
  );
  const { page, dataDir } = await openWorkbench({ logs: [log] });
  await expect(verdict(page)).toBeVisible();
  const workspace = shownWorkspace(page);
  await page.evaluate(() => localStorage.setItem('gnomon-reviewer', 'Ada'));
  await page.reload();
  await goTo(page, `#/w/${workspace}/explore`);
  await page.getByRole('gridcell').first().click();
  await expect(page.locator('.aligned-row').first()).toBeVisible();
  const rows: Promise<string>[] = [];
  page.on('response', (response) => {
    if (response.url().endsWith('/explore/rows')) rows.push(response.text());
  });
  await page.keyboard.press('h');
  // This pair's arms were on the screen already.
  await expect(page.getByText('You have seen the arms of this pair')).toBeVisible();
  await page.keyboard.press('j');
  await expect(page.getByText('You have seen the arms of this pair')).toBeHidden();
  await expect(page.locator('.pair-column-head').first()).toHaveText('Left');
  await expect(page.getByRole('columnheader', { name: 'Prompt', exact: true })).toBeVisible();
  const shown = await page
    .locator('.pairs-grid, .explore-pair')
    .evaluateAll((parts) => parts.map((part) => part.innerHTML));
  expect(shown).toHaveLength(2);
  expect(shown.join('\n')).not.toMatch(/conductor|data-arm|production|shadow|latency/i);
  expect(rows.length).toBeGreaterThan(0);
  expect((await Promise.all(rows)).join('\n'), 'of a pair that failed in one arm').not.toContain(
    'signal lost',
  );

  await page.keyboard.press('2');
  await expect(page.getByText(/left was (production|shadow)/)).toBeVisible();
  const before = await labels(dataDir, workspace);
  expect(before.reviewers).toMatchObject([{ reviewer: 'Ada', blind: 1 }]);

  await page.reload();
  await expect(page.getByText('Blind.')).toBeVisible();
  await expect(page.locator('.aligned-row').first()).toBeVisible();
  await expect(async () => {
    await page.keyboard.press('u');
    await expect(page.getByText(/^Undone: /)).toBeVisible({ timeout: 500 });
  }).toPass();
  expect((await labels(dataDir, workspace)).labelled).toBe(0);
  await page.keyboard.press('y');
  await expect(page.getByText(/^Saved: /)).toBeVisible();
  expect((await labels(dataDir, workspace)).labelled).toBe(1);
});

test('outputs that try to be more than text are shown and not obeyed', async ({ openWorkbench, folder }) => {
  const log = await writeLog(join(folder, 'texts.jsonl'), [...TEXTS]);
  const { page } = await openWorkbench({ logs: [log] });
  await expect(verdict(page)).toBeVisible();
  const elsewhere: string[] = [];
  page.on('request', (request) => {
    if (/example/.test(new URL(request.url()).hostname)) elsewhere.push(request.url());
  });

  await test.step('Markdown', async () => {
    await openTexts(page, 'markdown');
    await page.getByRole('radio', { name: 'Rendered' }).click();
    const rendered = page.locator('.markdown').first();
    await expect(rendered.getByRole('heading', { name: 'Returns' })).toBeVisible();
    await expect(rendered).toContainText('<script>window.hacked = 1</script>');
    await expect(rendered).toContainText('https://tracker.example/pixel.png, not loaded');
    await expect(rendered.locator('a, img, script')).toHaveCount(0);
    await rendered.getByRole('button', { name: 'https://example.com/returns' }).click();
    await expect(page.getByRole('dialog')).toContainText('Open this address in your browser?');
    await page.keyboard.press('Escape');
    await expect(rendered.getByRole('button', { name: /javascript/ })).toHaveCount(0);
    expect(await page.evaluate(() => 'hacked' in window)).toBe(false);
    expect(elsewhere).toEqual([]);
  });

  await test.step('code', async () => {
    await page.getByRole('radio', { name: 'Code' }).click();
    await expect(page.locator('.hljs-keyword').first()).toHaveText('def');
    await expect(page.locator('.aligned-text ins')).toHaveText(['14']);
    await expect(page.locator('.aligned-text del')).toHaveText(['30', '=']);
  });

  await test.step('JSON', async () => {
    await openTexts(page, 'json');
    await page.getByRole('radio', { name: 'Structure' }).click();
    const fields = page.getByRole('table', { name: 'Fields of both outputs' });
    await expect(fields.getByRole('row').filter({ hasText: 'amount' })).toContainText(/40.*45/);
    await expect(fields.getByRole('row').filter({ hasText: '[0 → 1]' })).toContainText('at another place');
    await expect(page.getByText('3 fields differ.')).toBeVisible();
  });

  await test.step('control, direction and invisible characters', async () => {
    await openTexts(page, 'hostile');
    const text = page.locator('.aligned-text').first();
    await expect(text).toContainText(
      '␛[31mred␛[0m, turned ⟨U+202E⟩abc⟨U+202C⟩, zero⟨U+200B⟩width, <b>bold</b>',
    );
    await expect(page.locator('.aligned-text del')).toHaveText('one');
    await expect(page.locator('.aligned-text ins')).toHaveText('two');
  });

  await test.step('text from right to left', async () => {
    await openTexts(page, 'rtl');
    const text = page.locator('.aligned-text').first();
    await expect(text.locator('del')).toHaveText('30');
    expect(await text.evaluate((element) => getComputedStyle(element).direction)).toBe('rtl');
  });

  await test.step('an output that is missing', async () => {
    await openTexts(page, 'failed');
    await expect(
      page.getByText('shadow: no output; the log says: HTTP 500: <b>overloaded</b>'),
    ).toBeVisible();
  });

  await test.step('a line of 100 000 words', async () => {
    // Words are marked as far as the time limit lets: a busy machine may need a second try.
    await expect(async () => {
      await openTexts(page, 'markdown');
      await openTexts(page, 'long-line');
      await expect(page.locator('.aligned-text ins').first()).toHaveText(/changed/, { timeout: 3000 });
    }).toPass();
    expect(await page.locator('.aligned-row').count()).toBeLessThan(120);
  });

  await test.step('a megabyte on each side that has nothing in common', async () => {
    await openTexts(page, 'megabyte');
    await expect(page.locator('.aligned-row').first()).toContainText(/first 0 in all.*second 0 in all/s);
    await expect(page.locator('.pair-notice')).toContainText('too different to align');
    expect(await page.locator('.aligned-row').count()).toBeLessThan(120);
  });
});

test('differences are gone through by keys, and a flag frames its two passages', async ({ example }) => {
  const { page } = example;
  await goTo(page, `#/w/${shownWorkspace(page)}/review`);
  await page.evaluate(() => localStorage.setItem('gnomon-reviewer', 'Ada'));
  await page.getByText('Blind: hide the arms').click();
  await page.getByRole('button', { name: 'Start' }).click();
  await expect(page.locator('.aligned-row').first()).toBeVisible();
  const flag = page.getByRole('list', { name: 'Flags' }).getByRole('button').first();
  for (let tries = 0; tries < 30 && (await flag.count()) === 0; tries++) {
    const now = await position(page).innerText();
    await page.keyboard.press('j');
    await expect(position(page)).not.toHaveText(now);
    await expect(page.locator('.aligned-row').first()).toBeVisible();
  }
  await expect(page.getByRole('list', { name: 'Flags' }), 'those of the former pair are gone').toHaveCount(1);
  await page.keyboard.press('n');
  await expect(page.locator('.aligned-row[data-target]')).toHaveCount(1);
  // Many flags of one kind are one button, which opens them.
  if ((await flag.getAttribute('aria-expanded')) === 'false') await flag.click();
  await page.locator('.pair-flag[aria-pressed]').first().click();
  await expect(page.locator('.pair-passage').first()).toBeVisible();
});

test('votes of the log become reviews, and their agreement is shown', async ({ openWorkbench, folder }) => {
  const votes = ['A', 'B', 'TIE'];
  const log = await writeLog(
    join(folder, 'votes.jsonl'),
    pairs(30, (index) => ({ human_1: votes[index % 3], human_2: votes[index % 4 === 0 ? 0 : index % 3] })),
  );
  const { page } = await openWorkbench({ logs: [log] });
  await expect(verdict(page)).toBeVisible();
  await page.keyboard.press('g');
  await page.keyboard.press('v');
  await page.getByRole('button', { name: 'Import as reviews' }).click();
  const table = page.getByRole('table', { name: 'Verdicts of human_1 against those of human_2' });
  await expect(table).toBeVisible();
  await expect(page.getByText(/κ 0\.\d\d/)).toBeVisible();
  await expect(page.getByRole('button', { name: 'Import as reviews' })).toHaveCount(0);
  await page.getByRole('region', { name: 'Disagreements' }).getByRole('link').first().click();
  await expect(page.getByRole('table', { name: 'Figures of both arms' })).toBeVisible();

  // What people prefer stands beside the judge where the decision is made.
  await page.keyboard.press('g');
  await page.keyboard.press('d');
  const criteria = page.getByRole('table', { name: 'Criteria and their evidence' });
  await expect(criteria.getByRole('row', { name: /Judge win rate/ })).toContainText('not measured');
  await expect(page.getByRole('region', { name: 'People' })).toContainText(
    /n 30 labelled pairs.*The shadow wins \d.*95 % bounds \d.*not labelled blind/s,
  );
});
