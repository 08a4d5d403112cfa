import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parquetReadObjects } from 'hyparquet';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ApiErrorBody } from '@core/model/api';
import type { PairPlace, RowPage, SearchEvent } from '@core/model/api/explore';
import { type ExportFrame, decodeFrames } from '@core/model/export-frames';
import type { PairFilter, TextCondition } from '@core/model/pair-filter';
import { openWorkspace } from '../../src-main/adapters/workspace/folder-workspace';
import { TextSearches } from '../../src-main/engine/text-searches';
import { createHost, type Host } from '../../src-main/host/create-host';

/** Texts that try to be more than text, each in the output of one pair. */
const HOSTILE = [
  '<script>alert(1)</script>',
  '=HYPERLINK("http://example.com")',
  '\u001b[31mred\u001b[0m',
  '\u202egnp.exe',
  'hasOwnProperty __proto__ constructor',
  'مرحبا بالعالم',
  `${'long '.repeat(200_000)}end`,
];

let folder: string;
let host: Host;
let workspace: string;
let path: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gnomon-explore-'));
  process.env['GNOMON_DATA_DIR'] = join(folder, 'data');
  await writeFile(join(folder, 'index.html'), '<!doctype html>');
  const lines = Array.from({ length: 60 }, (_, i) => {
    const failed = i % 10 === 9;
    return JSON.stringify({
      request_id: `r${i}`,
      prompt: i % 2 ? 'Where is my Order?' : 'Grüße aus KÖLN',
      prod: { response: `answer ${i}`, error: null, latency_ms: 100 + i },
      shadow: {
        response: failed ? null : (HOSTILE[i] ?? `answer ${60 - i}`),
        error: failed ? 'timeout after 30 s' : null,
        latency_ms: failed ? null : 300 - i,
      },
      semantic_similarity: i / 100,
      tags: { route: i < 30 ? 'chat' : 'faq' },
    });
  });
  const log = join(folder, 'log.jsonl');
  await writeFile(log, lines.join('\n'));
  host = await createHost({ kind: 'electron', token: null, rendererDir: folder, exampleLog: log });
  workspace = ((await (await call('/api/example', {})).json()) as { workspace: string }).workspace;
  const recent = JSON.parse(await readFile(join(folder, 'data/recent.json'), 'utf8')) as { path: string }[];
  path = recent[0]!.path;
});
afterAll(async () => {
  await host.close();
  await rm(folder, { recursive: true, force: true });
});

function call(
  address: string,
  body?: unknown,
  method = body === undefined ? 'GET' : 'POST',
): Promise<Response> {
  const init = { method, ...(body !== undefined && { body: JSON.stringify(body) }) };
  return host.fetch(new Request(`app://gnomon${address}`, init));
}

async function explore<Answer>(what: string, body: unknown): Promise<Answer> {
  const response = await call(`/api/workspaces/${workspace}/explore/${what}`, body);
  return (await response.json()) as Answer;
}

function rows(filter: PairFilter, columns: readonly string[], sort = ''): Promise<RowPage> {
  const keys = sort === '' ? [] : [{ column: sort, desc: true }];
  return explore('rows', { filter, sort: keys, offset: 0, limit: 100, columns });
}

async function search(condition: Omit<TextCondition, 'kind'>): Promise<string[]> {
  const filter: PairFilter = [{ kind: 'text', ...condition }];
  const events = await (
    await call(`/api/workspaces/${workspace}/explore/search`, { condition: filter[0], goOn: false })
  ).text();
  const last = JSON.parse(events.trim().split('\n').at(-1)!) as SearchEvent;
  if (last.type !== 'done') throw new Error(JSON.stringify(last));
  const page = await rows(filter, []);
  expect(page).toMatchObject({ partial: false, total: last.progress.found });
  return page.rows.map(({ requestId }) => requestId);
}

