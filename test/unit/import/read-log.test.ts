import { describe, expect, test } from 'vitest';
import { memoryLog } from './memory-log';
import { readAll } from './read-all';

const lines = (...records: object[]) => records.map((record) => `${JSON.stringify(record)}\n`).join('');
const read = (content: string, options: object = {}, name = 'log.jsonl') =>
  readAll(memoryLog(content, { name }), options);
const csv = (content: string) => read(content, {}, 'log.csv');

const OK = { id: 'ok', prod_response: 'x', shadow_response: 'y', prod_latency_ms: 1, shadow_latency_ms: 1 };

test('a nested record becomes a pair', async () => {
  const {
    pairs,
    records,
    rejects,
    lines: at,
  } = await read(
    lines({
      request_id: 'r-1',
      timestamp: '2026-03-01T00:00:00Z',
      prompt: 'Refund policy?',
      prod: {
        model: 'a',
        response: '30 days',
        error: null,
        latency_s: 0.5,
        ttft_s: 0.1,
        tokens_in: 4,
        tokens_out: 9,
        cost_usd: 0.1,
      },
      shadow: {
        model: 'b',
        response: null,
        error: 'timeout',
        latency_s: 9,
        tokens_in: 4,
        tokens_out: 0,
        cost_usd: 0,
      },
      tags: { route: 'chat', user: { tier: 'pro' }, retries: 2, cached: false, none: null },
    }),
  );
  expect([records, rejects, at]).toEqual([1, [], [1]]);
  expect(pairs).toEqual([
    {
      requestId: 'r-1',
      timestamp: Date.UTC(2026, 2, 1),
      prompt: 'Refund policy?',
      messages: null,
      prod: {
        state: 'answered',
        model: 'a',
        response: '30 days',
        error: null,
        latencyMs: 500,
        ttftMs: 100,
        tokensIn: 4,
        tokensOut: 9,
        costUsd: 0.1,
      },
      shadow: {
        state: 'failed',
        model: 'b',
        response: null,
        error: 'timeout',
        latencyMs: 9e3,
        ttftMs: null,
        tokensIn: 4,
        tokensOut: 0,
        costUsd: 0,
      },
      rerun: null,
      tags: new Map([
        ['route', 'chat'],
        ['user.tier', 'pro'],
        ['retries', '2'],
        ['cached', 'false'],
      ]),
      labels: new Map(),
      loggedExactMatch: null,
      loggedSimilarity: null,
    },
  ]);
});

describe('state of an arm', () => {
  const stateOf = async (fields: object) => {
    const { pairs } = await read(
      lines({ ...OK, shadow_error: null }, { ...OK, id: 2, shadow_response: null, ...fields }),
    );
    const { state, error } = pairs[1]?.shadow ?? {};
    return [state, error];
  };

  test.each<[object, string, string | null]>([
    [{ shadow_error: 'timeout' }, 'failed', 'timeout'],
    [{ shadow_error: true }, 'failed', 'failed'],
    [{ shadow_error: 'true' }, 'failed', 'failed'],
    [{ shadow_error: 429 }, 'failed', '429'],
    [{ shadow_error: { message: 'quota', code: 1 } }, 'failed', 'quota'],
    [{ shadow_error: 'timeout', shadow_response: 'partial' }, 'failed', 'timeout'],
    [{ shadow_error: null }, 'missing', null],
    [{}, 'missing', null],
    [{ shadow_response: '' }, 'answered', null],
    ...[false, '', 0, null, 'none', 'None', '0', 'false', {}, []].map((none): [object, string, null] => [
      { shadow_error: none, shadow_response: 'y' },
      'answered',
      null,
    ]),
  ])('%j is %s', async (fields, state, error) => {
    expect(await stateOf(fields)).toEqual([state, error]);
  });
});

describe('logs without texts', () => {
  const measure = {
    exact_match: false,
    semantic_similarity: 0.9,
    prod_latency: 0.5,
    shadow_latency: 0.4,
    shadow_error: false,
  };

  test('give the figures that they hold, with ids from their lines', async () => {
    const content = lines(
      measure,
      { ...measure, shadow_latency: null, shadow_error: true },
      { ...measure, prod_latency: null },
    );
    const { pairs, inspection } = await read(content);
    expect(inspection.form).toBe('measured');
    expect(pairs.map(({ prod, shadow }) => [prod.state, shadow.state])).toEqual([
      ['answered', 'answered'],
      ['answered', 'failed'],
      ['missing', 'answered'],
    ]);
    expect(pairs[0]).toMatchObject({
      loggedExactMatch: false,
      loggedSimilarity: 0.9,
      prod: { latencyMs: 500, response: null },
    });
    expect(pairs.map(({ requestId }) => requestId)).toEqual(
      [1, 2, 3].map((n) => expect.stringMatching(`^log.jsonl:${n}:[0-9a-f]{8}$`)),
    );
    const again = await read(content);
    expect(again.pairs).toEqual(pairs);
  });

  test('an error that is false says that the arm answered', async () => {
    const { pairs } = await read(lines({ ...measure, shadow_latency: null }));
    expect(pairs[0]?.shadow.state).toBe('answered');
  });

  test('an arm of which nothing but the comparison is logged answered', async () => {
    const { pairs } = await read(lines({ id: 1, similarity: 0.7, shadow_latency_ms: 4 }));
    expect(pairs[0]).toMatchObject({
      prod: { state: 'answered', latencyMs: null },
      shadow: { state: 'answered' },
    });
  });

  test('a cosine a little above 1 is taken as 1', async () => {
    const { pairs } = await read(lines({ ...measure, semantic_similarity: 1.0000001 }));
    expect(pairs[0]?.loggedSimilarity).toBe(1);
  });
});

