import { readFileSync } from 'node:fs';

/** The nested form, as these tests write and read it themselves. */
export interface NestedRecord {
  request_id: string;
  timestamp?: string;
  prompt?: string;
  prod: NestedArm;
  shadow: NestedArm;
  tags?: Record<string, string>;
}

export interface NestedArm {
  model?: string;
  response: string | null;
  error: string | null;
  latency_ms: number | null;
  tokens_out?: number;
  cost_usd?: number;
}

/** The figures of a log computed in the plainest way, by none of the product's code. */
export function recompute(records: readonly NestedRecord[]) {
  const arm = (name: 'prod' | 'shadow') => {
    const sides = records.map((record) => record[name]);
    const failed = sides.filter(({ error }) => error !== null).length;
    const answered = sides.filter(({ error, response }) => error === null && response !== null);
    const latencies = answered.flatMap(({ latency_ms }) => latency_ms ?? []).toSorted((a, b) => a - b);
    return {
      errorRate: failed / (failed + answered.length),
      p50: nearestRank(latencies, 0.5),
      p95: nearestRank(latencies, 0.95),
      p99: nearestRank(latencies, 0.99),
      cost: sides.reduce((sum, { cost_usd }) => sum + (cost_usd ?? 0), 0),
    };
  };
  const both = records.filter(
    ({ prod, shadow }) =>
      prod.error === null && shadow.error === null && prod.response !== null && shadow.response !== null,
  );
  return {
    total: records.length,
    exactMatchRate: both.filter(({ prod, shadow }) => prod.response === shadow.response).length / both.length,
    prod: arm('prod'),
    shadow: arm('shadow'),
    shadowOnly: records.filter(({ prod, shadow }) => prod.error === null && shadow.error !== null).length,
    prodOnly: records.filter(({ prod, shadow }) => prod.error !== null && shadow.error === null).length,
  };
}

function nearestRank(sorted: readonly number[], p: number): number {
  return sorted[Math.max(0, Math.ceil(Math.round(sorted.length * p * 1e6) / 1e6) - 1)]!;
}

export function readNested(path: string): NestedRecord[] {
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as NestedRecord);
}