describe('the table', () => {
  it('gives numbers, words and the beginnings of texts, in any order', async () => {
    const page = await rows([], ['shadow_response', 'latency_ratio', 'tags.route'], 'latency_ratio');
    expect(page).toMatchObject({ total: 60, all: 60, offset: 0 });
    expect(page.rows[0]).toMatchObject({ requestId: 'r0', cells: [HOSTILE[0], 3, 'chat'] });
    const long = page.rows.find(({ requestId }) => requestId === 'r6')!.cells[0] as string;
    expect(long.length).toBeLessThan(500);
    expect(long.endsWith('…')).toBe(true);
    // Pairs without a ratio come last, with what the log says of their failure.
    expect(page.rows.at(-1)).toMatchObject({
      cells: [null, null, 'faq'],
      errors: { shadow: 'timeout after 30 s' },
    });
  });

  it('says where a pair stands in an order, and what follows it', async () => {
    const order = { filter: [], sort: [{ column: 'similarity', desc: true }] };
    expect(await explore<PairPlace>('place', { ...order, requestId: 'r58' })).toEqual({
      seq: 58,
      index: 1,
      total: 60,
      previous: 'r59',
      next: ['r57', 'r56', 'r55'],
    });
    const none = await explore<PairPlace>('place', { ...order, requestId: 'no such' });
    expect(none).toMatchObject({ seq: null, index: null, next: [] });
  });

  it('refuses an unknown column by name', async () => {
    const error = await explore<ApiErrorBody>('rows', {
      filter: [],
      sort: [{ column: 'nope', desc: false }],
      offset: 0,
      limit: 1,
      columns: [],
    });
    expect(error.details.message).toMatch(/nope/);
  });
});

describe('a search through the texts', () => {
  it('finds words in the place asked for, whatever their case and script', async () => {
    expect(await search({ in: 'prompt', mode: 'plain', pattern: 'my order' })).toHaveLength(30);
    expect(await search({ in: 'prompt', mode: 'case', pattern: 'my order' })).toEqual([]);
    expect(await search({ in: 'anywhere', mode: 'plain', pattern: 'köln' })).toHaveLength(30);
    expect(await search({ in: 'shadow', mode: 'plain', pattern: 'بالعالم' })).toEqual(['r5']);
    expect(await search({ in: 'prod', mode: 'plain', pattern: '__proto__' })).toEqual([]);
    expect(await search({ in: 'shadow', mode: 'plain', pattern: '__PROTO__' })).toEqual(['r4']);
    expect(await search({ in: 'shadow', mode: 'plain', pattern: 'timeout' })).toHaveLength(6);
  });

  it('takes regular expressions, and ends with those that would run for ever elsewhere', async () => {
    expect(await search({ in: 'shadow', mode: 'regex', pattern: '^answer 5\\d$' })).toHaveLength(3);
    expect(await search({ in: 'shadow', mode: 'regex', pattern: '^(long *)+$' })).toEqual([]);
  });

  it('says why an expression can not be used, also where the table is asked for it', async () => {
    const condition = { kind: 'text', in: 'prod', mode: 'regex', pattern: '(?=x)' };
    const events = await (
      await call(`/api/workspaces/${workspace}/explore/search`, { condition, goOn: false })
    ).text();
    expect(JSON.parse(events)).toMatchObject({ type: 'error', error: { kind: 'usage' } });
    const error = await explore<ApiErrorBody>('facets', { filter: [condition] });
    expect(error.details.message).toMatch(/can not be used/);
  });

  it('pauses when it takes long, tells how much is left, and goes on to the end when told to', async () => {
    const store = await openWorkspace(path);
    const condition: TextCondition = { kind: 'text', in: 'shadow', mode: 'regex', pattern: 'answer \\d$' };
    const whole = await search(condition);
    const impatient = new TextSearches(0);
    const paused = impatient.of(store, condition);
    await paused.follow(() => {});
    expect(paused).toMatchObject({ done: false, seqs: [] });
    expect(paused.progress).toMatchObject({ paused: true, searched: 0, pairs: 60, found: 0 });
    // Asking again does not begin anew, and does not take what was found for everything.
    expect(impatient.of(store, condition)).toBe(paused);
    paused.goOn();
    await paused.follow(() => {});
    expect(paused.done).toBe(true);
    expect(paused.progress).toMatchObject({
      paused: false,
      searched: 60,
      found: whole.length,
      secondsLeft: 0,
    });
  });

  it('is waited for by what is made of all pairs that match, however long it takes', async () => {
    const store = await openWorkspace(path);
    const filter: PairFilter = [{ kind: 'text', in: 'shadow', mode: 'plain', pattern: 'script' }];
    expect(await new TextSearches(0).resolve(store, filter)).toEqual([
      { kind: 'pairs', why: 'script', seqs: [0] },
    ]);
  });

  it('serves reviews and exports, too', async () => {
    const f = encodeURIComponent(
      JSON.stringify([{ kind: 'text', in: 'shadow', mode: 'plain', pattern: 'script' }]),
    );
    const queue = await call(`/api/workspaces/${workspace}/reviews/queue?f=${f}`);
    expect(await queue.json()).toMatchObject({ requestIds: ['r0'] });
  });
});

