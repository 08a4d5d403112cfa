import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { gamesOf, type Judging, journalOf, logOf, openJudging } from './judging';

let judging: Judging;
beforeAll(async () => {
  judging = await openJudging();
});
afterEach(() => {
  const { state } = judging.server;
  Object.assign(state.options, { batchPolls: 2, batchProblem: null });
  state.calls.length = 0;
});
afterAll(() => judging.close());

const AWAY = 'can not be reached, is asked again';
const BATCH = { batch: true };

describe.each(['openai', 'anthropic'] as const)('a batch of %s', (provider) => {
  const configuration = { provider };

  it('judges every game at half the price, each result under its own game', async () => {
    const path = await judging.workspace(`${provider}-whole`, logOf(20));
    const live = await judging.run(path, {}, { configuration: { provider, seed: 1 } });
    const run = await judging.run(path, BATCH, { configuration });
    expect(run).toMatchObject({ ended: 'complete', asked: 40, totals: { judged: 20, unjudged: 0 } });
    expect(run.spend.cost! / live.spend.cost!).toBeCloseTo(0.5, 1);
    // The judge says the same of the same two texts: results that were mixed up would differ.
    const verdicts = (config: string) =>
      gamesOf(path).then((games) =>
        games
          .filter((game) => game.config === config)
          .map(({ pair, order, letter }) => `${pair} ${order} ${letter}`)
          .toSorted(),
      );
    expect(await verdicts(run.config)).toEqual(await verdicts(live.config));
    expect((await judging.run(path, {}, { configuration })).asked).toBe(0);
  });

  it('survives the app being closed while the provider works on it, and is paid once', async () => {
    const path = await judging.workspace(`${provider}-closed`, logOf(10));
    judging.server.state.options.batchPolls = 1000;
    const close = new AbortController();
    const left = await judging.run(path, BATCH, {
      configuration,
      signal: close.signal,
      onEvent(event) {
        if (event.type === 'progress' && event.progress.batches[0]?.detail) close.abort();
      },
    });
    expect(left).toMatchObject({ ended: 'batch', asked: 0, left: 20 });
    expect((await judging.judge.state(path)).batches).toMatchObject([{ status: 'submitted', games: 20 }]);
    const estimate = await judging.judge.estimate(path, {
      configuration: {
        provider,
        model: 'fake-judge',
        baseUrl: provider === 'openai' ? `${judging.server.url}/v1` : judging.server.url,
      },
    });
    expect(estimate.games).toMatchObject({ waiting: 20, toAsk: 0 });
    judging.server.state.options.batchPolls = 1;
    const run = await judging.run(path, BATCH, { configuration });
    expect(run).toMatchObject({ ended: 'complete', asked: 20 });
    const mine = [...judging.server.state.batches.values()].filter((batch) =>
      JSON.stringify(batch).includes('Question 9?'),
    );
    expect(mine.filter(({ protocol }) => protocol === provider).length).toBeGreaterThan(0);
    expect(judging.server.state.calls).toHaveLength(20);
  });

  it('is waited for without anything being asked or handed over beside it', async () => {
    const path = await judging.workspace(`${provider}-collect`, logOf(6));
    const close = new AbortController();
    judging.server.state.options.batchPolls = 1000;
    const sample = { size: 4, stratifyBy: null, filter: [], untilDecided: false };
    await judging.run(
      path,
      { ...BATCH, sample },
      {
        configuration,
        signal: close.signal,
        onEvent(event) {
          if (event.type === 'progress' && event.progress.batches[0]?.detail) close.abort();
        },
      },
    );
    const before = judging.server.state.batches.size;
    judging.server.state.options.batchPolls = 3;
    const run = await judging.run(path, { collectOnly: true }, { configuration });
    expect(run).toMatchObject({ ended: 'complete', asked: 8 });
    expect(run.progress.map(({ batches }) => batches[0]?.status)).toContain('submitted');
    expect(judging.server.state.batches.size).toBe(before);
    expect(await gamesOf(path)).toHaveLength(8);
  });

  it('is waited for also while the provider can not be asked', async () => {
    const path = await judging.workspace(`${provider}-away`, logOf(6));
    const { options } = judging.server.state;
    options.batchPolls = 4;
    const details: (string | null | undefined)[] = [];
    const run = await judging.run(path, BATCH, {
      configuration,
      onEvent(event) {
        if (event.type !== 'progress') return;
        const [batch] = event.progress.batches;
        details.push(batch?.detail);
        // From when it is handed over until somebody has noticed.
        options.key = batch?.status === 'submitted' && !details.includes(AWAY) ? 'another' : null;
      },
    });
    expect(details).toContain(AWAY);
    expect(run).toMatchObject({ ended: 'complete', asked: 12, problem: null });
    expect(await gamesOf(path)).toHaveLength(12);
  });

  it('finds one again that was handed over just before a crash', async () => {
    const path = await judging.workspace(`${provider}-lost`, logOf(7));
    const close = new AbortController();
    judging.server.state.options.batchPolls = 1000;
    await judging.run(path, BATCH, {
      configuration,
      signal: close.signal,
      onEvent(event) {
        if (event.type === 'progress' && event.progress.batches[0]?.detail) close.abort();
      },
    });
    // The crash: the provider has the batch, the journal only that it was to be handed over.
    const { readFile, writeFile } = await import('node:fs/promises');
    const file = `${path}/judgements.jsonl`;
    const lines = (await readFile(file, 'utf8'))
      .split('\n')
      .filter((line) => !line.includes('"status":"submitted"'));
    await writeFile(file, lines.join('\n'));
    const before = judging.server.state.batches.size;
    judging.server.state.options.batchPolls = 1;
    const run = await judging.run(path, BATCH, { configuration });
    expect(run).toMatchObject({ ended: 'complete', asked: 14 });
    expect(judging.server.state.batches.size).toBe(before);
  });

  it('that expires keeps what was finished; the rest is unjudged and asked again', async () => {
    const path = await judging.workspace(`${provider}-expired`, logOf(9));
    judging.server.state.options.batchProblem = 'expired';
    const run = await judging.run(path, BATCH, { configuration });
    expect(run.totals.games).toMatchObject({
      judged: 12,
      unjudged: 6,
      byReason: [{ reason: 'batch-expired', count: 6 }],
    });
    expect(run.totals.wins + run.totals.ties + run.totals.losses).toBe(run.totals.judged);
    judging.server.state.options.batchProblem = null;
    expect(await judging.run(path, {}, { configuration })).toMatchObject({
      asked: 6,
      totals: { judged: 9, unjudged: 0 },
    });
  });

  it('takes no answer that nobody asked for', async () => {
    const path = await judging.workspace(`${provider}-wrong-ids`, logOf(10));
    judging.server.state.options.batchProblem = 'wrong-ids';
    const run = await judging.run(path, BATCH, { configuration });
    expect(run.totals.games).toMatchObject({ judged: 16, unjudged: 4 });
    const collected = (await journalOf(path)).find(
      (entry) => entry.kind === 'batch' && entry.status === 'collected',
    );
    expect(collected).toMatchObject({ note: expect.stringContaining('4 answers to nothing that was asked') });
  });

  it('counts requests that were refused as unjudged', async () => {
    const path = await judging.workspace(`${provider}-refused`, logOf(8));
    judging.server.state.options.batchProblem = 'status-400';
    const run = await judging.run(path, BATCH, { configuration });
    expect(run.totals.games).toMatchObject({
      judged: 12,
      unjudged: 4,
      byReason: [{ reason: 'rejected', count: 4 }],
    });
  });
});

describe('a batch that is refused as a whole', () => {
  it('says why, and its games can be asked', async () => {
    const path = await judging.workspace('failed', logOf(5));
    judging.server.state.options.batchProblem = 'failed';
    const run = await judging.run(path, BATCH);
    expect(run).toMatchObject({
      ended: 'stopped',
      problem: { message: expect.stringContaining('not parseable') },
    });
    expect(await judging.run(path)).toMatchObject({ ended: 'complete', asked: 10 });
  });

  it('is refused without a call where the provider has none', async () => {
    const path = await judging.workspace('none', logOf(5));
    await expect(judging.run(path, BATCH, { configuration: { provider: 'ollama' } })).rejects.toMatchObject({
      kind: 'usage',
    });
  });
});
