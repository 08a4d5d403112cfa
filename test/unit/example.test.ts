import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { makeExample } from '../../build/example/make-example.mjs';

const FOLDER = new URL('../../resources/example/', import.meta.url);
const bundled = readFileSync(fileURLToPath(new URL('support-assistant.jsonl.gz', FOLDER)));
const log = gunzipSync(bundled).toString('utf8');
const truth = JSON.parse(readFileSync(fileURLToPath(new URL('truth.json', FOLDER)), 'utf8'));
const made = makeExample();

interface Side {
  response: string | null;
  error: string | null;
  latency_ms: number;
  ttft_ms: number | null;
  tokens_in: number;
  tokens_out: number;
  cost_usd: number;
}
interface LogRecord {
  request_id: string;
  timestamp: string;
  prod: Side;
  shadow: Side | null;
  tags: { intent: string; lang: string };
}

/** Reads the log again with nothing of the code that wrote it. */
function readLog() {
  const pairs = new Map<string, LogRecord>();
  const duplicates: string[] = [];
  const rejected: number[] = [];
  for (const [index, line] of log.trimEnd().split('\n').entries()) {
    const record = parse(line);
    if (record === null) rejected.push(index + 1);
    else if (pairs.has(record.request_id)) duplicates.push(record.request_id);
    else pairs.set(record.request_id, record);
  }
  return { records: [...pairs.values()], duplicates, rejected };
}

function parse(line: string): LogRecord | null {
  try {
    const record = JSON.parse(line);
    return typeof record.request_id === 'string' && Number.isFinite(record.prod.latency_ms) ? record : null;
  } catch {
    return null;
  }
}

/** The value at rank ⌈n · percent / 100⌉ of the answered requests. */
function latency(sides: readonly Side[], percent: number): number | undefined {
  const sorted = sides.map((side) => side.latency_ms).toSorted((a, b) => a - b);
  return sorted[Math.ceil((sorted.length * percent) / 100) - 1];
}

function fold(text: string | null): string {
  const source = text ?? '';
  if (source.trim().startsWith('{')) {
    try {
      return JSON.stringify(Object.entries(JSON.parse(source)).toSorted(([a], [b]) => a.localeCompare(b)));
    } catch {
      return source;
    }
  }
  return source.normalize('NFC').split(/\s+/).filter(Boolean).join(' ');
}

const { records, duplicates, rejected } = readLog();

describe('the bundled example', () => {
  test('is what its generator makes, so that nobody edits one without the other', () => {
    // The compressed bytes may differ between versions of zlib, so the content is compared.
    expect(log === made.log).toBe(true);
    expect(made.truth).toBe(readFileSync(fileURLToPath(new URL('truth.json', FOLDER)), 'utf8'));
  });

  test('comes out byte for byte the same on a second run, without a time in the gzip header', () => {
    expect(made.gzip.equals(makeExample().gzip)).toBe(true);
    expect(bundled.readUInt32LE(4)).toBe(0);
  });

  test('stays within 2 MB', () => {
    expect(bundled.length).toBeLessThanOrEqual(2_000_000);
  });

  test('holds no hint of what was planted: its records have the fields of a log only', () => {
    const keys = new Set(records.flatMap((record) => Object.keys(record)));
    expect([...keys].toSorted()).toEqual([
      'messages',
      'prod',
      'prompt',
      'request_id',
      'shadow',
      'tags',
      'timestamp',
    ]);
    const sideKeys = new Set(records.flatMap(({ prod, shadow }) => Object.keys({ ...prod, ...shadow })));
    expect([...sideKeys].toSorted()).toEqual(
      [
        'cost_usd',
        'error',
        'latency_ms',
        'model',
        'response',
        'tokens_in',
        'tokens_out',
        'ttft_ms',
      ].toSorted(),
    );
  });

  test('covers 14 days in order of time, with quiet nights', () => {
    const times = records.map(({ timestamp }) => Date.parse(timestamp));
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect((times.at(-1)! - times[0]!) / 86_400_000).toBeGreaterThan(13.5);
    const inHours = (from: number, to: number) =>
      times.filter((time) => new Date(time).getUTCHours() >= from && new Date(time).getUTCHours() < to)
        .length;
    expect(inHours(1, 4) * 4).toBeLessThan(inHours(10, 13));
  });
});

