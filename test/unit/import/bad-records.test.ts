import { describe, expect, test } from 'vitest';
import { readLog } from '@core/import/read-log';
import { splitElements } from '@core/import/split-elements';
import { splitLines } from '@core/import/split-lines';
import { AppError } from '@core/model/app-error';
import type { LogFile } from '@core/ports/log-file';
import { csvReader } from '../../../src-main/adapters/log-files/csv-reader';
import { memoryLog } from './memory-log';
import { readAll } from './read-all';

const OK = { id: 'ok', prod_response: 'x', shadow_response: 'y', prod_latency_ms: 1, shadow_latency_ms: 1 };
const good = (id: string) => JSON.stringify({ ...OK, id });
const read = (content: string | Uint8Array, name = 'log.jsonl') => readAll(memoryLog(content, { name }));

/** Every non-blank record must be somewhere: a reader that drops one silently makes all rates wrong. */
async function readCounted(content: string | Uint8Array, records: number, name = 'log.jsonl') {
  const whole = await read(content, name);
  expect(whole.records).toBe(records);
  expect(whole.pairs.length + whole.arms.length + whole.rejects.length).toBe(records);
  return whole;
}

describe('invalid JSON in the middle', () => {
  test.each([
    ['{"id":"bad","prod_latency_ms":NaN}', 'invalid-json', 'column 31: NaN is no JSON value'],
    ['{"id":"bad","prod_latency_ms":-Infinity}', 'invalid-json', 'column 31: -Infinity is no JSON value'],
    ["{'id':'bad'}", 'invalid-json', 'column 2: names and texts need double quotes'],
    ['{"id":None}', 'invalid-json', 'None is Python'],
    ['{"id":"a",}', 'invalid-json', 'column 11: a comma stands before the closing brace'],
    ['{"id":"a" "b":1}', 'invalid-json', 'column 11: a comma is missing'],
    ['{"id":"a"}{"id":"b"}', 'invalid-json', 'more text follows'],
    ['{"id":"tab\there"}', 'invalid-json', 'a control character'],
    ['{"id":"C:\\temp\\x"}', 'invalid-json', '\\x is no escape'],
    ['garbage', 'invalid-json', 'column 1: garbage is no JSON value'],
    ['{"id":"bad","prod_response":"cut of', 'truncated', 'truncated'],
    ['{"id":"bad","prod_response":', 'truncated', 'truncated'],
    ['{"id":"bad","prod_response":tr', 'truncated', 'truncated'],
    ['[1,2]', 'not-an-object', 'a list'],
    ['"text"', 'not-an-object', 'a text'],
    ['null', 'not-an-object', 'null'],
    ['17', 'not-an-object', 'a number'],
  ])('%s', async (bad, code, reason) => {
    const { pairs, rejects } = await readCounted(`${good('1')}\n\n${bad}\n${good('2')}\n`, 3);
    expect(pairs.map(({ requestId }) => requestId)).toEqual(['1', '2']);
    expect(rejects).toEqual([
      { file: 'log.jsonl', line: 3, code, reason: expect.stringContaining(reason), text: bad },
    ]);
  });

  test('a long text is clipped for the reject, not inside a character', async () => {
    const { rejects } = await readCounted(`${good('1')}\n{"aa": ${'😀'.repeat(9000)}\n`, 2);
    expect(rejects[0]?.text).toHaveLength(3999);
    expect(() => encodeURIComponent(rejects[0]?.text ?? '')).not.toThrow();
  });
});

describe('wrong types', () => {
  const record = {
    ...OK,
    prod_ttft_ms: 1,
    prod_tokens_in: 1,
    prod_cost: 1,
    similarity: 0.5,
    exact_match: true,
    ts: 1772366400,
  };

  test.each([
    ['prod_latency_ms', 'fast', '"fast"'],
    ['prod_latency_ms', 'NaN', '"NaN"'],
    ['prod_latency_ms', -1, '-1'],
    ['prod_latency_ms', true, 'true'],
    ['prod_latency_ms', [1], 'a list'],
    ['prod_latency_ms', '1e999', '"1e999"'],
    ['prod_ttft_ms', -0.1, '-0.1'],
    ['prod_tokens_in', -5, '-5'],
    ['prod_tokens_in', 1.5, 'a whole number'],
    ['prod_cost', -0.01, '-0.01'],
    ['similarity', 1.2, '1.2'],
    ['similarity', -1.2, '-1.2'],
    ['exact_match', 'maybe', '"maybe"'],
    ['ts', 'yesterday', '"yesterday"'],
    ['ts', -5, '-5'],
  ])('%s: %j', async (field, value, shown) => {
    const { rejects } = await readCounted(
      `${JSON.stringify(record)}\n${JSON.stringify({ ...record, [field]: value })}\n`,
      2,
    );
    expect(rejects).toMatchObject([{ code: 'wrong-type', line: 2 }]);
    expect(rejects[0]?.reason).toContain(field);
    expect(rejects[0]?.reason).toContain(shown);
  });

  test.each([
    ['12.5', 12.5],
    [' 12 ', 12],
    ['1e3', 1000],
    ['', null],
    [null, null],
  ])('%j is a fine latency', async (value, ms) => {
    const { pairs } = await readCounted(
      `${good('1')}\n${JSON.stringify({ ...OK, prod_latency_ms: value })}\n`,
      2,
    );
    expect(pairs[1]?.prod.latencyMs).toBe(ms);
  });
});