describe('texts', () => {
  const responseOf = async (response: unknown) => {
    const { pairs } = await read(lines(OK, { id: 2, prod_response: response, shadow_response: 'y' }));
    return pairs[1]?.prod.response;
  };

  test.each([
    [{ content: 'a' }, 'a'],
    [{ text: 'a' }, 'a'],
    [{ answer: 'a' }, 'a'],
    [{ role: 'assistant', content: { answer: 'a' } }, 'a'],
    [
      [
        { type: 'text', text: 'a' },
        { type: 'text', text: 'b' },
      ],
      'ab',
    ],
    [
      [
        { role: 'user', content: 'q' },
        { role: 'assistant', content: [{ text: 'a' }] },
      ],
      'a',
    ],
    [{ b: 1, a: [2.0, { d: null, c: 'x' }] }, '{"a":[2,{"c":"x","d":null}],"b":1}'],
    [[1, 2], '[1,2]'],
    [42, '42'],
    [false, 'false'],
    ['\u2028 <b>&amp;', '\u2028 <b>&amp;'],
  ])('%j is %s', async (response, text) => {
    expect(await responseOf(response)).toBe(text);
  });

  test('a conversation gives the prompt; the answer is not part of it', async () => {
    const messages = [
      { role: 'system', content: 'Be brief.' },
      { role: 'user', content: [{ type: 'text', text: 'Refund?' }] },
      { role: 'assistant', content: { answer: '30 days' } },
    ];
    const { arms } = await read(lines({ uid: 'u', model: 'm', messages }));
    expect(arms[0]).toMatchObject({
      prompt: 'Refund?',
      arm: { state: 'answered', response: '30 days', model: 'm' },
    });
    expect(JSON.parse(arms[0]?.messages ?? '')).toEqual(messages.slice(0, 2));
  });

  test('a prompt of its own wins over the conversation, which stays whole', async () => {
    const messages = [{ role: 'user', content: 'from messages' }];
    const { pairs } = await read(
      lines({ ...OK, prompt: 'from prompt', messages }, { ...OK, id: 2, messages }),
    );
    expect(pairs.map(({ prompt }) => prompt)).toEqual(['from prompt', 'from messages']);
    expect(pairs[0]?.messages).toBe(JSON.stringify(messages));
  });
});

describe('ids', () => {
  test('numbers become their decimal text', async () => {
    const { pairs } = await read(lines({ ...OK, id: 17 }, { ...OK, id: 1.5 }, { ...OK, id: 0 }));
    expect(pairs.map(({ requestId }) => requestId)).toEqual(['17', '1.5', '0']);
  });

  // As doubles both are 9007199254740992: the second would be lost as a duplicate.
  test('numbers beyond 2^53 keep all their digits', async () => {
    const { pairs } = await read(
      '9007199254740992 9007199254740993'
        .split(' ')
        .map((id) => JSON.stringify(OK).replace('"ok"', id))
        .join('\n'),
    );
    expect(pairs.map(({ requestId }) => requestId)).toEqual(['9007199254740992', '9007199254740993']);
  });

  test.each([null, '', {}, true])('%j is none', async (id) => {
    const { rejects, records } = await read(lines(OK, { ...OK, id }));
    expect([rejects[0]?.code, rejects[0]?.line, records]).toEqual(['no-request-id', 2, 2]);
  });

  test('a table of pairs without any id gets ids from its lines', async () => {
    const { pairs } = await csv('prompt,output_a,output_b\np,x,y\np,x,y\n');
    expect(new Set(pairs.map(({ requestId }) => requestId)).size).toBe(2);
  });
});