describe('an export', () => {
  const request = {
    filter: [{ kind: 'range', column: 'similarity', min: null, max: 0.03 }],
    sort: [{ column: 'similarity', desc: true }],
  };
  const file = async (format: string): Promise<ArrayBuffer> => {
    const { body } = await call(`/api/workspaces/${workspace}/explore/export`, { ...request, format });
    const parts: Uint8Array<ArrayBuffer>[] = [];
    let last: ExportFrame | null = null;
    for await (const { frame, bytes } of decodeFrames(body as ReadableStream<Uint8Array<ArrayBuffer>>)) {
      parts.push(...bytes);
      if (frame.type === 'piece') expect(frame.progress.total).toBe(3);
      last = frame;
    }
    expect(last).toEqual({ type: 'end' });
    return new Blob(parts).arrayBuffer();
  };

  it('holds the selected pairs in their order; formulas are neutralised in CSV', async () => {
    const csv = new TextDecoder().decode(await file('csv'));
    expect(
      csv
        .split('\r\n')
        .slice(1, 4)
        .map((line) => line.split(',')[0]),
    ).toEqual(['r2', 'r1', 'r0']);
    expect(csv).toContain(`"'=HYPERLINK(""http://example.com"")"`);
    const lines = new TextDecoder()
      .decode(await file('jsonl'))
      .trim()
      .split('\n');
    expect((JSON.parse(lines[1]!) as { shadow_response: string }).shadow_response).toBe(HOSTILE[1]);
  });

  it('keeps types, missing values and texts in Parquet, as another reader sees them', async () => {
    const found = await parquetReadObjects({ file: await file('parquet') });
    expect(found).toHaveLength(3);
    expect(found[1]).toMatchObject({
      request_id: 'r1',
      similarity: 0.01,
      exact_match: false,
      shadow_response: HOSTILE[1],
      prod_ttft_ms: null,
      timestamp: null,
      label: null,
    });
  });

  it('answers an unknown column with an error instead of a broken file', async () => {
    const response = await call(`/api/workspaces/${workspace}/explore/export`, {
      ...request,
      format: 'csv',
      columns: ['nope'],
    });
    expect(response.status).toBe(400);
  });
});

describe('saved filters and the look of the table', () => {
  const settings = {
    table: { columns: [{ name: 'similarity', width: 90 }], lines: 2 },
    filters: [{ name: 'slow', filter: [{ kind: 'differs' }], sort: [] }],
  };
  const address = (): string => `/api/workspaces/${workspace}/explore/settings`;

  it('are kept in the workspace', async () => {
    expect(await (await call(address())).json()).toEqual({ table: null, filters: [] });
    expect((await call(address(), settings, 'PUT')).status).toBe(204);
    expect(await (await call(address())).json()).toEqual(settings);
    expect(JSON.parse(await readFile(join(path, 'explore.json'), 'utf8'))).toEqual(settings);
  });

  it('are none where the file was damaged, and what is no filter is refused', async () => {
    await writeFile(join(path, 'explore.json'), '{"table": nul');
    expect(await (await call(address())).json()).toEqual({ table: null, filters: [] });
    const wrong = { ...settings, filters: [{ name: 'x', filter: [{ kind: 'sql' }], sort: [] }] };
    expect((await call(address(), wrong, 'PUT')).status).toBe(400);
  });
});

it('names what could not be read, and shows the rest', async () => {
  await writeFile(join(path, 'segments/000001.texts.arrows'), 'not arrow');
  const page = await rows([], ['prompt', 'similarity']);
  expect(page.rows[1]).toMatchObject({ requestId: 'r1', cells: [null, 0.01] });
  const condition = { kind: 'text', in: 'prompt', mode: 'plain', pattern: 'never asked before' };
  const events = await (
    await call(`/api/workspaces/${workspace}/explore/search`, { condition, goOn: false })
  ).text();
  expect(JSON.parse(events.trim().split('\n').at(-1)!)).toMatchObject({
    type: 'done',
    progress: { unread: 1 },
  });
});