describe('keys that name properties of every object', () => {
  const hostile =
    '"__proto__":{"polluted":"yes","prod_response":"evil"},"constructor":{"prototype":{"x":1}},"hasOwnProperty":1,"toString":null';

  test('are data like any other', async () => {
    const tags = `"tags":{"__proto__":"p","constructor":"c","hasOwnProperty":"h"}`;
    const line = `{${hostile},"id":"1","prod_response":"x","shadow_response":"y",${tags}}`;
    const { pairs, inspection } = await readCounted(`${line}\n`, 1);
    expect([...(pairs[0]?.tags ?? [])]).toEqual([
      ['__proto__', 'p'],
      ['constructor', 'c'],
      ['hasOwnProperty', 'h'],
    ]);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    expect(inspection.columns.map(({ path }) => path)).toContain('__proto__.polluted');
  });

  // With a plain property look-up every record would have a "constructor", inherited from Object.
  test('are not found where the record does not have them', async () => {
    const content = `{"id":"1","prod_response":"x","shadow_response":"y","constructor":"tag"}\n${good('2')}\n`;
    const { pairs } = await readAll(memoryLog(content), { mapping: { 'tags.constructor': 'constructor' } });
    expect(pairs.map(({ tags }) => tags.size)).toEqual([1, 0]);
  });

  test('as CSV headers', async () => {
    const { pairs } = await readCounted(
      'id,prod_response,shadow_response,__proto__,constructor\n1,x,y,z,w\n',
      1,
      'log.csv',
    );
    expect(pairs[0]?.prod.response).toBe('x');
  });
});

describe('mixed forms in one file', () => {
  const nested = {
    request_id: 'n',
    prod: { response: 'x', latency_ms: 3 },
    shadow: { response: 'y', latency_ms: 4 },
  };
  const flat = {
    request_id: 'f',
    prod_response: 'x',
    shadow_response: 'y',
    prod_latency_s: 2,
    shadow_latency_s: 1,
  };
  const lines = (...records: object[]) => records.map((record) => JSON.stringify(record)).join('\n');

  test('records of both arms are mapped by their own columns', async () => {
    const many = Array.from({ length: 600 }, (_, i) => ({ ...nested, request_id: `n${i}` }));
    const { pairs, rejects } = await readCounted(lines(...many, flat), 601);
    expect(rejects).toEqual([]);
    expect(pairs.at(-1)).toMatchObject({ requestId: 'f', prod: { response: 'x', latencyMs: 2000 } });
  });

  test('a record that says nothing of any arm is set aside, naming what is missing', async () => {
    const { rejects } = await readCounted(lines(nested, { request_id: 'x', event: 'start' }, nested), 3);
    expect(rejects).toMatchObject([{ code: 'other-form', line: 2 }]);
    expect(rejects[0]?.reason).toContain('prod.response');
  });

  test('a record of one arm in a log of pairs is not taken for a pair', async () => {
    const { rejects } = await readCounted(lines(nested, { request_id: 'x', response: 'alone' }), 2);
    expect(rejects[0]?.code).toBe('other-form');
  });
});

