import { ownCriterion } from '@core/decision/own-criterion';
import { ownEvidence } from '@core/engine/own-evidence';
import type { PairValues } from '@core/engine/pair-values';
import type { MetricId } from '@core/model/metric';
import { describe, expect, test } from 'vitest';
import { nothing } from '../decision/evidence';
import { seeded } from '../stats/samples';

const USERS = 400;
const EACH = 5;

/** Requests of users, or each for itself, in which what one user's request shows all of them show. */
function values(clustered: boolean, metric: MetricId): PairValues {
  const { normal, uniform } = seeded(11);
  const n = USERS * EACH;
  const column = (): Float64Array => new Float64Array(n);
  const [prod, shadow, flag] = [column(), column(), column()];
  for (let user = 0; user < USERS; user++) {
    const [p, s, has] = [Math.exp(0.3 * normal()), Math.exp(0.3 * normal()), Number(uniform() < 0.3)];
    for (let i = 0; i < EACH; i++) {
      const row = user * EACH + i;
      [prod[row], shadow[row], flag[row]] = [p * (1 + 0.01 * normal()), s * (1 + 0.01 * normal()), has];
    }
  }
  return {
    n,
    seq: Float64Array.from(prod.keys()),
    outcome: column(),
    ts: column(),
    prodSettled: prod,
    shadowSettled: shadow,
    similarity: column(),
    judged: column(),
    prodCost: prod,
    shadowCost: shadow,
    by: [],
    metrics: new Map([
      [metric, metric === 'ttft_p95_ratio' ? { prod, shadow } : { prod: flag.map(() => 0), shadow: flag }],
    ]),
    clusters: clustered
      ? { of: Int32Array.from({ length: n }, (_, row) => Math.floor(row / EACH)), count: USERS }
      : null,
  };
}

function width(clustered: boolean, metric: MetricId) {
  const loaded = values(clustered, metric);
  const rows = Int32Array.from({ length: loaded.n }, (_, row) => row);
  const errors = { ...nothing.errors, neither: loaded.n };
  const evidence = ownEvidence([metric], { values: loaded, rows, errors })[metric];
  const result = ownCriterion(metric, evidence, { level: 0.95, threshold: 0.5, required: false });
  return { result, width: result.upper! - result.lower! };
}

describe('a metric of one’s own over requests that come in users', () => {
  // All five requests of a user are alike: they tell as much as one, so bounds are √5 times as wide.
  test.each<MetricId>([
    'cost_ratio',
    'cost_per_answer_ratio',
    'ttft_p95_ratio',
    'latency_p50_ratio',
    'refusal_rate',
    'changed_rate',
    'flag:number',
  ])('%s is bounded by the spread between users, and says how many requests that is worth', (metric) => {
    const single = width(false, metric);
    const robust = width(true, metric);
    expect(robust.width / single.width).toBeGreaterThan(0.85 * Math.sqrt(EACH));
    expect(robust.width / single.width).toBeLessThan(1.2 * Math.sqrt(EACH));
    expect(robust.result.details['clusters']).toBe(USERS);
    expect(robust.result.details['deff']).toBeGreaterThan(0.75 * EACH);
    expect(single.result.details['deff']).toBeUndefined();
  });

  test('is over the rows that are left in', () => {
    const loaded = values(true, 'refusal_rate');
    const rows = Int32Array.from({ length: 100 }, (_, row) => row);
    const { refusal_rate } = ownEvidence(['refusal_rate'], {
      values: loaded,
      rows,
      errors: { ...nothing.errors, neither: 100 },
    });
    expect(refusal_rate).toMatchObject({ n: 100, unmeasured: 0, clusters: { count: 20 } });
  });
});
