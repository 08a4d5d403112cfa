/** Two-sided 95 % normal quantile, the width at which order statistics stand for a standard error. */
export const WOODRUFF_Z = 1.95996398;

/** Ranks are 1-based, ascending. */
export interface QuantileRanks {
  /** Rank of the quantile itself, ⌈np⌉ (type 1, inverse of the empirical distribution). */
  k: number;
  lower: number;
  upper: number;
  /** Whether the three order statistics support bounds: enough values on both sides, and no rank outside 1…n. */
  valid: boolean;
}

/**
 * Ranks of the order statistics that estimate a quantile and its 95 % interval.
 * Woodruff 1952, JASA 47:635: k = ⌈np⌉, ⌊np − h⌋ and ⌈np + h⌉ + 1 with h = 1.96·√(np(1 − p)).
 * @param n number of values, at least 1
 * @param p in (0, 1)
 */
export function quantileRanks(n: number, p: number): QuantileRanks {
  const h = WOODRUFF_Z * Math.sqrt(n * p * (1 - p));
  const lower = Math.floor(n * p - h);
  const upper = Math.ceil(n * p + h) + 1;
  const rarer = Math.min(p, 1 - p);
  return {
    // n·p of a decimal p may land a rounding error above the whole number it means.
    k: Math.min(n, Math.max(1, Math.ceil(n * p - 1e-9))),
    lower: Math.max(1, lower),
    upper: Math.min(n, upper),
    valid: n * rarer >= 4 * (1 - rarer) - 1e-9 && lower >= 1 && upper <= n,
  };
}

/** The smallest n whose ranks are valid for p. */
export function smallestValidSample(p: number): number {
  let n = 1;
  while (!quantileRanks(n, p).valid) n += 1;
  return n;
}
