import normalQuantile from '@stdlib/stats-base-dists-normal-quantile';

export interface RoganGladen {
  value: number;
  lower: number;
  upper: number;
  sensitivity: number;
  specificity: number;
}

/** Positives among n. */
interface Part {
  positives: number;
  n: number;
}

/**
 * True share behind an apparent one, measured by a test whose errors are known from labelled items:
 * (p̂ + specificity − 1) / (sensitivity + specificity − 1), clipped to [0, 1]. Rogan & Gladen 1978, Am J Epidemiol
 * 107:71; bounds by the delta method, one-sided at `level` (Lang & Reiczigel 2014, Prev Vet Med 113:13, eq. 1).
 * @param options.apparent all items by the test
 * @param options.truePositive labelled positives; positives: those that the test calls positive
 * @param options.trueNegative labelled negatives; positives: those that the test calls negative
 * @returns null where the test tells nothing (sensitivity + specificity ≤ 1) or a part is empty
 */
export function roganGladen({
  apparent,
  truePositive,
  trueNegative,
  level,
}: {
  apparent: Part;
  truePositive: Part;
  trueNegative: Part;
  level: number;
}): RoganGladen | null {
  if (apparent.n === 0 || truePositive.n === 0 || trueNegative.n === 0) return null;
  const sensitivity = truePositive.positives / truePositive.n;
  const specificity = trueNegative.positives / trueNegative.n;
  const informed = sensitivity + specificity - 1;
  if (!(informed > 0)) return null;
  const p = apparent.positives / apparent.n;
  const value = (p + specificity - 1) / informed;
  const variance =
    (binomialVariance(p, apparent.n) +
      (1 - value) ** 2 * binomialVariance(specificity, trueNegative.n) +
      value ** 2 * binomialVariance(sensitivity, truePositive.n)) /
    informed ** 2;
  const half = normalQuantile(level, 0, 1) * Math.sqrt(variance);
  return {
    value: inUnit(value),
    lower: inUnit(value - half),
    upper: inUnit(value + half),
    sensitivity,
    specificity,
  };
}

function binomialVariance(p: number, n: number): number {
  return (p * (1 - p)) / n;
}

function inUnit(value: number): number {
  return Math.min(1, Math.max(0, value));
}
