import { existsSync } from 'node:fs';
import { appendFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ApiErrorBody, ImportEvent } from '@core/model/api';
import type { BlindPair, OpenPair, PairDetail } from '@core/model/api/pair';
import type { ReviewQueue, ReviewSummary, VoteColumn } from '@core/model/api/review';
import type { Overview } from '@core/model/overview';
import { type ReviewRequest, leftArm } from '@core/model/review';
import { createHost, type Host } from '../../src-main/host/create-host';

let folder: string;
let host: Host;
let workspace: string;
let count = 0;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gnomon-reviews-'));
  process.env['GNOMON_DATA_DIR'] = join(folder, 'data');
  await writeFile(join(folder, 'index.html'), '');
  host = await createHost({ kind: 'electron', token: null, rendererDir: folder, exampleLog: '' });
});
afterAll(async () => {
  await host.close();
  await rm(folder, { recursive: true, force: true });
});
// Each test has a workspace of its own.
beforeEach(async () => {
  workspace =
    await workspaceOf(`{"request_id":"__proto__","prompt":"q","prod":{"model":"ours","response":"It ships on Monday.","latency_ms":812,"cost_usd":0.5},"shadow":{"model":"theirs","response":"It ships on Tuesday.","latency_ms":640},"tags":{"route":"chat"},"labels":{"human_1":"A"}}
{"request_id":"r/1?","prod":{"model":"ours","response":"Yes.","latency_ms":1},"shadow":{"model":"theirs","response":"No.","latency_ms":1},"labels":{"human_1":"B"}}
{"request_id":"r2","prod":{"response":"Yes.","latency_ms":1},"shadow":{"response":"Yes!","latency_ms":1},"labels":{"human_1":"TIE"}}
{"request_id":"r3","prod":{"response":"Yes.","latency_ms":1},"shadow":{"error":"HTTP 500","latency_ms":1},"tags":{"run":"${count++}"}}`);
});

async function workspaceOf(log: string, name = 'log.jsonl'): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, log);
  const [ref] = await host.registerLogs([path]);
  const events = (await (await call('/api/import', { logs: [ref!.id] })).text()).trim().split('\n');
  const done = JSON.parse(events.at(-1)!) as ImportEvent;
  if (done.type !== 'done') throw new Error(JSON.stringify(done));
  return done.workspace;
}

function call(path: string, body?: unknown): Promise<Response> {
  const init = body
    ? { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }
    : {};
  return host.fetch(new Request(`app://gnomon${path}`, init));
}

async function get<T>(path: string): Promise<T> {
  return (await call(`/api/workspaces/${workspace}${path}`)).json() as Promise<T>;
}

const pairPath = (requestId: string, rest = ''): string =>
  `/pair?request_id=${encodeURIComponent(requestId)}${rest}`;

async function review(changes: Partial<ReviewRequest> & { requestId: string }): Promise<PairDetail> {
  const request: ReviewRequest = {
    reviewer: 'Ada',
    verdict: null,
    tags: [],
    severity: null,
    note: '',
    blind: null,
    ...changes,
  };
  return (await call(`/api/workspaces/${workspace}/reviews`, request)).json() as Promise<PairDetail>;
}

describe('a pair', () => {
  it('comes with everything that the log says of it, by number and by request id', async () => {
    const pair = await get<OpenPair>('/pairs/0');
    expect(pair).toMatchObject({
      requestId: '__proto__',
      prompt: 'q',
      arms: {
        prod: {
          state: 'answered',
          model: 'ours',
          response: 'It ships on Monday.',
          latencyMs: 812,
          costUsd: 0.5,
        },
        shadow: { state: 'answered', model: 'theirs', latencyMs: 640, costUsd: null },
      },
      tags: [['route', 'chat']],
      labels: [['human_1', 'A']],
      judge: null,
      reviews: [],
    });
    expect(await get(pairPath('__proto__'))).toEqual(pair);
    expect((await get<OpenPair>(pairPath('r/1?'))).arms.shadow.response).toBe('No.');
  });

  it('of which an arm failed says so', async () => {
    const { shadow } = (await get<OpenPair>(pairPath('r3'))).arms;
    expect(shadow).toMatchObject({ state: 'failed', response: null, error: 'HTTP 500', latencyMs: 1 });
  });

  it('that is not there is named, and what is no number is refused', async () => {
    const unknown = await call(`/api/workspaces/${workspace}${pairPath('nobody')}`);
    expect(unknown.status).toBe(404);
    expect(((await unknown.json()) as ApiErrorBody).details.message).toContain('"nobody"');
    expect((await call(`/api/workspaces/${workspace}/pairs/99`)).status).toBe(404);
    expect((await call(`/api/workspaces/${workspace}/pairs/1%20OR%201`)).status).toBe(400);
  });
});

