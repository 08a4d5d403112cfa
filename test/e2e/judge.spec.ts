import { existsSync, readFileSync } from 'node:fs';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { parse } from 'csv-parse/sync';
import { humanTruth } from '../fakes/judge/human-truth.mjs';
import { startJudgeServer } from '../fakes/judge/server.mjs';
import { goTo, rowOf, shownWorkspace } from './actions';
import { startHost } from './cli';
import { expect, test } from './fixtures';
import { callHost, figureOf, judgeToEnd, setUpJudge, startButton } from './judge-actions';
import { pairs, writeLog } from './logs';

const PANDALM = new URL('../../../shared/data/shadow/pandalm-human.csv', import.meta.url).pathname;

const BIAS = 0.2;
const ACCURACY = 0.85;

test('a planted judge over real pairs: bias, accuracy and people’s win rate are recovered within the printed bounds', async ({
  openWorkbench,
  folder,
}) => {
  test.skip(!existsSync(PANDALM), 'the real texts are not on this machine');
  test.slow();
  const { truth } = humanTruth(PANDALM);
  const server = await startJudgeServer({ planted: { accuracy: ACCURACY, firstBias: BIAS, truth } });
  try {
    const records = realPairs().map(({ request_id, prompt, prod_response, shadow_response, human_1 }) => ({
      request_id,
      prompt,
      prod: { response: prod_response },
      shadow: { response: shadow_response },
      labels: { human_1 },
    }));
    const log = await writeLog(join(folder, 'pandalm.jsonl'), records);
    const { page } = await openWorkbench({ logs: [log] });
    const workspace = await openedWorkspace(page);
    await callHost(page, `/api/workspaces/${workspace}/reviews/import`, { keys: ['human_1'], a: 'prod' });
    await setUpJudge(page, { url: server.url, pairs: 'all' });
    await expect(page.getByText('Nothing leaves this machine.')).toBeVisible({ timeout: 30_000 });
    await judgeToEnd(page);

    const order = page.getByRole('table', { name: 'Order and repeats' });
    const first = await figureOf(order, 'Decided games won by the first');
    const expected = expectations();
    expect(first.lower).toBeLessThan(expected.first);
    expect(first.upper).toBeGreaterThan(expected.first);
    await expect(page.getByRole('list', { name: 'Alarms' })).toContainText(
      'prefers the response shown first',
    );

    const agreement = await figureOf(
      page.getByRole('table', { name: 'Agreement', exact: true }),
      'Same verdict',
    );
    expect(agreement.lower).toBeLessThan(expected.agreement);
    expect(agreement.upper).toBeGreaterThan(expected.agreement);

    const { report } = await callHost<{
      report: { corrected: { predictionPowered: { lower: number; upper: number } } };
    }>(page, `/api/workspaces/${workspace}/judge/trust`);
    const { lower, upper } = report.corrected.predictionPowered;
    expect(lower).toBeLessThan(expected.people);
    expect(upper).toBeGreaterThan(expected.people);

    // The criterion rests on it, and its pairs can be looked at.
    await goTo(page, `#/w/${workspace}`);
    await expect(rowOf(page.getByRole('table', { name: 'Criteria' }), /win rate/i)).toContainText('999');
    await goTo(page, `#/w/${workspace}/judge`);
    const outcomes = page.getByRole('table', { name: 'Pairs by winner' });
    const wins = await outcomes.getByRole('link').first().innerText();
    await outcomes.getByRole('link').first().click();
    await expect(page.getByRole('main')).toContainText(`${wins} of 999 pairs`, { timeout: 20_000 });
  } finally {
    await server.close();
  }
});