describe('timestamps', () => {
  test.each([
    ['2026-03-01T12:00:00Z', Date.UTC(2026, 2, 1, 12)],
    ['2026-03-01T12:00:00.123456+02:00', Date.UTC(2026, 2, 1, 10, 0, 0, 123)],
    ['2026-03-01T12:00:00+0200', Date.UTC(2026, 2, 1, 10)],
    ['2026-03-01 12:00:00', Date.UTC(2026, 2, 1, 12)],
    ['2026-03-01 12:00:00 UTC', Date.UTC(2026, 2, 1, 12)],
    ['2026-03-01', Date.UTC(2026, 2, 1)],
    [1772366400, 1772366400000],
    [1772366400.25, 1772366400250],
    ['1772366400', 1772366400000],
    [1772366400000, 1772366400000],
    [1772366400000000, 1772366400000],
    ['1772366400000000000', 1772366400000],
    [null, null],
    ['', null],
  ])('%s', async (timestamp, ms) => {
    const usual = { ...OK, timestamp: '2026-03-01T12:00:00Z' };
    const { pairs } = await read(lines(usual, { ...OK, timestamp }));
    expect(pairs[1]?.timestamp).toBe(ms);
  });
});

describe('tags', () => {
  test('more than 64 are cut and said', async () => {
    const many = Object.fromEntries(Array.from({ length: 70 }, (_, i) => [`k${i}`, i]));
    const { pairs, notes } = await read(
      lines(OK, { ...OK, id: 2, tags: many }, { ...OK, id: 3, tags: { long: 'x'.repeat(900) } }),
    );
    expect(pairs.map(({ tags }) => tags.size)).toEqual([0, 64, 1]);
    expect(notes.find(({ code }) => code === 'clipped-tags')).toMatchObject({ count: 2, firstLine: 2 });
  });

  test('a CSV cell may hold them as JSON', async () => {
    const { pairs } = await csv(
      'id,a_output,b_output,tags,tag_lang\n1,x,y,"{""route"":""chat""}",de\n2,x,y,,\n',
    );
    expect(pairs.map(({ tags }) => Object.fromEntries(tags))).toEqual([{ route: 'chat', lang: 'de' }, {}]);
  });
});

describe('CSV', () => {
  test('quoted newlines, CRLF, a BOM, doubled quotes and missing last newline', async () => {
    const { pairs, lines: at } = await csv(
      '\ufeffid,prod_response,shadow_response\r\n1,"a\nb, ""c""",y\r\n\r\n2,x,"y\r\nz"',
    );
    expect(pairs.map(({ requestId, prod, shadow }) => [requestId, prod.response, shadow.response])).toEqual([
      ['1', 'a\nb, "c"', 'y'],
      ['2', 'x', 'y\r\nz'],
    ]);
    expect(at).toEqual([2, 5]);
  });

  test('cells that mean nothing are null, in texts only the empty one is', async () => {
    const { pairs } = await csv(
      'id,prod_response,shadow_response,prod_latency_ms,shadow_error\n1,None,y,12,none\n2,,NA,NaN,NULL\n3,x,y,n/a,\n',
    );
    expect(pairs.map(({ prod }) => [prod.response, prod.state, prod.latencyMs])).toEqual([
      ['None', 'answered', 12],
      [null, 'missing', null],
      ['x', 'answered', null],
    ]);
    expect(pairs.map(({ shadow }) => [shadow.response, shadow.state])).toEqual([
      ['y', 'answered'],
      ['NA', 'answered'],
      ['y', 'answered'],
    ]);
  });

  test('the text of a row is kept for rejects', async () => {
    const { texts } = await csv('id,a_output,b_output\n1,"x\n1",y\n');
    expect(texts).toEqual(['1,"x\n1",y']);
  });
});

test('columns that stay unused are said', async () => {
  const { notes } = await read(lines({ ...OK, human_1: 'A', reviewer: 'Z' }));
  expect(notes).toEqual([
    expect.objectContaining({
      code: 'ignored-columns',
      count: 2,
      message: expect.stringContaining('human_1, reviewer'),
    }),
  ]);
});

test('a literal key with dots wins over the nested path of the same name', async () => {
  const { pairs } = await read(
    lines({ id: 1, prod: { response: 'nested' }, 'prod.response': 'literal', shadow_response: 'y' }),
  );
  expect(pairs[0]?.prod.response).toBe('literal');
});

test('batches hold about 1 000 records, and each knows the lines and texts of its own', async () => {
  const content = Array.from({ length: 2500 }, (_, i) => JSON.stringify({ ...OK, id: i })).join('\n');
  const { pairs, lines: at, texts } = await read(content);
  expect(pairs).toHaveLength(2500);
  expect(at).toEqual(Array.from({ length: 2500 }, (_, i) => i + 1));
  expect(texts.map((text) => (JSON.parse(text) as { id: number }).id)).toEqual(at.map((line) => line - 1));
});

test('an empty CSV cell is an empty output where the request left a trace, and no output where it did not', async () => {
  const withTraces =
    'id,prod_response,prod_latency_ms,shadow_response,shadow_latency_ms\n1,a,5,,7\n2,a,5,,\n';
  const states = async (csv: string) =>
    (await readAll(memoryLog(csv))).pairs.map(({ shadow }) => [shadow.state, shadow.response]);
  expect(await states(withTraces)).toEqual([
    ['answered', ''],
    ['missing', null],
  ]);
  expect(await states('id,prod_response,shadow_response\n1,a,\n')).toEqual([['answered', '']]);
});