describe('blind', () => {
  const blind = { seed: 7 };

  it('no answer tells the arms apart before the label, and the label reveals them', async () => {
    const path = pairPath('__proto__', '&blind=7&reviewer=Ada');
    const hidden = await call(`/api/workspaces/${workspace}${path}`);
    const text = await hidden.text();
    expect(text).not.toMatch(/ours|theirs|812|640|prod|shadow|human_1|chat|0\.5/);
    const pair = JSON.parse(text) as BlindPair;
    const left = leftArm(7, '__proto__');
    expect(pair.left.response).toBe(left === 'prod' ? 'It ships on Monday.' : 'It ships on Tuesday.');

    const noted = await review({ requestId: '__proto__', note: 'hm', tags: ['day'], blind });
    expect(JSON.stringify(noted)).not.toMatch(/ours|theirs|812|640/);
    expect((noted as BlindPair).noted).toMatchObject({ note: 'hm', tags: ['day'] });

    const revealed = await review({ requestId: '__proto__', verdict: 'left', blind });
    expect((revealed as OpenPair).reviews).toMatchObject([
      { reviewer: 'Ada', verdict: left, how: { kind: 'blind', seed: 7, left } },
    ]);
    expect((await get<PairDetail>(path)).blind).toBeNull();
    expect((await get<PairDetail>(pairPath('__proto__', '&blind=7&reviewer=Bob'))).blind).not.toBeNull();
  });

  it('a verdict changed after the reveal is not called blind, tags added to it leave it so', async () => {
    await review({ requestId: 'r2', verdict: 'right', blind });
    const tagged = await review({
      requestId: 'r2',
      verdict: leftArm(7, 'r2') === 'prod' ? 'shadow' : 'prod',
      tags: ['t'],
    });
    expect((tagged as OpenPair).reviews[0]!.how.kind).toBe('blind');
    await review({ requestId: 'r2', blind });
    const again = await review({ requestId: 'r2', verdict: 'left', blind });
    expect((again as OpenPair).reviews[0]!.how.kind).toBe('open');
  });
});