test('a host that is killed in the middle loses nothing that was paid, and goes on where it stood', async ({
  openWorkbench,
  folder,
  problems,
}, { project }) => {
  test.skip(project.name === 'electron', 'the shell starts its engine again by itself');
  problems.allow(/ERR_|Failed to (fetch|load)|network error|status of 4\d\d/);
  const server = await startJudgeServer({ latencyMs: 60 });
  const log = await writeLog(join(folder, 'pairs.jsonl'), texts(150));
  const workbench = await openWorkbench({ logs: [log] });
  const { page, dataDir } = workbench;
  const workspace = await openedWorkspace(page);
  try {
    await setUpJudge(page, { url: server.url, pairs: 'all' });
    await startButton(page).click();
    await expect(page.getByRole('region', { name: 'Latest verdicts' })).toBeVisible({ timeout: 30_000 });
    await expect.poll(() => server.state.asked).toBeGreaterThan(60);
    await workbench.killHost();
    const asked = server.state.asked;
    const journalled = await judgementLines(dataDir);
    expect(journalled).toBeGreaterThan(0);
    problems.allow(/^request: http:\/\/127\.0\.0\.1/);
    const again = await startHost(dataDir, [log]);
    try {
      await page.goto(again.address);
      await page.reload();
      await goTo(page, `#/w/${workspace}/judge?view=setup`);
      await expect(startButton(page)).toHaveText(/^Go on/, { timeout: 20_000 });
      await judgeToEnd(page);
      await expect(page.getByRole('table', { name: 'Pairs by winner' })).toBeVisible();
      // What was in flight is lost, and nothing that was journalled is asked again.
      expect(server.state.asked).toBe(asked + 300 - journalled);
      const { total } = await callHost<{ total: number }>(
        page,
        `/api/workspaces/${workspace}/judge/judgements?offset=0&limit=1`,
      );
      expect(total).toBe(300);
    } finally {
      await again.stop();
    }
  } finally {
    await server.close();
  }
});

test('a window that is closed in the middle pauses its run; the next one shows it and asks only the rest', async ({
  openWorkbench,
  folder,
  problems,
}, { project }) => {
  test.skip(project.name === 'electron', 'closing the window ends the shell, and its engine with it');
  problems.allow(/ERR_ABORTED/);
  const server = await startJudgeServer({ latencyMs: 150 });
  const log = await writeLog(join(folder, 'pairs.jsonl'), texts(200));
  const { page, dataDir, address } = await openWorkbench({ logs: [log] });
  const workspace = await openedWorkspace(page);
  try {
    await setUpJudge(page, { url: server.url, pairs: 'all' });
    await startButton(page).click();
    await expect.poll(() => server.state.asked, { timeout: 30_000 }).toBeGreaterThan(60);
    const next = await page.context().newPage();
    await page.close();
    // The calls in flight are waited for: they are paid.
    await expect.poll(() => server.state.inFlight, { timeout: 20_000 }).toBe(0);
    await expect.poll(() => judgementLines(dataDir), { timeout: 20_000 }).toBe(server.state.asked);
    const before = server.state.asked;
    expect(before).toBeLessThan(400);

    await next.goto(address!);
    await goTo(next, `#/w/${workspace}/judge`);
    await expect(next.getByRole('table', { name: 'Pairs by winner' })).toBeVisible({ timeout: 20_000 });
    const { configurations, running } = await callHost<{
      configurations: { totals: { games: { judged: number } } }[];
      running: boolean;
    }>(next, `/api/workspaces/${workspace}/judge`);
    expect(running).toBe(false);
    expect(configurations[0]!.totals.games.judged).toBe(before);
    await next.getByRole('link', { name: 'Go on with the run' }).click();
    await expect(startButton(next)).toHaveText(`Go on: ${400 - before} calls`, { timeout: 20_000 });
    await judgeToEnd(next);
    expect(server.state.asked).toBe(400);
    expect(await judgementLines(dataDir)).toBe(400);
  } finally {
    await server.close();
  }
});

test('a second window watches a run, and it goes on when that one is closed', async ({
  openWorkbench,
  folder,
  problems,
}, { project }) => {
  test.skip(project.name === 'electron', 'the shell has one window');
  problems.allow(/ERR_ABORTED/);
  const server = await startJudgeServer({ latencyMs: 150 });
  const log = await writeLog(join(folder, 'pairs.jsonl'), texts(200));
  const { page, address } = await openWorkbench({ logs: [log] });
  const workspace = await openedWorkspace(page);
  try {
    await setUpJudge(page, { url: server.url, pairs: 'all' });
    await startButton(page).click();
    await expect.poll(() => server.state.asked, { timeout: 30_000 }).toBeGreaterThan(20);
    const second = await page.context().newPage();
    await second.goto(address!);
    await goTo(second, `#/w/${workspace}/judge`);
    await expect(second.getByRole('region', { name: 'Latest verdicts' })).toBeVisible({ timeout: 20_000 });
    await second.close();
    await expect(page.getByText('Complete', { exact: true })).toBeVisible({ timeout: 60_000 });
    expect(server.state.asked).toBe(400);
  } finally {
    await server.close();
  }
});

