import { describe, expect, test } from 'vitest';
import { inspectLog } from '@core/import/inspect-log';
import { usable } from '@core/import/usable-inspection';
import { AppError } from '@core/model/app-error';
import { csvReader } from '../../../src-main/adapters/log-files/csv-reader';
import { memoryLog } from './memory-log';
import { mappingOf } from './read-all';

const inspect = (content: string, options: object = {}, name = 'log.jsonl') =>
  inspectLog({ file: memoryLog(content, { name }), csvReader, ...options });

const lines = (...records: object[]) => records.map((record) => `${JSON.stringify(record)}\n`).join('');

async function failure(promise: Promise<unknown>): Promise<AppError> {
  const error = await promise.then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(AppError);
  return error as AppError;
}

const NESTED = {
  request_id: 'r-1',
  timestamp: '2026-03-01T00:00:00Z',
  prompt: 'Refund policy?',
  prod: {
    model: 'a',
    response: 'x',
    error: null,
    latency_ms: 812,
    ttft_ms: 90,
    tokens_in: 4,
    tokens_out: 9,
    cost_usd: 0.1,
  },
  shadow: {
    model: 'b',
    response: 'y',
    error: null,
    latency_ms: 700,
    ttft_ms: 80,
    tokens_in: 4,
    tokens_out: 8,
    cost_usd: 0.1,
  },
  tags: { route: 'chat' },
  labels: { good: true },
};

describe('format', () => {
  test.each([
    ['JSON Lines', lines(NESTED, NESTED), 'jsonl', undefined],
    ['one JSON line without a newline', JSON.stringify(NESTED), 'jsonl', undefined],
    ['an array on one line', JSON.stringify([NESTED, NESTED]), 'json-array', undefined],
    ['a pretty-printed array', JSON.stringify([NESTED, NESTED], null, 2), 'json-array', undefined],
    [
      'an array with an element a line',
      `[\n${JSON.stringify(NESTED)},\n${JSON.stringify(NESTED)}\n]`,
      'json-array',
      undefined,
    ],
    [
      'pretty-printed objects after one another',
      `${JSON.stringify(NESTED, null, 2)}\n${JSON.stringify(NESTED, null, 2)}`,
      'json-array',
      undefined,
    ],
    [
      'JSON Lines whose first line is broken',
      `garbage\n${lines(NESTED, NESTED, NESTED)}`,
      'jsonl',
      undefined,
    ],
    ['a BOM and blank lines first', `\ufeff\n\n${lines(NESTED)}`, 'jsonl', undefined],
    ['CSV with commas', 'id,response_a,response_b\n1,x,y\n', 'csv', ','],
    ['CSV with semicolons', 'id;response_a;response_b\n1;x;y\n', 'csv', ';'],
    ['CSV with tabs', 'id\tresponse_a\tresponse_b\n1\tx\ty\n', 'csv', '\t'],
    ['CSV with bars', 'id|response_a|response_b\n1|x|y\n', 'csv', '|'],
    [
      'CSV with commas inside quoted names',
      '"id, of all, requests";response_a;response_b\n1;x;y\n',
      'csv',
      ';',
    ],
  ])('%s', async (_, content, format, delimiter) => {
    const found = await inspect(content);
    expect([found.format, found.delimiter]).toEqual([format, delimiter]);
    expect(found.sampledRecords).toBeGreaterThan(0);
  });
});

