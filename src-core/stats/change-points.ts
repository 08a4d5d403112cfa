/** The mean of one bin of time with its variance (standard error squared, above 0). */
export interface BinMean {
  mean: number;
  variance: number;
}

export interface ChangePoint {
  /** Index of the first bin after the change. */
  at: number;
  before: number;
  after: number;
  /** Chance of a difference this large anywhere in the stretch if nothing changed. */
  p: number;
}

/** A change is looked for where at least this share of the information lies on both sides. */
const EDGE = 0.05;

/**
 * Where the mean changes for good: binary segmentation by the largest standardised difference of the means on both
 * sides (Scott & Knott 1974, Biometrics 30:507), each split tested against the largest such difference under no change
 * (Miller & Siegmund 1982, Biometrics 38:1011).
 * @param bins in order of time
 * @param alpha chance of calling a change where there is none, for the whole series
 */
export function changePoints(bins: readonly BinMean[], alpha: number): ChangePoint[] {
  const found: { at: number; p: number }[] = [];
  const search = (from: number, to: number): void => {
    const split = bestSplit(bins, from, to);
    if (split === null || split.p > alpha) return;
    found.push(split);
    search(from, split.at);
    search(split.at, to);
  };
  search(0, bins.length);
  const cuts = [0, ...found.map(({ at }) => at).toSorted((a, b) => a - b), bins.length];
  return found
    .toSorted((a, b) => a.at - b.at)
    .map(({ at, p }, i) => ({
      at,
      p,
      before: meanOf(bins, cuts[i]!, at),
      after: meanOf(bins, at, cuts[i + 2]!),
    }));
}

function bestSplit(bins: readonly BinMean[], from: number, to: number): { at: number; p: number } | null {
  if (to - from < 4) return null;
  let [weight, weighted] = [0, 0];
  for (let i = from; i < to; i++) {
    weight += 1 / bins[i]!.variance;
    weighted += bins[i]!.mean / bins[i]!.variance;
  }
  let [left, sum, largest, at] = [0, 0, 0, -1];
  for (let i = from; i < to - 1; i++) {
    left += 1 / bins[i]!.variance;
    sum += bins[i]!.mean / bins[i]!.variance;
    const share = left / weight;
    if (share < EDGE || share > 1 - EDGE) continue;
    const difference = sum / left - (weighted - sum) / (weight - left);
    const z = Math.abs(difference) * Math.sqrt((left * (weight - left)) / weight);
    if (z > largest) [largest, at] = [z, i + 1];
  }
  return at < 0 ? null : { at, p: largestDifferenceP(largest) };
}

/** P(max |B₀(t)| / √(t(1−t)) ≥ b) over t in [EDGE, 1 − EDGE], Miller & Siegmund's approximation. */
function largestDifferenceP(b: number): number {
  if (b < 1) return 1;
  const range = 2 * Math.log((1 - EDGE) / EDGE);
  return Math.min(1, normalDensity(b) * ((b - 1 / b) * range + 4 / b));
}

function meanOf(bins: readonly BinMean[], from: number, to: number): number {
  let [weight, weighted] = [0, 0];
  for (const { mean, variance } of bins.slice(from, to)) {
    weight += 1 / variance;
    weighted += mean / variance;
  }
  return weighted / weight;
}

function normalDensity(z: number): number {
  return Math.exp(-(z ** 2) / 2) / Math.sqrt(2 * Math.PI);
}