describe('a broken element of an array', () => {
  const element = (id: string) => JSON.stringify({ ...OK, id });
  const ids = async (content: string, records: number) => {
    const { pairs, rejects } = await readCounted(content, records);
    return [pairs.map(({ requestId }) => requestId), rejects.map(({ code }) => code)];
  };

  test.each([
    ['a bare NaN', element('bad').replace(':1', ':NaN')],
    ['a missing closing quote', element('bad').replace('"x"', '"x')],
    ['a missing opening quote', element('bad').replace('"x"', 'x"')],
    ['a missing closing brace', element('bad').slice(0, -1)],
    ['a closing bracket too much', element('bad').replace('"x"', '"x"]')],
    ['an unfinished list', element('bad').replace('"x"', '["x"')],
  ])('%s costs that element alone', async (_, bad) => {
    for (const [open, comma, close] of [
      ['[', ',', ']'],
      ['[\n', ',\n', '\n]\n'],
      ['[ ', ' , ', ' ]'],
    ]) {
      const content =
        open + [element('1'), element('2'), bad, element('3'), element('4')].join(comma) + close;
      const { pairs, rejects } = await read(content);
      expect(pairs.map(({ requestId }) => requestId)).toEqual(['1', '2', '3', '4']);
      expect(rejects.length).toBeGreaterThan(0);
      expect(rejects[0]?.line).toBe(open === '[\n' ? 4 : 1);
    }
  });

  test('elements that are no objects', async () => {
    expect(await ids(`[1, "a, b", null, ${element('1')}, [2], true]`, 6)).toEqual([
      ['1'],
      ['not-an-object', 'not-an-object', 'not-an-object', 'not-an-object', 'not-an-object'],
    ]);
  });

  test('a truncated array keeps its whole elements and says so', async () => {
    const { pairs, rejects, notes } = await readCounted(
      `[${element('1')},\n${element('2')},\n${element('3').slice(0, 20)}`,
      3,
    );
    expect(pairs).toHaveLength(2);
    expect(rejects).toMatchObject([{ code: 'truncated', line: 3 }]);
    expect(notes.find(({ code }) => code === 'truncated-file')).toBeDefined();
  });

  test('lines are counted through pretty-printed elements', async () => {
    const bad = JSON.stringify({ ...OK, id: null }, null, 2);
    const { rejects } = await readCounted(`[\n${JSON.stringify(OK, null, 2)},\n${bad}\n]`, 2);
    expect(rejects[0]?.line).toBe(9);
  });

  // Looking again for the end of each of these would take the square of their number.
  test('an array in which no element is closed is read in linear time', async () => {
    const broken = Array.from({ length: 20_000 }, (_, i) => element(`b${i}`).slice(0, -1)).join(',\n');
    const { records, pairs } = await read(`[${element('1')},\n${broken}]`);
    expect(pairs).toHaveLength(1);
    expect(records).toBe(20_001);
  }, 20_000);
});

describe('long records', () => {
  const collect = () => {
    const seen: string[] = [];
    const text = (bytes: Uint8Array, start: number, end: number) =>
      new TextDecoder().decode(bytes.subarray(start, end));
    return {
      seen,
      accept: (bytes: Uint8Array, start: number, end: number, line: number) =>
        seen.push(`${line}:${text(bytes, start, end)}`) > 0,
      refuse: () => seen.push('refused'),
      tooLong: (bytes: Uint8Array, start: number, _: number, line: number) =>
        seen.push(`${line} too long: ${text(bytes, start, start + 4)}`),
    };
  };

  test.each([1, 7, 64, 10_000])('are passed over, whatever the chunks (%d bytes)', (chunk) => {
    const long = `{"a":"${'x'.repeat(300)}"}`;
    const cases = [
      [splitLines, `{"a":1}\n${long}\n{"b":2}\n`],
      [splitElements, `[{"a":1},\n${long},\n{"b":2}\n]`],
    ] as const;
    for (const [split, content] of cases) {
      const sink = collect();
      const splitter = split(sink, 100);
      const bytes = new TextEncoder().encode(content);
      for (let at = 0; at < bytes.length; at += chunk) splitter.push(bytes.slice(at, at + chunk));
      splitter.end();
      expect(sink.seen).toEqual(['1:{"a":1}', '2 too long: {"a"', '3:{"b":2}']);
    }
  });
});