describe('reviews', () => {
  it('are kept by reviewer, the last one of each counts, and an empty one withdraws', async () => {
    await review({ requestId: 'r2', verdict: 'tie' });
    await review({ requestId: 'r2', verdict: 'prod', reviewer: '__proto__' });
    await review({ requestId: 'r2', verdict: 'shadow', severity: 'major', note: 'worse', tags: ['a', 'b'] });
    const { reviews } = await get<OpenPair>(pairPath('r2'));
    expect(reviews.map(({ reviewer, verdict }) => [reviewer, verdict])).toEqual([
      ['__proto__', 'prod'],
      ['Ada', 'shadow'],
    ]);
    expect((await get<ReviewSummary>('/reviews')).disagreements).toMatchObject({
      total: 1,
      shown: [{ requestId: 'r2' }],
    });
    await review({ requestId: 'r2', reviewer: '__proto__' });
    expect((await get<OpenPair>(pairPath('r2'))).reviews).toHaveLength(1);
  });

  it('fill the columns that filters see, and clear them when they are withdrawn', async () => {
    await review({ requestId: 'r2', verdict: 'both-bad', tags: ['format'] });
    const labelled = encodeURIComponent(
      JSON.stringify([{ kind: 'any-of', column: 'label', values: ['both-bad'] }]),
    );
    const tagged = encodeURIComponent(
      JSON.stringify([{ kind: 'has', column: 'label_tags', values: ['format'] }]),
    );
    expect((await get<ReviewQueue>(`/reviews/queue?f=${labelled}`)).requestIds).toEqual(['r2']);
    expect((await get<ReviewQueue>(`/reviews/queue?f=${tagged}`)).requestIds).toEqual(['r2']);
    await review({ requestId: 'r2' });
    expect((await get<ReviewQueue>(`/reviews/queue?f=${labelled}`)).requestIds).toEqual([]);
  });

  it('of a pair that is not there, or with a tag that would break its column, are refused', async () => {
    const answer = (await review({ requestId: 'nobody', verdict: 'tie' })) as unknown as ApiErrorBody;
    expect(answer.kind).toBe('not-found');
    const comma = (await review({ requestId: 'r2', tags: ['a,b'] })) as unknown as ApiErrorBody;
    expect(comma.details.message).toContain('comma');
  });

  it('survive a torn line, which is reported, and a second writer’s lines are seen', async () => {
    await review({ requestId: 'r2', verdict: 'tie' });
    const journal = join(folder, 'data/workspaces', workspace, 'reviews.jsonl');
    const line = (await readFile(journal, 'utf8')).replace('"Ada"', '"Eve"');
    await appendFile(journal, `{"torn\n${line}`);
    const { reviewers, damaged } = await get<ReviewSummary>('/reviews');
    expect(reviewers.map(({ reviewer }) => reviewer).toSorted()).toEqual(['Ada', 'Eve']);
    expect(damaged).toHaveLength(1);
  });
});

describe('a queue', () => {
  it('holds pairs that can be compared, in a random order that the seed fixes, and knows what is done', async () => {
    const sample = (seed: number, n = 10): string =>
      `/reviews/queue?reviewer=Ada&f=${encodeURIComponent(JSON.stringify([{ kind: 'sample', n, seed }]))}`;
    const first = await get<ReviewQueue>(sample(1));
    expect(first.requestIds.toSorted()).toEqual(['__proto__', 'r/1?', 'r2']);
    expect(await get(sample(1))).toEqual(first);
    const orders = await Promise.all([2, 3, 4, 5, 6, 7, 8, 9].map((seed) => get<ReviewQueue>(sample(seed))));
    expect(new Set(orders.map(({ requestIds }) => requestIds.join())).size).toBeGreaterThan(1);
    await review({ requestId: first.requestIds[1]!, verdict: 'tie' });
    expect((await get<ReviewQueue>(sample(1))).labelled).toEqual([1]);
    expect((await get<ReviewQueue>(sample(1, 2))).requestIds).toEqual(first.requestIds.slice(0, 2));
  });
});

describe('the human win rate', () => {
  it('is the mean over pairs with ties ½, both bad counted apart, and beside the judge’s', async () => {
    await review({ requestId: '__proto__', verdict: 'shadow' });
    await review({ requestId: '__proto__', verdict: 'tie', reviewer: 'Bob' });
    await review({ requestId: 'r/1?', verdict: 'prod', blind: { seed: 1 } });
    await review({ requestId: 'r2', verdict: 'both-bad' });
    const { evidence, human } = await get<Overview>('/overview');
    expect(evidence.humanWinRate).toMatchObject({ n: 2, mean: 0.375, bothBad: 1, blind: 1, unmeasured: 0 });
    expect(evidence.winRate.n).toBe(0);
    // Two pairs are too few for a bound, and without one there is no verdict.
    expect(human).toMatchObject({ estimate: 0.375, lower: null, verdict: 'NOT-ENOUGH-DATA' });
    expect(human!.cautions.join()).toContain('1 pairs are labelled both bad');
  });

  it('knows how labels spread between users, whose requests are no independent ones', async () => {
    const lines = Array.from({ length: 60 }, (_, at) =>
      JSON.stringify({
        request_id: `u${at}`,
        prod: { response: 'a', latency_ms: 1 },
        shadow: { response: 'b', latency_ms: 1 },
        tags: { user: `user ${at % 6}` },
        labels: { human_1: at % 6 < 3 ? 'A' : 'B' },
      }),
    );
    workspace = await workspaceOf(lines.join('\n'), 'users.jsonl');
    await call(`/api/workspaces/${workspace}/reviews/import`, { keys: ['human_1'], a: 'prod' });
    const { humanWinRate } = (await get<Overview>('/overview')).evidence;
    // Six users with ten pairs each, all ½ away from the mean on the same side: 6 · 5².
    expect(humanWinRate).toMatchObject({ n: 60, mean: 0.5, clusters: { count: 6, squares: 150 } });
  });

  it('is absent where nobody has labelled a pair', async () => {
    const overview = await get<Overview>('/overview');
    expect(overview.human).toBeUndefined();
    expect(overview.evidence.humanWinRate).toBeUndefined();
  });
});

