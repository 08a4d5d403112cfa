import { sliceResults } from '@core/decision/slice-figures';
import { driftReport } from '@core/engine/drift-report';
import type { PairValues } from '@core/engine/pair-values';
import { PlanSchema } from '@core/model/plan';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { nothing } from '../decision/evidence';
import { seeded } from '../stats/samples';

const HOUR = 3_600_000;
const N = 6000;

/** Requests over twenty days, the last quarter of them at a higher price. */
function values(): PairValues {
  const { normal } = seeded(8);
  const column = (value: (row: number) => number): Float64Array =>
    Float64Array.from({ length: N }, (_, i) => value(i));
  const prodCost = column(() => Math.exp(0.3 * normal()));
  return {
    n: N,
    seq: column((row) => row),
    outcome: column(() => 0),
    ts: column((row) => Date.UTC(2026, 2, 1) + (row / N) * 20 * 24 * HOUR),
    prodSettled: column(() => 900 * Math.exp(0.3 * normal())),
    shadowSettled: column(() => 900 * Math.exp(0.3 * normal())),
    similarity: column(() => Number.NaN),
    judged: column(() => Number.NaN),
    prodCost,
    shadowCost: prodCost.map((cost, row) => cost * (row < 0.75 * N ? 0.7 : 1.4) * Math.exp(0.05 * normal())),
    by: [],
    metrics: new Map(),
    clusters: null,
  };
}

test('a price that rose is found with its time, and a criterion on it that held until then is flagged', () => {
  const plan = v.parse(PlanSchema, { own: { cost_ratio: { threshold: 1 } } });
  const loaded = values();
  const evidence = {
    ...nothing,
    coverage: { complete: N, pairs: N, firstTimestamp: loaded.ts[0]!, lastTimestamp: loaded.ts.at(-1)! },
  };
  const whole = sliceResults({ ...evidence, latency: { ...evidence.latency, n: N } }, plan);
  const drift = driftReport({ values: loaded, evidence, plan, whole, pace: null })!;
  const cost = drift.series.find(({ metric }) => metric === 'cost_ratio')!;
  expect(cost.changes).toHaveLength(1);
  expect(cost.changes[0]!.before).toBeCloseTo(0.7, 1);
  expect(cost.changes[0]!.after).toBeCloseTo(1.4, 1);
  expect(Math.abs(cost.changes[0]!.at - (Date.UTC(2026, 2, 1) + 15 * 24 * HOUR))).toBeLessThan(12 * HOUR);
  const partial = drift.partial.find(({ criterion }) => criterion === 'cost_ratio')!;
  expect(partial.stretches.map(({ verdict }) => verdict)).toEqual(['GO', 'NO-GO']);
  for (const arm of ['prod_p95', 'shadow_p95'])
    expect(drift.series.find(({ metric }) => metric === arm)!.changes).toEqual([]);
});

test('where timeouts leave the upper bound of a P95 open, what is known is shown all the same', () => {
  const loaded = values();
  // One in 25 times out: fewer than the slowest twentieth, but enough for its upper bound in every bin.
  loaded.shadowSettled.forEach((_, row) => {
    if (row % 25 === 0) loaded.shadowSettled[row] = Infinity;
  });
  const plan = v.parse(PlanSchema, {});
  const evidence = {
    ...nothing,
    coverage: { complete: N, pairs: N, firstTimestamp: loaded.ts[0]!, lastTimestamp: loaded.ts.at(-1)! },
  };
  const whole = sliceResults({ ...evidence, latency: { ...evidence.latency, n: N } }, plan);
  const drift = driftReport({ values: loaded, evidence, plan, whole, pace: null })!;
  const { points } = drift.series.find(({ metric }) => metric === 'shadow_p95')!;
  const open = points.filter(({ upper }) => upper === Infinity);
  expect(open.length).toBeGreaterThan(points.length / 2);
  for (const { value, lower } of open) {
    expect(value).toBeGreaterThan(900);
    expect(lower).toBeLessThan(value!);
  }
});
