import type { Evidence } from '@core/model/evidence';
import fc from 'fast-check';
import { latencyEvidence, seeded } from '../stats/samples';

/** Pairs of lognormal latencies with correlation .7, the shadow's times `factor`. */
export function lognormalLatencies(n: number, factor: number): { prod: number[]; shadow: number[] } {
  const { normal } = seeded(5);
  const prod: number[] = [];
  const shadow: number[] = [];
  for (let i = 0; i < n; i += 1) {
    const shared = normal();
    prod.push(1000 * Math.exp(0.4 * shared));
    shadow.push(factor * 1000 * Math.exp(0.4 * (0.7 * shared + Math.sqrt(0.51) * normal())));
  }
  return { prod, shadow };
}

const { prod, shadow } = lognormalLatencies(12_000, 1);

/** Evidence in which every criterion of the default plan passes. */
export const passing: Evidence = {
  coverage: { complete: 12_000, pairs: 12_000, firstTimestamp: 0, lastTimestamp: 7 * 86_400_000 },
  latency: latencyEvidence(prod, shadow),
  errors: {
    both: 20,
    shadowOnly: 30,
    prodOnly: 90,
    neither: 11_860,
    missingShadow: { prodFailed: 0, prodAnswered: 0 },
    missingProd: 0,
  },
  similarity: { n: 11_860, mean: 0.97, sd: 0.05, m3: -0.0002, unmeasured: 0, source: 'the log' },
  winRate: { n: 800, mean: 0.56, sd: 0.45, m3: 0, unmeasured: 0, source: 'a judge' },
};

/** Evidence of a log that has none of it. */
export const nothing: Evidence = {
  coverage: { complete: 0, pairs: 0, firstTimestamp: null, lastTimestamp: null },
  latency: { n: 0, prod: null, shadow: null, bothAtOrBelow: 0, timeouts: { prod: 0, shadow: 0 } },
  errors: {
    both: 0,
    shadowOnly: 0,
    prodOnly: 0,
    neither: 0,
    missingShadow: { prodFailed: 0, prodAnswered: 0 },
    missingProd: 0,
  },
  similarity: { n: 0, mean: null, sd: null, m3: null, unmeasured: 0, source: null },
  winRate: { n: 0, mean: null, sd: null, m3: null, unmeasured: 0, source: null },
};

const count = fc.oneof(fc.nat(40), fc.nat(20_000));

const latency = fc
  .record({ n: count, share: fc.double({ min: 0.85, max: 0.95, noNaN: true }) })
  .chain(({ n, share }) => {
    const statistic = fc.oneof(
      { weight: 9, arbitrary: fc.double({ min: 800, max: 1600, noNaN: true }) },
      { weight: 1, arbitrary: fc.constantFrom(0, Infinity) },
    );
    const arm = fc
      .tuple(statistic, statistic, statistic)
      .map((values) => values.toSorted((a, b) => a - b))
      .map(([lower, quantile, upper]) => ({ lower: lower!, quantile: quantile!, upper: upper! }));
    return fc.record({
      n: fc.constant(n),
      prod: fc.option(arm, { freq: 10 }),
      shadow: fc.option(arm, { freq: 10 }),
      bothAtOrBelow: fc.constant(Math.round(share * n)),
      timeouts: fc.record({ prod: fc.nat(Math.ceil(n / 10)), shadow: fc.nat(Math.ceil(n / 10)) }),
    });
  });

const errors = fc.record({
  both: fc.nat(50),
  shadowOnly: fc.nat(60),
  prodOnly: fc.nat(60),
  neither: count,
  missingShadow: fc.record({ prodFailed: fc.nat(5), prodAnswered: fc.nat(20) }),
  missingProd: fc.nat(20),
});

/** Moments that a sample of scores in [0, 1] can have. */
function scores(mean: fc.Arbitrary<number>) {
  return fc
    .record({
      n: count,
      mean,
      spread: fc.double({ min: 0, max: 1, noNaN: true }),
      skewness: fc.integer({ min: -8, max: 8 }),
    })
    .map(({ n, mean: m, spread, skewness }) => {
      const sd = spread * Math.sqrt(m * (1 - m));
      if (n < 2) return { n, mean: null, sd: null, m3: null, unmeasured: 0, source: null };
      return { n, mean: m, sd, m3: skewness * sd ** 3 + 0, unmeasured: 0, source: null };
    });
}

/** Evidence around the thresholds of the default plan, with gaps, zeros and timeouts. */
export const anyEvidence: fc.Arbitrary<Evidence> = fc.record({
  coverage: fc.record({
    complete: count,
    pairs: fc.constant(20_000),
    firstTimestamp: fc.option(fc.constant(0)),
    lastTimestamp: fc.option(fc.constant(86_400_000)),
  }),
  latency,
  errors,
  similarity: scores(fc.double({ min: 0.9, max: 1, noNaN: true })),
  winRate: scores(fc.double({ min: 0.4, max: 0.6, noNaN: true })),
});