describe('votes of the log', () => {
  it('become reviews by a reviewer named like their column, once', async () => {
    expect(await get<VoteColumn[]>('/reviews/votes')).toEqual([
      { key: 'human_1', counts: { prod: 1, shadow: 1, tie: 1, 'both-bad': 0 }, imported: 0 },
    ]);
    const add = async (a: string): Promise<unknown> =>
      (await call(`/api/workspaces/${workspace}/reviews/import`, { keys: ['human_1'], a })).json();
    expect(await add('prod')).toEqual({ added: 3 });
    expect(await add('prod')).toEqual({ added: 0 });
    const [entry] = (await get<OpenPair>(pairPath('__proto__'))).reviews;
    expect(entry).toMatchObject({ reviewer: 'human_1', verdict: 'prod', how: { kind: 'imported' } });
    // Read the other way round, the two votes that are no ties change.
    expect(await add('shadow')).toEqual({ added: 2 });
  });

  it('of a column that is not there name those that are', async () => {
    const answer = await call(`/api/workspaces/${workspace}/reviews/import`, {
      keys: ['human_9'],
      a: 'prod',
    });
    expect(((await answer.json()) as ApiErrorBody).details.remedy).toContain('human_1');
  });
});

const PANDALM = fileURLToPath(new URL('../../../shared/data/shadow/pandalm-human.csv', import.meta.url));

describe.skipIf(!existsSync(PANDALM))('999 pairs with three votes each', () => {
  it('are recognised, imported, and agree as computed independently', async () => {
    const csv = await readFile(PANDALM, 'utf8');
    workspace = await workspaceOf(csv, 'pandalm-human.csv');
    const columns = await get<VoteColumn[]>('/reviews/votes');
    expect(columns.map(({ key }) => key)).toEqual(['human_1', 'human_2', 'human_3']);
    await call(`/api/workspaces/${workspace}/reviews/import`, {
      keys: columns.map(({ key }) => key),
      a: 'prod',
    });
    const { agreements } = await get<ReviewSummary>('/reviews');
    // The votes are the last three cells of each record, and no text of the file ends like that.
    const votes = [...csv.matchAll(/,(A|B|TIE),(A|B|TIE),(A|B|TIE)\r?$/gm)].map((match) => match.slice(1, 4));
    expect(votes).toHaveLength(999);
    for (const { first, second, kappa, n } of agreements) {
      const [i, j] = [first, second].map((name) => Number(name.slice(-1)) - 1) as [number, number];
      expect(n).toBe(999);
      expect(kappa).toBeCloseTo(plainKappa(votes.map((row) => [row[i]!, row[j]!])), 10);
    }
    expect(agreements).toHaveLength(3);
  });
});

/** Cohen's κ from its definition, without a table. */
function plainKappa(votes: readonly (readonly [string, string])[]): number {
  const share = (holds: (vote: readonly [string, string]) => boolean): number =>
    votes.filter(holds).length / votes.length;
  const observed = share(([a, b]) => a === b);
  const expected = ['A', 'B', 'TIE'].reduce(
    (sum, vote) => sum + share(([a]) => a === vote) * share(([, b]) => b === vote),
    0,
  );
  return (observed - expected) / (1 - expected);
}
