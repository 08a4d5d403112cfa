import { describe, expect, test } from 'vitest';
import { memoryLog } from './memory-log';
import { mappingOf, readAll } from './read-all';

const lines = (...records: object[]) => records.map((record) => `${JSON.stringify(record)}\n`).join('');
const read = (content: string, options: object = {}, name = 'log.jsonl') =>
  readAll(memoryLog(content, { name }), options);

const PAIR = { request_id: 'r', prod: { response: 'x' }, shadow: { response: 'y' } };

describe('production asked once more', () => {
  test('is read from a nested record, of which only a sample may have it', async () => {
    const { pairs, rejects } = await read(
      lines(
        { ...PAIR, prod_rerun: { response: 'x again', error: null, latency_ms: 5 } },
        { ...PAIR, request_id: 'r2' },
        { ...PAIR, request_id: 'r3', prod_rerun: { response: null, error: 'timeout' } },
        { ...PAIR, request_id: 'r4', prod_rerun: { response: '' } },
      ),
    );
    expect(rejects).toEqual([]);
    expect(pairs.map(({ rerun }) => rerun)).toEqual([
      { state: 'answered', response: 'x again' },
      null,
      { state: 'failed', response: null },
      { state: 'answered', response: '' },
    ]);
    expect(pairs[0]!.prod.response).toBe('x');
  });

  test('is no rerun where a CSV cell is empty (it would be an empty output, unlike every other)', async () => {
    const { pairs } = await read(
      'request_id,prod_response,shadow_response,prod_rerun_response\nr1,x,y,x again\nr2,x,y,\n',
      {},
      'log.csv',
    );
    expect(pairs.map(({ rerun }) => rerun)).toEqual([{ state: 'answered', response: 'x again' }, null]);
  });

  test.each([
    'prod_rerun_response',
    'prodRerunOutput',
    'prod_re_run_response',
    'production.rerun.answer',
    'baseline_repeat_response',
    'control_resampled_completion',
    'production_again',
    'rerun_response',
    'prod_rerun',
  ])('is recognised in a column %s', async (name) => {
    const { inspection, pairs } = await read(
      lines({ id: 1, prod_response: 'x', shadow_response: 'y', [name]: 'x again' }),
    );
    expect(mappingOf(inspection)['rerun.response']).toBe(name);
    expect(mappingOf(inspection)).toMatchObject({
      'prod.response': 'prod_response',
      'shadow.response': 'shadow_response',
    });
    expect(pairs[0]!.rerun?.response).toBe('x again');
  });

  test.each(['shadow_rerun_response', 'candidate_repeat', 'replay_response', 'prod_rerun_id', 'repeat'])(
    'is not seen in a column %s',
    async (name) => {
      const { inspection, pairs } = await read(
        lines({ id: 1, prod_response: 'x', shadow_response: 'y', [name]: 'z' }),
      );
      expect(Object.keys(mappingOf(inspection)).filter((target) => target.startsWith('rerun'))).toEqual([]);
      expect(pairs[0]).toMatchObject({ rerun: null, shadow: { response: 'y' } });
    },
  );

  test('can be mapped by hand, and says which fields there are', async () => {
    const content = lines({ id: 1, prod_response: 'x', shadow_response: 'y', second: 'x again' });
    const { pairs } = await read(content, { mapping: { 'rerun.response': 'second' } });
    expect(pairs[0]!.rerun?.response).toBe('x again');
    await expect(read(content, { mapping: { 'rerun.latency': 'second' } })).rejects.toMatchObject({
      details: { remedy: expect.stringContaining('rerun.response') as string },
    });
  });

  test('alone says nothing of a request: the record is set aside', async () => {
    const { pairs, rejects } = await read(
      lines(PAIR, { request_id: 'r2', prod_rerun: { response: 'x again' } }),
    );
    expect([pairs.length, rejects.map(({ code }) => code)]).toEqual([1, ['other-form']]);
  });

  test("comes with production's record where each arm has a log of its own", async () => {
    const { arms } = await read(
      lines({ request_id: 'r', response: 'x', latency_ms: 3, rerun: { response: 'x again' } }),
      {},
      'prod.jsonl',
    );
    expect(arms[0]).toMatchObject({
      arm: { response: 'x' },
      rerun: { state: 'answered', response: 'x again' },
    });
  });
});