describe('mapping', () => {
  test('the nested form is mapped whole', async () => {
    const found = await inspect(lines(NESTED));
    expect(found.form).toBe('nested');
    expect(mappingOf(found)).toEqual({
      request_id: 'request_id',
      timestamp: 'timestamp',
      prompt: 'prompt',
      ...Object.fromEntries(
        ['prod', 'shadow'].flatMap((arm) => [
          ...['model', 'response', 'error', 'tokens_in', 'tokens_out'].map((field) => [
            `${arm}.${field}`,
            `${arm}.${field}`,
          ]),
          [`${arm}.latency`, `${arm}.latency_ms`],
          [`${arm}.ttft`, `${arm}.ttft_ms`],
          [`${arm}.cost`, `${arm}.cost_usd`],
        ]),
      ),
      tags: 'tags',
      labels: 'labels',
    });
    expect(found.unmapped).toEqual([]);
    expect(found.columns.map(({ path }) => path)).toContain('tags.route');
  });

  test.each([
    ['prod', 'shadow'],
    ['production', 'candidate'],
    ['baseline', 'new'],
    ['control', 'treatment'],
    ['reference', 'test'],
    ['a', 'b'],
    ['control', 'challenger'],
  ])('%s and %s name the arms: nested, as prefix, as suffix, in camelCase and with dots', async (a, b) => {
    const forms = [
      { [a]: { output: 'x', latencyMs: 5 }, [b]: { output: 'y', latencyMs: 6 } },
      { [`${a}_output`]: 'x', [`${a}_latency_ms`]: 5, [`${b}_output`]: 'y', [`${b}_latency_ms`]: 6 },
      { [`output_${a}`]: 'x', [`latency_${a}_ms`]: 5, [`output_${b}`]: 'y', [`latency_${b}_ms`]: 6 },
      { [`${a}Output`]: 'x', [`${a}LatencyMs`]: 5, [`${b}Output`]: 'y', [`${b}LatencyMs`]: 6 },
      { [`${a}.output`]: 'x', [`${a}-latency-ms`]: 5, [`${b}.output`]: 'y', [`${b}-latency-ms`]: 6 },
    ];
    for (const [i, form] of forms.entries()) {
      const found = await inspect(lines({ id: 'r', ...form }));
      expect(found.form).toBe(i === 0 ? 'nested' : 'flat');
      expect(Object.keys(mappingOf(found))).toEqual([
        'request_id',
        'prod.response',
        'prod.latency',
        'shadow.response',
        'shadow.latency',
      ]);
      expect(found.mapped.filter(({ unit }) => unit !== null).map(({ unit }) => unit)).toEqual(['ms', 'ms']);
      expect(mappingOf(found)['prod.response']).toBe(
        Object.keys(form).includes(a) ? `${a}.output` : Object.keys(form)[0],
      );
    }
  });

  test.each([
    [{ answer1: 'x', answer2: 'y' }, 'answer1', 'answer2'],
    [{ model_a_response: 'x', model_b_response: 'y' }, 'model_a_response', 'model_b_response'],
    [{ production: 'x', shadow: 'y' }, 'production', 'shadow'],
    [{ prod: { usage: {}, content: 'x' }, shadow: { content: 'y' } }, 'prod.content', 'shadow.content'],
  ])('%j', async (record, prod, shadow) => {
    const mapping = mappingOf(await inspect(lines({ prompt: 'p', ...record })));
    expect([mapping['prod.response'], mapping['shadow.response']]).toEqual([prod, shadow]);
  });

  test('figures of a comparison without texts', async () => {
    const found = await inspect(
      lines({
        exact_match: true,
        semantic_similarity: 0.9,
        shadow_latency: 0.4,
        prod_latency: 0.5,
        shadow_error: false,
      }),
    );
    expect(found.form).toBe('measured');
    expect(Object.keys(mappingOf(found))).toEqual([
      'prod.latency',
      'shadow.error',
      'shadow.latency',
      'exact_match',
      'similarity',
    ]);
  });

  test('human labels and ground truth are neither tags nor outputs', async () => {
    const found = await inspect('request_id,prod_response,shadow_response,human_1,expected\nr,x,y,A,z\n');
    expect(found.unmapped).toEqual(['human_1', 'expected']);
  });

  test('tag columns keep the spelling of their key', async () => {
    const found = await inspect(
      'id,prod_response,shadow_response,tags.userTier,tag_lang,label.good\nr,x,y,pro,de,1\n',
    );
    expect(mappingOf(found)).toMatchObject({
      'tags.userTier': 'tags.userTier',
      'tags.lang': 'tag_lang',
      'labels.good': 'label.good',
    });
  });

  test('a column that repeats is not taken for the request id when another one does not', async () => {
    const records = Array.from({ length: 20 }, (_, i) => ({
      id: 'run-7',
      uid: `u${i}`,
      prod_response: 'x',
      shadow_response: 'y',
    }));
    expect(mappingOf(await inspect(lines(...records)))['request_id']).toBe('uid');
  });

  test('a latency column that holds no numbers stays unmapped', async () => {
    const found = await inspect(
      lines({ id: 1, prod_response: 'x', shadow_response: 'y', prod_latency: 'fast' }),
    );
    expect(found.unmapped).toEqual(['prod_latency']);
  });

  test('the samples show what a column holds', async () => {
    const found = await inspect(lines({ ...NESTED, prompt: 'x'.repeat(500) }, { ...NESTED, prompt: null }));
    const prompt = found.columns.find(({ path }) => path === 'prompt');
    expect(prompt).toMatchObject({ type: 'text', filled: 0.5 });
    expect(prompt?.samples[0]).toHaveLength(81);
    expect(found.columns.find(({ path }) => path === 'prod.error')?.type).toBe('empty');
  });
});