test('a batch survives that host and window are ended in its middle, and is paid once', async ({
  openWorkbench,
  folder,
  problems,
}, { project }) => {
  test.skip(project.name === 'electron', 'the shell starts its engine again by itself');
  test.slow();
  problems.allow(/ERR_|Failed to (fetch|load)|network error|status of 4\d\d|^request: http:\/\/127\.0\.0\.1/);
  const server = await startJudgeServer({ batchDelay: 1000, batchPolls: 1e9 });
  const { options, batches, calls } = server.state;
  const log = await writeLog(join(folder, 'pairs.jsonl'), texts(40));
  const workbench = await openWorkbench({ logs: [log] });
  const workspace = await openedWorkspace(workbench.page);
  let { page } = workbench;
  let host = { kill: workbench.killHost, stop: async () => {}, address: '' };
  const openAgain = async (): Promise<void> => {
    await page.goto(host.address);
    await page.reload();
    await goTo(page, `#/w/${workspace}/judge`);
  };
  const table = (): Locator => page.getByRole('table', { name: 'Batches' });
  const waitForResults = (): Promise<void> =>
    page.getByRole('button', { name: 'Wait for the results' }).click({ timeout: 30_000 });
  try {
    await setUpJudge(page, { url: server.url, pairs: 'all' });
    await page.getByText(/^Hand over as a batch/).click();
    await startButton(page).click({ timeout: 30_000 });
    // The provider has the batch and has not told its name.
    await expect.poll(() => batches.size, { timeout: 30_000 }).toBe(1);
    await host.kill();
    options.batchDelay = 0;
    host = await startHost(workbench.dataDir, [log]);
    await openAgain();
    await expect(table()).toContainText('being handed over', { timeout: 30_000 });
    await waitForResults();
    await expect(table()).toContainText('with the provider', { timeout: 30_000 });

    // The window is closed while the provider works; its host goes on.
    const next = await page.context().newPage();
    await page.close();
    page = next;
    await openAgain();
    await waitForResults();
    await expect(page.getByText('Waiting for the provider’s batch')).toBeVisible({ timeout: 30_000 });

    // And the host is killed while it waits.
    await host.kill();
    host = await startHost(workbench.dataDir, [log]);
    await openAgain();
    options.batchPolls = 1;
    await waitForResults();
    await expect(page.getByText('Complete', { exact: true })).toBeVisible({ timeout: 60_000 });
    await expect(table()).toContainText('collected');
    expect(batches.size).toBe(1);
    expect(calls).toHaveLength(80);
    const { total } = await callHost<{ total: number }>(
      page,
      `/api/workspaces/${workspace}/judge/judgements?offset=0&limit=1`,
    );
    expect(total).toBe(80);
  } finally {
    await host.stop();
    await server.close();
  }
});

test('a ceiling of half the cost stops in time and says so', async ({ openWorkbench, folder }) => {
  const server = await startJudgeServer({ latencyMs: 5 });
  try {
    const log = await writeLog(join(folder, 'pairs.jsonl'), texts(120));
    const { page } = await openWorkbench({ logs: [log] });
    const workspace = await openedWorkspace(page);
    // A few pairs first: the plan then knows how long this judge's answers are.
    await setUpJudge(page, { url: server.url, model: 'gpt-4o-mini', pairs: 20 });
    await judgeToEnd(page);
    await setUpJudge(page, { url: server.url, model: 'gpt-4o-mini', pairs: 'all' });
    await expect(startButton(page)).toHaveText('Go on: 200 calls', { timeout: 20_000 });
    const plan = page.getByRole('table', { name: 'Plan of the run' });
    const [cost] = await rowOf(plan, 'Cost').getByRole('cell').allInnerTexts();
    const ceiling = Number(cost!.replace('$', '')) / 2;
    const before = await spent(page, workspace);
    await page.getByLabel('Money, USD').fill(ceiling.toFixed(5));
    await page.getByLabel('Money, USD').press('Tab');
    await startButton(page).click();
    await expect(page.getByText('Stopped at the ceiling', { exact: true })).toBeVisible({ timeout: 30_000 });
    const now = await spent(page, workspace);
    expect(now - before).toBeLessThanOrEqual(ceiling);
    // It is used: calls in flight hold back some of it, so not all.
    expect(now - before).toBeGreaterThan(ceiling * 0.5);
    await expect(page.getByRole('button', { name: 'Go on' })).toBeVisible();
  } finally {
    await server.close();
  }
});