describe('damaged UTF-8', () => {
  const bytes = (...parts: (string | number)[]) =>
    Uint8Array.from(
      parts.flatMap((part) => (typeof part === 'string' ? [...new TextEncoder().encode(part)] : [part])),
    );

  test.each(['log.jsonl', 'log.csv'])('is replaced, counted and located: %s', async (name) => {
    const csv = name.endsWith('csv');
    const row = (id: string) =>
      csv
        ? [`${id},caf`, 0xe9, ',y\n']
        : [`{"id":"${id}","prod_response":"caf`, 0xe9, '","shadow_response":"y"}\n'];
    const first = csv ? 'id,prod_response,shadow_response\n' : '\n';
    const whole = csv ? 'ok,\ufffd,y\n' : '{"id":"ok","prod_response":"\ufffd","shadow_response":"y"}\n';
    const { pairs, notes } = await readCounted(bytes(first, whole, ...row('1'), ...row('2')), 3, name);
    expect(pairs.map(({ prod }) => prod.response)).toEqual(['\ufffd', 'caf\ufffd', 'caf\ufffd']);
    // Line 2 spells U+FFFD out itself and is not damaged.
    expect(notes.find(({ code }) => code === 'utf8-damage')).toMatchObject({ count: 2, firstLine: 3 });
  });
});

describe('bad CSV rows', () => {
  const HEADER = 'id,prod_response,shadow_response\n';
  const readCsv = (body: string, records: number) => readCounted(HEADER + body, records, 'log.csv');

  test.each([
    ['too many cells', '2,x,y,z\n', 'The row has 4 cells, the header has 3.'],
    ['too few cells', '2,x\n', 'The row has 2 cells, the header has 3.'],
    ['text after a closing quote', '2,"x" z" w,y"\n', 'quote'],
    ['a quote that is never closed', '2,"x,y\n', 'quote'],
  ])('%s', async (_, row, reason) => {
    const { pairs, rejects } = await readCsv(`1,x,y\n${row}3,"q",y\n4,"q",y\n`, 4);
    expect(pairs.map(({ requestId }) => requestId)).toEqual(['1', '3', '4']);
    expect(rejects).toMatchObject([{ code: 'invalid-csv', line: 3, text: row.trimEnd() }]);
    expect(rejects[0]?.reason).toContain(reason);
  });

  test('a quote inside an unquoted cell does no harm', async () => {
    const { pairs } = await readCsv('1,a 5" disk,y\n2,x,y\n', 2);
    expect(pairs[0]?.prod.response).toBe('a 5" disk');
  });

  test.each([7, 33, 4096])(
    'a stray quote with nothing to close it costs one row of thousands (chunks of %d)',
    async (chunkBytes) => {
      const rows = Array.from({ length: 3000 }, (_, i) => (i === 1000 ? `${i},"x,y` : `${i},x,y`)).join('\n');
      const { pairs, rejects } = await readAll(memoryLog(HEADER + rows, { name: 'log.csv', chunkBytes }));
      expect(pairs).toHaveLength(2999);
      expect(rejects).toMatchObject([{ line: 1002, code: 'invalid-csv', text: '1000,"x,y' }]);
    },
  );

  test('a header with broken quotes is an error', async () => {
    await expect(read('id,"prod_response,shadow_response\n1,x,y\n', 'log.csv')).rejects.toThrow(AppError);
  });
});

describe('a file that breaks off', () => {
  const breaking = (content: string): LogFile => ({
    ...memoryLog(content),
    async *open() {
      yield* memoryLog(content).open();
      throw new AppError('bad-data', { message: 'The gzip file log.jsonl is truncated.' });
    },
  });

  test('gives what could be read, and a note', async () => {
    const { pairs, rejects, notes } = await readAll(
      breaking(`${good('1')}\n${good('2')}\n${good('3').slice(0, 9)}`),
    );
    expect(pairs).toHaveLength(2);
    expect(rejects).toMatchObject([{ code: 'truncated', line: 3 }]);
    expect(notes).toMatchObject([{ code: 'truncated-file', message: expect.stringContaining('truncated') }]);
  });

  test('CSV as well', async () => {
    const { pairs, notes } = await readAll(breaking('id,prod_response,shadow_response\n1,x,y\n2,x,y\n'));
    expect(pairs).toHaveLength(2);
    expect(notes).toMatchObject([{ code: 'truncated-file' }]);
  });

  test('throws when nothing could be read', async () => {
    const { inspection } = await readAll(memoryLog(`${good('1')}\n`));
    const reading = readLog({ file: breaking(''), csvReader, inspection });
    await expect(reading.batches[Symbol.asyncIterator]().next()).rejects.toThrow('truncated');
  });
});

test('a value nested a hundred thousand levels deep exhausts no stack', async () => {
  const deep = '['.repeat(100_000) + ']'.repeat(100_000);
  const line = `{"id":"1","prod_response":${deep},"shadow_response":"y","tags":{"t":${deep}}}`;
  const { rejects } = await readCounted(`${good('0')}\n${line}\n`, 2);
  expect(rejects).toMatchObject([{ code: 'wrong-type' }]);
});
