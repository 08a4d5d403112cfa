import { describe, expect, it } from 'vitest';
import type { Alert, AlertRule, AlertSignal } from '@core/model/alert';
import { lookAt } from '@core/watch/monitor';
import { coverageSignal, meanSignal, ratioSignal, sampleRatioSignal } from '@core/watch/signals';

/** Mulberry32 (Tommy Ettinger, public domain): the same numbers on every machine. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Looks at a series every `every` values, as a watch does, and gives what it told. */
function watched(
  rule: AlertRule,
  n: number,
  evaluate: (from: number, to: number, alpha: number) => AlertSignal,
  every = 100,
): Alert[] {
  const history: Alert[] = [];
  for (let next = every; next <= n; next += every) {
    const { transition } = lookAt(rule, history, next, (from, alpha) => evaluate(from, next, alpha));
    if (transition) history.push({ ...transition, id: String(next), at: next, rule, next, counts: null });
  }
  return history;
}

/** Shadow and production fail independently; the difference of both, value by value. */
function excess(
  n: number,
  rates: (i: number) => { prod: number; shadow: number },
  seed: number,
): Float64Array {
  const draw = random(seed);
  return Float64Array.from({ length: n }, (_, i) => {
    const { prod, shadow } = rates(i);
    return Number(draw() < shadow) - Number(draw() < prod);
  });
}

const onExcess = (values: Float64Array) => (from: number, to: number, alpha: number) =>
  meanSignal('error_rate', values.subarray(from, to), { alpha, threshold: 0 });

describe('alerts', () => {
  // Comparing a 95 % interval with nothing at each of 60 looks would cry wolf in a third of these runs.
  it('are rare while the arms are equal, however often one looks', () => {
    let runs = 0;
    for (let seed = 1; seed <= 200; seed++) {
      const values = excess(6000, () => ({ prod: 0.05, shadow: 0.05 }), seed);
      if (watched('error_rate', 6000, onExcess(values)).length > 0) runs++;
    }
    // All rules together may be wrong in 5 % of the runs, one of the five in 1 %: more than 7 of 200 has a chance of 0.1 %.
    expect(runs).toBeLessThanOrEqual(7);
  });

  it('come once when the shadow begins to fail after a long good time, and are cleared once when it recovers', () => {
    const values = excess(60_000, (i) => ({ prod: 0.01, shadow: i >= 30_000 && i < 40_000 ? 0.1 : 0.01 }), 7);
    const told = watched('error_rate', 60_000, onExcess(values));
    expect(told.map(({ kind }) => kind)).toEqual(['alert', 'clear']);
    expect(told[0]!.next).toBeGreaterThan(30_000);
    expect(told[0]!.next).toBeLessThan(34_000);
    expect(told[1]!.next).toBeGreaterThan(40_000);
    expect(told[1]!.next).toBeLessThan(48_000);
    expect(told[0]!.signal.lower).toBeGreaterThan(0);
  });

  it('are not cleared while the harm goes on', () => {
    const values = excess(20_000, () => ({ prod: 0.01, shadow: 0.08 }), 3);
    expect(watched('error_rate', 20_000, onExcess(values)).map(({ kind }) => kind)).toEqual(['alert']);
  });

  it('on latency compare P95 with the limit, timeouts being slower than everything', () => {
    const draw = random(11);
    const base = Float64Array.from({ length: 4000 }, () => 100 * Math.exp(draw() + draw() - 1));
    const signal = (factor: number, timeouts: number) => {
      const shadow = base.map((value, i) => (i % 100 < timeouts ? Infinity : value * factor));
      return ratioSignal({ prod: base, shadow }, { alpha: 0.01, threshold: 1.2 });
    };
    expect(signal(1, 0)).toMatchObject({ estimate: 1 });
    expect(signal(1, 0).lower).toBeLessThan(1);
    expect(signal(1, 0).upper).toBeGreaterThan(1);
    expect(signal(1.6, 0).lower).toBeGreaterThan(1.2);
    expect(signal(1, 12)).toMatchObject({ estimate: null, upper: null });
    expect(
      watched('latency_p95_ratio', 4000, (from, to, alpha) =>
        ratioSignal(
          { prod: base.subarray(from, to), shadow: base.subarray(from, to) },
          { alpha, threshold: 1.2 },
        ),
      ),
    ).toEqual([]);
  });

  it('say nothing of too few pairs', () => {
    const few = meanSignal('error_rate', new Float64Array(199).fill(1), { alpha: 0.01, threshold: 0 });
    expect(few).toMatchObject({ n: 199, estimate: 1, lower: null, upper: null });
    expect(
      ratioSignal({ prod: new Float64Array(0), shadow: new Float64Array(0) }, { alpha: 0.01, threshold: 1 }),
    ).toMatchObject({ n: 0, estimate: null });
    expect(lookAt('error_rate', [], 199, () => few).transition).toBeNull();
  });

  // Equal values have no spread, and a bound without width would be an alert or an all-clear from nothing.
  it('keep a bound with width where all values are equal', () => {
    const { lower, upper } = meanSignal('error_rate', new Float64Array(300), { alpha: 0.01, threshold: 0 });
    expect(lower).toBeLessThan(-0.005);
    expect(upper).toBeGreaterThan(0.005);
  });

  it('see a sampling that is off, and requests that gave no pair', () => {
    const counts = { eligible: 10_000, expected: 2500, uncovered: 0 };
    expect(sampleRatioSignal({ ...counts, sampled: 2510 }, { alpha: 0.01 }).lower).toBeNull();
    expect(sampleRatioSignal({ ...counts, sampled: 2900 }, { alpha: 0.01 }).lower).toBeCloseTo(0.04);
    expect(
      coverageSignal({ ...counts, sampled: 2500, uncovered: 25 }, { alpha: 0.01, threshold: 0.05 }).lower,
    ).toBeLessThan(0.05);
    expect(
      coverageSignal({ ...counts, sampled: 2500, uncovered: 400 }, { alpha: 0.01, threshold: 0.05 }).lower,
    ).toBeGreaterThan(0.05);
  });
});