test('a server that asks to wait is waited for with a countdown, and the run can be cancelled', async ({
  openWorkbench,
  folder,
}) => {
  const server = await startJudgeServer({
    latencyMs: 20,
    step: () =>
      server.state.asked > 30
        ? { status: 429, code: 'rate_limit_exceeded', message: 'Slow down', headers: { 'retry-after': '90' } }
        : null,
  });
  try {
    const log = await writeLog(join(folder, 'pairs.jsonl'), texts(60));
    const { page } = await openWorkbench({ logs: [log] });
    await openedWorkspace(page);
    await setUpJudge(page, { url: server.url, pairs: 'all' });
    await startButton(page).click();
    await expect(page.getByRole('timer')).toContainText(/Goes on in 1 min \d+ s/, { timeout: 20_000 });
    // The run is in the job strip of every other screen.
    await page.keyboard.press('g');
    await page.keyboard.press('o');
    const strip = page.getByRole('contentinfo', { name: 'Background work' });
    await expect(strip).toContainText('waiting for the server');
    await strip.getByRole('link', { name: 'Show' }).click();
    await page.getByRole('button', { name: 'Cancel', exact: true }).click();
    await expect(page.getByText('Cancelled', { exact: true })).toBeVisible({ timeout: 20_000 });
    await expect(page.getByRole('table', { name: 'Pairs by winner' })).toBeVisible();
  } finally {
    await server.close();
  }
});

test('a pause waits for what is in flight, and going on asks only the rest', async ({
  openWorkbench,
  folder,
}) => {
  const server = await startJudgeServer({ latencyMs: 200 });
  try {
    const log = await writeLog(join(folder, 'pairs.jsonl'), texts(300));
    const { page } = await openWorkbench({ logs: [log] });
    await openedWorkspace(page);
    await setUpJudge(page, { url: server.url, pairs: 'all' });
    await startButton(page).click();
    await expect.poll(() => server.state.asked, { timeout: 20_000 }).toBeGreaterThan(10);
    await page.getByRole('button', { name: 'Pause', exact: true }).click();
    await expect(page.getByText('Paused', { exact: true })).toBeVisible({ timeout: 20_000 });
    await page.getByRole('button', { name: 'Go on' }).click();
    await expect(page.getByText('Complete', { exact: true })).toBeVisible({ timeout: 30_000 });
    expect(server.state.asked).toBe(600);
  } finally {
    await server.close();
  }
});

test('a wrong key, a spent quota and a missing server are named, with what to do', async ({
  openWorkbench,
  folder,
  problems,
}) => {
  problems.allow(/status of [45]\d\d/);
  const server = await startJudgeServer({ key: 'the right one' });
  const log = await writeLog(join(folder, 'pairs.jsonl'), texts(30));
  const { page } = await openWorkbench({ logs: [log] });
  await openedWorkspace(page);
  await setUpJudge(page, { url: server.url, pairs: 'all' });
  await startButton(page).click();
  await expect(page.getByText('Stopped: the server refuses', { exact: true })).toBeVisible({
    timeout: 20_000,
  });
  await expect(page.getByRole('main')).toContainText(/key/i);
  expect(server.state.asked).toBe(0);

  server.state.options.key = null;
  server.state.options.step = () => ({
    status: 429,
    code: 'insufficient_quota',
    message: 'You exceeded your quota',
  });
  await page.getByRole('button', { name: 'Go on' }).click();
  await expect(page.getByRole('main')).toContainText(/quota/i, { timeout: 20_000 });
  expect(server.state.asked).toBeLessThan(40);

  await server.close();
  await page.getByRole('button', { name: 'Go on' }).click();
  await expect(page.getByRole('main')).toContainText(/connect|reach|refused/i, { timeout: 60_000 });
});

