import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';
import { planJoin } from '@core/import/pairing/plan-join';
import { joinPair } from '@core/import/pairing/join-pair';
import { openLogFile } from '../../../src-main/adapters/log-files/open-log-file';
import { mappingOf, readAll } from '../../unit/import/read-all';

interface RawArm {
  model: string;
  response: string | null;
  error: string | null;
  latency_ms?: number;
  ttft_ms?: number;
  tokens_in?: number;
  tokens_out?: number;
  cost_usd?: number;
}

/** The fields of the files below that are looked at. */
interface RawRecord {
  request_id: string;
  timestamp: string;
  prompt: string;
  prod: RawArm;
  shadow: RawArm;
  tags: Record<string, string>;
  uid: string;
  messages: { content: string | { answer: string } }[];
}

const DATA = fileURLToPath(new URL('../../../../shared/data', import.meta.url));
const read = async (name: string) => readAll(await openLogFile(`${DATA}/${name}`));
const parsedLines = (name: string) =>
  readFileSync(`${DATA}/${name}`, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as RawRecord);

describe.skipIf(!existsSync(DATA))('real logs (skipped where they are not beside the project)', () => {
  test.each(['arena-hard-gpt4-0314-vs-0613.jsonl', 'gsm8k-6b-vs-175b.jsonl'])('%s', async (name) => {
    const raw = parsedLines(`shadow/${name}`);
    const { pairs, rejects, inspection } = await read(`shadow/${name}`);
    expect([inspection.form, inspection.unmapped, rejects]).toEqual(['nested', [], []]);
    expect(pairs).toHaveLength(raw.length);
    raw.forEach((record, i) => {
      expect(pairs[i]).toMatchObject({
        requestId: record.request_id,
        timestamp: Date.parse(record.timestamp),
        prompt: record.prompt,
        tags: new Map(Object.entries(record.tags)),
      });
      for (const arm of ['prod', 'shadow'] as const) {
        const side = record[arm];
        expect(pairs[i]?.[arm]).toEqual({
          state: side.error ? 'failed' : side.response === null ? 'missing' : 'answered',
          model: side.model,
          response: side.error ? null : side.response,
          error: side.error || null,
          latencyMs: side.latency_ms ?? null,
          ttftMs: side.ttft_ms ?? null,
          tokensIn: side.tokens_in ?? null,
          tokensOut: side.tokens_out ?? null,
          costUsd: side.cost_usd ?? null,
        });
      }
    });
  });

  test('pandalm-human.csv', async () => {
    const rows = parse<Record<string, string>>(readFileSync(`${DATA}/shadow/pandalm-human.csv`), {
      columns: true,
      bom: true,
    });
    const { pairs, rejects, inspection } = await read('shadow/pandalm-human.csv');
    expect([inspection.form, inspection.unmapped, rejects]).toEqual(['flat', [], []]);
    const voters = ['human_1', 'human_2', 'human_3'];
    expect(pairs.map(({ labels }) => voters.map((voter) => labels.get(voter)))).toEqual(
      rows.map((row) => voters.map((voter) => row[voter])),
    );
    expect(
      pairs.map(({ requestId, prompt, prod, shadow }) => [requestId, prompt, prod.response, shadow.response]),
    ).toEqual(
      rows.map((row) => [row['request_id'], row['prompt'], row['prod_response'], row['shadow_response']]),
    );
  });

  test('two files as their authors store them, joined by uid', async () => {
    const names = ['raw/arena-hard-gpt-4-0314.jsonl', 'raw/arena-hard-gpt-4-0613.jsonl'];
    const [prod, shadow] = await Promise.all(names.map(read));
    if (!prod || !shadow) throw new Error('two logs are read');
    expect(mappingOf(prod.inspection)).toMatchObject({
      request_id: 'uid',
      'arm.response': 'messages',
      timestamp: 'tstamp',
    });
    const [join] = planJoin([prod.inspection, shadow.inspection]).joins;
    expect(join?.prod).toEqual([prod.inspection]);
    const partners = new Map(shadow.arms.map((record) => [record.requestId, record]));
    const pairs = prod.arms.map((record) => joinPair(record, partners.get(record.requestId) ?? null));
    const [rawProd, rawShadow] = names.map(parsedLines);
    const shadowOf = new Map(rawShadow?.map((record) => [record.uid, record]));
    expect(
      pairs.map(({ prompt, prod: a, shadow: b }) => [prompt, a.response, b.response, a.model, b.model]),
    ).toEqual(
      rawProd?.map((record) => {
        const other = shadowOf.get(record.uid);
        const answer = (from: RawRecord | undefined) => {
          const content = from?.messages.at(-1)?.content;
          return typeof content === 'object' ? content.answer : null;
        };
        return [record.messages[0]?.content, answer(record), answer(other), 'gpt-4-0314', 'gpt-4-0613'];
      }),
    );
  });

  test('a benchmark of one model: units by name, and no ids to join by', async () => {
    const { rejects, records, inspection } = await read('raw/llmperf-groq_70b.json');
    expect([inspection.format, inspection.form]).toEqual(['json-array', 'one-arm']);
    expect(mappingOf(inspection)).toMatchObject({
      'arm.latency': 'end_to_end_latency_s',
      'arm.ttft': 'ttft_s',
      'arm.tokens_in': 'number_input_tokens',
      'arm.tokens_out': 'number_output_tokens',
      'arm.error': 'error_msg',
    });
    expect(inspection.mapped.flatMap(({ unit }) => unit ?? [])).toEqual(['s', 's']);
    expect(new Set(rejects.map(({ code }) => code))).toEqual(new Set(['no-request-id']));
    expect(records).toBe(150);
    expect(() => planJoin([inspection])).toThrow('no request id');
  });
});
