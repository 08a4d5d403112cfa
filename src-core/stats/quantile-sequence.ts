import betainc from '@stdlib/math-base-special-betainc';
import betaln from '@stdlib/math-base-special-betaln';

/**
 * Ranks of order statistics that enclose a quantile at all n at once, each side with error `alpha`; null where the
 * sample has no such rank. From the beta-binomial mixture boundary for the count of values at or below the quantile:
 * Howard & Ramdas 2022, Bernoulli 28:1704 (arXiv 1906.09712); Howard, Ramdas, McAuliffe & Sekhon 2021, Ann Statist 49:1055.
 * @param options.p probability of the quantile, in (0, 1)
 * @param options.expected the n at which the sequence is to be narrowest
 */
export function quantileSequenceRanks({
  n,
  p,
  alpha,
  expected,
}: {
  n: number;
  p: number;
  alpha: number;
  expected: number;
}): { lower: number | null; upper: number | null } {
  const variance = p * (1 - p);
  const above = mixtureBound(n * variance, { g: p, h: 1 - p, alpha, optimal: expected * variance });
  const below = mixtureBound(n * variance, { g: 1 - p, h: p, alpha, optimal: expected * variance });
  // A decimal p may put n·p a rounding error beside the whole number that it means.
  const upper = above === null ? null : Math.ceil(n * p + above - 1e-9);
  const lower = below === null ? null : Math.floor(n * p - below + 1e-9) + 1;
  return { lower, upper };
}

interface Mixture {
  /** Increments lie in [−g, h]. */
  g: number;
  h: number;
  alpha: number;
  /** Intrinsic time at which the boundary is tightest. */
  optimal: number;
}

/**
 * The sum of centred increments that is reached at any intrinsic time v with chance at most alpha; null where even the
 * largest possible sum would not be surprising.
 */
export function mixtureBound(v: number, mixture: Mixture): number | null {
  const martingale = mixtureLog(mixture);
  const limit = -Math.log(mixture.alpha);
  let [low, high] = [0, v / mixture.g];
  if (martingale(high, v) < limit) return null;
  for (let i = 0; i < 200 && high - low > 1e-9 * Math.max(1, high); i++) {
    const middle = (low + high) / 2;
    if (martingale(middle, v) < limit) low = middle;
    else high = middle;
  }
  return high;
}

/** Logarithm of the one-sided mixture supermartingale as a function of the sum s and intrinsic time v. */
export function mixtureLog({ g, h, alpha, optimal }: Mixture): (s: number, v: number) => number {
  const log = -2 * Math.log(2 * alpha);
  const r = Math.max(optimal / (log + Math.log(1 + log)) - g * h, 1e-3 * g * h);
  const x = h / (g + h);
  const logBeta = (a: number, b: number): number => Math.log(betainc(x, a, b, true, false)) + betaln(a, b);
  const normaliser = logBeta(r / (g * (g + h)), r / (h * (g + h)));
  return (s, v) =>
    (v / (g * h)) * Math.log(g + h) -
    ((v + h * s) / (h * (g + h))) * Math.log(g) -
    ((v - g * s) / (g * (g + h))) * Math.log(h) +
    logBeta((r + v - g * s) / (g * (g + h)), (r + v + h * s) / (h * (g + h))) -
    normaliser;
}