test('the set-up shows the very prompt, redacted, and asks for consent before anything leaves the machine', async ({
  openWorkbench,
  folder,
  problems,
}) => {
  problems.allow(/status of [45]\d\d/);
  const log = await writeLog(
    join(folder, 'pairs.jsonl'),
    pairs(40, (i) => ({
      prompt: `Write to anna${i}@example.org about order ${i}`,
      prod: { response: `I wrote to anna${i}@example.org`, latency_ms: 300 },
      shadow: { response: `Sent to anna${i}@example.org, thank you`, latency_ms: 280 },
    })),
  );
  const { page } = await openWorkbench({ logs: [log] });
  await openedWorkspace(page);
  await setUpJudge(page, { url: 'https://judge.invalid', model: 'gpt-4o-mini', pairs: 10 });
  const prompt = page.getByLabel('User prompt');
  await expect(prompt).toContainText('@example.org', { timeout: 20_000 });
  await page.getByText('E-mail addresses').click();
  await expect(prompt).not.toContainText('@example.org');
  await expect(page.getByText(/^Redacted here/)).toBeVisible();
  const rubric = page.getByLabel('Rubric', { exact: true });
  await rubric.fill('Which one is politer?');
  await expect(page.getByRole('main')).toContainText('Which one is politer?');
  await expect(page.locator('.prompt-panel')).toContainText('Which one is politer?');
  await expect(startButton(page)).toBeDisabled();
  await page.getByText('I agree that these texts are sent there').click();
  await expect(startButton(page)).toBeEnabled();
  // What was set up outlives the window.
  await page.reload();
  await expect(page.getByLabel('Rubric', { exact: true })).toHaveValue('Which one is politer?');
});

/** Judgements in the journal of the only workspace. */
async function judgementLines(dataDir: string): Promise<number> {
  const workspaces = join(dataDir, 'workspaces');
  const [folder] = await readdir(workspaces);
  const journal = await readFile(join(workspaces, folder!, 'judgements.jsonl'), 'utf8');
  return journal.split('\n').filter((line) => line.includes('"kind":"judgement"')).length;
}

/** Rows with outputs that differ. */
function texts(count: number): object[] {
  return pairs(count, (i) => ({
    prompt: `Question ${i}`,
    prod: { response: `The answer to ${i} is ${i * 3}.`, latency_ms: 300 },
    shadow: { response: `It is ${i * 3}, as far as I know, for question ${i}.`, latency_ms: 280 },
  }));
}

async function spent(page: Page, workspace: string): Promise<number> {
  const { configurations } = await callHost<{ configurations: { totals: { cost: number } }[] }>(
    page,
    `/api/workspaces/${workspace}/judge`,
  );
  return configurations[0]!.totals.cost;
}

async function openedWorkspace(page: Page): Promise<string> {
  await expect(page.getByRole('table', { name: 'Criteria' })).toBeVisible({ timeout: 30_000 });
  return shownWorkspace(page);
}

function realPairs(): Record<string, string>[] {
  return parse(readFileSync(PANDALM), { columns: true, bom: true });
}

/**
 * What the planted judge makes of the real pairs, computed from how it is planted: it says A with probability BIAS, else
 * the majority of three people with probability ACCURACY, else one of the two other verdicts.
 */
function expectations(): { first: number; agreement: number; people: number } {
  const rows = realPairs();
  const say = (truth: string, shadowFirst: boolean): Record<string, number> => {
    const chance: Record<string, number> = { A: 0, B: 0, TIE: 0 };
    for (const verdict of ['A', 'B', 'TIE'])
      chance[verdict]! += (1 - BIAS) * (verdict === truth ? ACCURACY : (1 - ACCURACY) / 2);
    chance[shadowFirst ? 'B' : 'A']! += BIAS;
    return chance;
  };
  const sum = { first: 0, decided: 0, agree: 0, people: 0, asked: 0 };
  for (const row of rows) {
    const votes = [row['human_1'], row['human_2'], row['human_3']];
    const truth =
      ['A', 'B', 'TIE'].find((each) => votes.filter((vote) => vote === each).length >= 2) ?? 'TIE';
    sum.people += { A: 0, B: 1, TIE: 0.5 }[row['human_1']!]!;
    if (row['prod_response'] === row['shadow_response']) continue;
    sum.asked++;
    const [one, other] = [say(truth, false), say(truth, true)];
    sum.first += one['A']! + other['B']!;
    sum.decided += 2 - one['TIE']! - other['TIE']!;
    const strict = { A: one['A']! * other['A']!, B: one['B']! * other['B']! };
    const vote = row['human_1']!;
    sum.agree += vote === 'TIE' ? 1 - strict.A - strict.B : strict[vote as 'A' | 'B'];
  }
  return {
    first: sum.first / sum.decided,
    agreement: sum.agree / sum.asked,
    people: sum.people / rows.length,
  };
}