describe('one arm', () => {
  const record = { request_id: 'r', prompt: 'p', response: 'x', latency_ms: 10 };

  test.each([
    ['answers-prod.jsonl', 'prod'],
    ['2026-03-baseline.jsonl', 'prod'],
    ['shadow_run.jsonl', 'shadow'],
    ['newModel.jsonl', 'shadow'],
    ['candidate.jsonl', 'shadow'],
    ['products-shadow.jsonl', 'shadow'],
  ])('%s is the log of %s', async (name, arm) => {
    const found = await inspect(lines(record), {}, name);
    expect([found.form, found.arm?.name]).toEqual(['one-arm', arm]);
  });

  test.each(['gpt-4-0314.jsonl', 'prod-vs-shadow.jsonl', 'test.jsonl'])(
    '%s does not say its arm',
    async (name) => {
      expect((await inspect(lines(record), {}, name)).arm).toBeNull();
    },
  );

  test('a constant column says the arm, before the file name', async () => {
    const found = await inspect(lines({ ...record, role: 'production' }), {}, 'shadow.jsonl');
    expect(found.arm).toEqual({ name: 'prod', reason: 'column "role" is production throughout' });
  });

  test('columns named after one arm only', async () => {
    const found = await inspect(lines({ id: 1, shadow_response: 'x', shadow_latency_ms: 4 }));
    expect([found.form, found.arm?.name]).toEqual(['one-arm', 'shadow']);
  });

  test('a hand that knows better wins', async () => {
    const found = await inspect(lines(record), { arm: 'prod' }, 'shadow.jsonl');
    expect(found.arm).toEqual({ name: 'prod', reason: 'given by hand' });
  });

  test('both arms in the rows of one file are refused, not mixed', async () => {
    const error = await failure(inspect(lines({ ...record, arm: 'prod' }, { ...record, arm: 'shadow' })));
    expect(error.kind).toBe('bad-data');
    expect(error.paragraph).toContain('column "arm" says prod and shadow');
  });
});

describe('units', () => {
  const unitsOf = async (record: object, options: object = {}) =>
    Object.fromEntries(
      (await inspect(lines({ id: 1, ...record }), options)).mapped.flatMap((m) =>
        m.unit ? [[m.target, m.unit]] : [],
      ),
    );

  test.each([
    ['prod_latency_s', 'shadow_latency_s', 's'],
    ['prod_latency_sec', 'shadow_latency_sec', 's'],
    ['prod_latency_seconds', 'shadow_latency_seconds', 's'],
    ['prodLatencyMs', 'shadowLatencyMs', 'ms'],
    ['prod_duration_us', 'shadow_duration_us', 'us'],
    ['prod_elapsed_ns', 'shadow_elapsed_ns', 'ns'],
    ['Prod latency (ms)', 'Shadow latency (ms)', 'ms'],
  ])('%s says its unit', async (prod, shadow, unit) => {
    expect(await unitsOf({ [prod]: 5, [shadow]: 5 })).toEqual({
      'prod.latency': unit,
      'shadow.latency': unit,
    });
  });

  test.each([
    [0.8, 's'],
    [12, 's'],
    [812, 'ms'],
    [45_000, 'ms'],
    [812_000, 'us'],
    [812_000_000, 'ns'],
  ])('values around %d without a unit are read in %s', async (value, unit) => {
    expect((await unitsOf({ prod_latency: value, shadow_latency: value }))['prod.latency']).toBe(unit);
  });

  // Told apart one by one, 25 would be seconds and 40 milliseconds: a factor of a thousand between the arms.
  test('both arms get one unit', async () => {
    const units = await unitsOf({ prod_latency: 25, shadow_latency: 40 });
    expect(units['prod.latency']).toBe(units['shadow.latency']);
  });

  test('an arm whose name does not say it follows the other, and the first token follows the latency', async () => {
    const found = await inspect(lines({ id: 1, prod_latency_ms: 3, shadow_latency: 4, shadow_ttft: 1 }));
    const reasons = found.mapped.flatMap((m) => (m.unit ? [`${m.target} ${m.unit} ${m.unitReason}`] : []));
    expect(reasons).toEqual([
      'prod.latency ms the name says ms',
      'shadow.latency ms as prod.latency',
      'shadow.ttft ms as shadow.latency',
    ]);
  });

  test('a unit given by hand wins over the name', async () => {
    const units = { 'prod.latency': 's' };
    expect(await unitsOf({ prod_latency_ms: 3, shadow_latency_ms: 4 }, { units })).toMatchObject({
      'prod.latency': 's',
      'shadow.latency': 'ms',
    });
  });

  test('units of pairs reach the log of their arm', async () => {
    const units = { 'prod.latency': 's', 'shadow.latency': 'us' };
    expect(await unitsOf({ response: 'x', latency: 500 }, { units, arm: 'shadow' })).toEqual({
      'arm.latency': 'us',
    });
  });

  test('a unit for a column that holds no time is refused', async () => {
    const error = await failure(inspect(lines(NESTED), { units: { 'prod.cost': 's' } }));
    expect([error.kind, error.paragraph]).toEqual([
      'usage',
      expect.stringContaining('prod.latency, prod.ttft'),
    ]);
  });
});

