import { describe, expect, test } from 'vitest';
import { alignUnits } from '@core/import/pairing/align-units';
import { joinPair } from '@core/import/pairing/join-pair';
import { planJoin } from '@core/import/pairing/plan-join';
import { inspectLog } from '@core/import/inspect-log';
import { readLog } from '@core/import/read-log';
import { AppError } from '@core/model/app-error';
import type { ArmName } from '@core/model/arm';
import type { ArmLogRecord } from '@core/model/pair';
import { csvReader } from '../../../src-main/adapters/log-files/csv-reader';
import { memoryLog } from './memory-log';

const inspect = (name: string, record: object, arm?: ArmName) =>
  inspectLog({ file: memoryLog(JSON.stringify(record), { name }), csvReader, ...(arm && { arm }) });

const single = (name: string, arm?: ArmName) => inspect(name, { id: 1, prompt: 'p', response: 'x' }, arm);
const pairs = () => inspect('pairs.jsonl', { id: 1, prod_response: 'x', shadow_response: 'y' });

function failure(run: () => unknown): AppError {
  try {
    run();
  } catch (error) {
    if (error instanceof AppError) return error;
  }
  throw new Error('no AppError was thrown');
}

describe('planJoin', () => {
  test('leaves logs of pairs as they are, and hands back the very inspections', async () => {
    const log = await pairs();
    const plan = planJoin([log]);
    expect(plan.joins).toEqual([]);
    expect(plan.paired[0]).toBe(log);
  });

  test('joins by what the names say, not by the order', async () => {
    const [shadow, prod, both] = await Promise.all([single('shadow.jsonl'), single('prod.jsonl'), pairs()]);
    const plan = planJoin([shadow, prod, both]);
    expect(plan.paired).toEqual([both]);
    expect(plan.joins).toMatchObject([{ prod: [prod], shadow: [shadow], rule: { id: 'request-id' } }]);
    expect(plan.joins[0]?.prod[0]).toBe(prod);
  });

  test('two logs that say nothing: production first', async () => {
    const logs = await Promise.all([single('gpt-4-0314.jsonl'), single('gpt-4-0613.jsonl')]);
    const [join] = planJoin(logs).joins;
    expect([join?.prod[0], join?.shadow[0]]).toEqual(logs);
    expect(join?.reasons.map(({ reason }) => reason)).toEqual(
      Array(2).fill('order of the files: production first'),
    );
  });

  test('the log that says nothing is the other arm', async () => {
    const [unknown, prod] = await Promise.all([single('x.jsonl'), single('prod.jsonl')]);
    const [join] = planJoin([unknown, prod]).joins;
    expect([join?.prod[0], join?.shadow[0]]).toEqual([prod, unknown]);
  });

  test('several files an arm', async () => {
    const logs = await Promise.all(
      ['prod-1', 'shadow-1', 'prod-2', 'shadow-2'].map((name) => single(`${name}.jsonl`)),
    );
    const [join] = planJoin(logs).joins;
    expect([join?.prod.length, join?.shadow.length]).toEqual([2, 2]);
  });

  test('one arm alone is an error that says how to give the other', async () => {
    const prod = await single('prod.jsonl');
    const error = failure(() => planJoin([prod]));
    expect(error.kind).toBe('bad-data');
    expect(error.paragraph).toMatch(
      /prod\.jsonl holds only the production arm.*together with the log of the shadow arm/,
    );
  });

  test('two logs of the same arm are an error that says why', async () => {
    const logs = await Promise.all([single('prod-1.jsonl'), single('prod-2.jsonl')]);
    const error = failure(() => planJoin(logs));
    expect(error.kind).toBe('bad-data');
    expect(error.paragraph).toMatch(
      /both hold only the production arm.*file's name says prod.*log of the shadow arm/,
    );
  });

  test('three logs that do not all say their arm are an error, not a guess', async () => {
    const logs = await Promise.all([single('prod.jsonl'), single('x.jsonl'), single('y.jsonl')]);
    expect(failure(() => planJoin(logs)).paragraph).toContain('x.jsonl, y.jsonl');
  });

  test('a log without request ids cannot be joined', async () => {
    const logs = await Promise.all([inspect('prod.jsonl', { response: 'x' }), single('shadow.jsonl')]);
    expect(failure(() => planJoin(logs)).paragraph).toContain('--map request_id=');
  });
});

describe('joinPair', () => {
  const record = async (arm: ArmName, fields: object): Promise<ArmLogRecord> => {
    const file = memoryLog(JSON.stringify({ id: 'r', response: arm, ...fields }));
    const reading = readLog({ file, csvReader, inspection: await inspectLog({ file, csvReader, arm }) });
    for await (const batch of reading.batches) if (batch.arms[0]) return batch.arms[0];
    throw new Error('nothing was read');
  };

  test("production's word counts for what both say, shadow's fills the gaps", async () => {
    const prod = await record('prod', { prompt: 'p', tags: { route: 'chat', lang: 'en' } });
    const shadow = await record('shadow', { prompt: 'q', ts: 1772366400, tags: { lang: 'de', tier: 'pro' } });
    const pair = joinPair(prod, shadow);
    expect(pair).toMatchObject({ requestId: 'r', prompt: 'p', timestamp: 1772366400000 });
    expect(Object.fromEntries(pair.tags)).toEqual({ route: 'chat', lang: 'en', tier: 'pro' });
    expect([pair.prod.response, pair.shadow.response]).toEqual(['prod', 'shadow']);
  });

  test('an absent arm is missing, not failed or answered', async () => {
    const shadow = await record('shadow', { prompt: 'q' });
    expect(joinPair(null, shadow)).toMatchObject({
      prompt: 'q',
      prod: { state: 'missing', response: null },
      shadow: { state: 'answered' },
    });
    expect(joinPair(shadow, null).shadow.state).toBe('missing');
  });
});

describe('alignUnits', () => {
  const timed = (name: string, latency: object) => inspect(name, { id: 1, response: 'x', ...latency });
  const units = (logs: readonly { mapped: readonly { unit: string | null }[] }[]) =>
    logs.map(({ mapped }) => mapped.find(({ unit }) => unit)?.unit);

  // Inspected apart, 25 would be seconds and 40 milliseconds: a factor of a thousand between the arms.
  test('guessed units agree between the arms', async () => {
    const logs = await Promise.all([
      timed('prod.jsonl', { latency: 25 }),
      timed('shadow.jsonl', { latency: 40 }),
    ]);
    expect(units(logs)).toEqual(['s', 'ms']);
    expect(units(alignUnits(logs))).toEqual(['s', 's']);
  });

  test('a unit that a name says counts before a guess and is kept', async () => {
    const logs = await Promise.all([
      timed('prod.jsonl', { latency: 25 }),
      timed('shadow.jsonl', { latency_ms: 40 }),
    ]);
    expect(units(alignUnits(logs))).toEqual(['ms', 'ms']);
    const named = await Promise.all([
      timed('prod.jsonl', { latency_s: 25 }),
      timed('shadow.jsonl', { latency_ms: 40 }),
    ]);
    expect(alignUnits(named)).toEqual(named);
  });
});