describe('its truth, computed again from the log', () => {
  test('counts: records, pairs, duplicates and damaged lines', () => {
    expect(records.length).toBe(truth.drawn.pairs);
    expect(duplicates.toSorted()).toEqual(truth.drawn.duplicates.toSorted());
    expect(rejected).toEqual(truth.drawn.rejected.map(({ line }: { line: number }) => line));
    expect(log.trimEnd().split('\n').length).toBe(truth.drawn.records);
  });

  test.each([
    ['overall', () => records, () => truth.drawn],
    [
      'in the slice that regresses',
      () => records.filter(({ tags }) => tags.intent === 'refund' && tags.lang === 'de'),
      () => truth.drawn.regressed,
    ],
  ])('figures %s', (_, select, expected) => {
    const chosen = select();
    const told = expected();
    const settled = chosen.filter(({ shadow }) => shadow !== null);
    const both = settled.filter(({ prod, shadow }) => prod.error === null && shadow!.error === null);
    expect({
      complete: settled.length,
      bothAnswered: both.length,
      exactRaw: both.filter(({ prod, shadow }) => prod.response === shadow!.response).length,
      exactNormalised: both.filter(({ prod, shadow }) => fold(prod.response) === fold(shadow!.response))
        .length,
    }).toEqual({
      complete: told.complete,
      bothAnswered: told.bothAnswered,
      exactRaw: told.exactRaw,
      exactNormalised: told.exactNormalised,
    });
    const table = { both: 0, shadowOnly: 0, prodOnly: 0, neither: 0 };
    for (const { prod, shadow } of settled) {
      if (prod.error !== null) table[shadow!.error === null ? 'prodOnly' : 'both']++;
      else table[shadow!.error === null ? 'neither' : 'shadowOnly']++;
    }
    expect(table).toEqual(told.errors);
  });

  test.each(['prod', 'shadow'] as const)(
    'arm %s: states, latencies, tokens, cost, kinds of errors',
    (arm) => {
      const sides = records.flatMap((record) => record[arm] ?? []);
      const answers = sides.filter(({ error }) => error === null);
      const told = truth.drawn[arm];
      expect(answers.length).toBe(told.answered);
      expect(sides.length - answers.length).toBe(told.failed);
      expect(records.length - sides.length).toBe(told.missing);
      for (const percent of [50, 90, 95, 99])
        expect(latency(answers, percent)).toBe(told.latency[`p${percent}`]);
      expect(sides.reduce((total, side) => total + side.tokens_in, 0)).toBe(told.tokensIn);
      expect(sides.reduce((total, side) => total + side.tokens_out, 0)).toBe(told.tokensOut);
      expect(sides.reduce((total, side) => total + side.cost_usd, 0)).toBeCloseTo(told.cost, 6);
      for (const [kind, count] of Object.entries(told.errorKinds))
        expect(sides.filter(({ error }) => error === kind).length).toBe(count);
    },
  );

  test('planted defects are in the log: their answers differ, refusals and broken JSON are what they are called', () => {
    const byId = new Map(records.map((record) => [record.request_id, record]));
    const answersOf = (kind: string) =>
      truth.requests[kind].map((id: string) => byId.get(id)!.shadow!.response!);
    for (const kind of ['wrongNumber', 'droppedNegation', 'truncated', 'languageSwitch'])
      for (const id of truth.requests[kind])
        expect(fold(byId.get(id)!.shadow!.response)).not.toBe(fold(byId.get(id)!.prod.response));
    for (const answer of answersOf('brokenJson')) expect(() => JSON.parse(answer)).toThrow(SyntaxError);
    for (const answer of answersOf('refusal'))
      expect(answer).toMatch(/can't|not able|cannot|nicht|keinen|ne peux|puedo/);
    const refolded = truth.requests.refolded.map((id: string) => byId.get(id)!);
    for (const { prod, shadow } of refolded.filter((record: LogRecord) => record.prod.error === null)) {
      expect(shadow.response).not.toBe(prod.response);
      expect(fold(shadow.response)).toBe(fold(prod.response));
    }
  });
});

test('the story that the example tells: good overall, a latency tail, fewer errors, one slice that regresses', () => {
  const { drawn } = truth;
  const ratio = (figures: typeof drawn, quantile: string) =>
    figures.shadow.latency[quantile] / figures.prod.latency[quantile];
  const failureRate = (side: { failed: number; answered: number }) =>
    side.failed / (side.failed + side.answered);
  expect(ratio(drawn, 'p50')).toBeLessThan(1);
  expect(ratio(drawn, 'p95')).toBeGreaterThan(1.05);
  expect(ratio(drawn, 'p95')).toBeLessThan(1.13);
  expect(ratio(drawn, 'p99')).toBeGreaterThan(1.25);
  // McNemar's z over the discordant requests, those without a shadow answer counted against it.
  const shadowOnly = drawn.errors.shadowOnly + truth.requests.missingShadow.length;
  const { prodOnly } = drawn.errors;
  expect((prodOnly - shadowOnly) / Math.sqrt(prodOnly + shadowOnly)).toBeGreaterThan(2.5);
  expect(drawn.complete).toBeGreaterThan(10_000);
  expect(ratio(drawn.regressed, 'p95')).toBeGreaterThan(1.4);
  expect(failureRate(drawn.regressed.shadow)).toBeGreaterThan(3 * failureRate(drawn.regressed.prod));
  expect(drawn.shadow.cost / drawn.prod.cost).toBeCloseTo(0.5, 1);
});