describe('mapping by hand', () => {
  const record = { key: 'k', left: 'x', right: 'y', prompt: 'p' };

  test('makes a log readable that detection cannot read', async () => {
    const mapping = { 'prod.response': 'left', 'shadow.response': 'right', request_id: 'key' };
    const found = await inspect(lines(record), { mapping });
    expect(found.form).toBe('flat');
    expect(mappingOf(found)).toEqual({ ...mapping, prompt: 'prompt' });
    expect(found.mapped.find(({ target }) => target === 'prod.response')).toMatchObject({
      confidence: 1,
      reason: 'mapped by hand',
    });
  });

  test('an empty path takes a detected column away', async () => {
    expect(mappingOf(await inspect(lines(NESTED), { mapping: { 'prod.cost': '' } }))).not.toHaveProperty([
      'prod.cost',
    ]);
  });

  test('an unknown column is refused with the nearest one', async () => {
    const error = await failure(inspect(lines(NESTED), { mapping: { 'prod.response': 'prod.reponse' } }));
    expect(error.kind).toBe('usage');
    expect(error.paragraph).toContain('perhaps "prod.response" is meant');
  });

  test('an unknown target is refused with the nearest one', async () => {
    const error = await failure(inspect(lines(NESTED), { mapping: { 'prod.respnse': 'prompt' } }));
    expect(error.kind).toBe('usage');
    expect(error.paragraph).toContain('perhaps prod.response is meant');
  });

  test('targets of one arm and of pairs together are refused', async () => {
    const mapping = { 'arm.response': 'prompt', 'prod.response': 'prompt' };
    expect((await failure(inspect(lines(NESTED), { mapping }))).kind).toBe('usage');
  });
});

describe('logs that cannot be used', () => {
  test('no usable columns: says what was found, what is needed and how to map, and keeps the columns', async () => {
    const inspection = await inspect(lines({ alpha: 1, beta: 2 }));
    expect(inspection).toMatchObject({ form: 'unknown', unmapped: ['alpha', 'beta'] });
    expect(inspection.problem?.message).toContain('Found: alpha, beta.');
    expect(inspection.problem?.remedy).toMatch(/prod\.response and shadow\.response/);
    expect(inspection.problem?.commandLine).toMatch(/--map prod\.response=/);
    expect(() => usable(inspection)).toThrow(AppError);
    const mapped = await inspect(lines({ alpha: 1, beta: 2 }), {
      mapping: { 'prod.response': 'alpha', 'shadow.response': 'beta' },
    });
    expect(usable(mapped).form).toBe('flat');
  });

  test('records inside one object are pointed at', async () => {
    const inspection = await inspect(JSON.stringify({ meta: [1], examples: [{ a: 1 }, { a: 2 }] }));
    expect(inspection.problem?.cause).toContain('the list "examples"');
  });

  test.each([
    ['only blank lines', '\n  \n\n'],
    ['an empty list', '[]'],
    ['a header without rows', 'request_id,prod_response,shadow_response\n'],
  ])('%s: no records', async (_, content) => {
    expect((await failure(inspect(content))).paragraph).toContain('holds no records');
  });

  test('no readable record: names the first line and its fault', async () => {
    const error = await failure(inspect('\n{"a": NaN}\n{"a": NaN}\n'));
    expect(error.details.where).toBe('log.jsonl, line 2');
    expect(error.paragraph).toContain('NaN');
  });
});
