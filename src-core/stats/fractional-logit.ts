import { invert } from './invert';

export interface LogitFit {
  /** One a feature. */
  coefficients: readonly number[];
  /** Sandwich covariance of the coefficients, robust to clusters. */
  covariance: readonly (readonly number[])[];
  clusters: number;
}

const MOST_STEPS = 60;
const CONVERGED = 1e-10;
/** Beyond this the fitted probabilities are 0 or 1 to five digits: the data are separated and there is no estimate. */
const LARGEST = 12;

/**
 * Fractional logit: E(y | x) = σ(x·β) for y in [0, 1], fitted by iteratively reweighted least squares, with the
 * sandwich covariance that needs nothing of y but its mean. Papke & Wooldridge 1996, J Appl Econom 11:619;
 * clusters as in Liang & Zeger 1986, Biometrika 73:13, times G/(G−1).
 * @param options.features one row an observation; a row of ones is not added
 * @param options.clusters one key an observation; absent: each its own
 * @returns null where there is no estimate: collinear or separated data, or fewer than two clusters
 */
export function fractionalLogit({
  features,
  outcomes,
  clusters,
}: {
  features: readonly (readonly number[])[];
  outcomes: ArrayLike<number>;
  clusters?: readonly unknown[];
}): LogitFit | null {
  const size = features[0]?.length ?? 0;
  let coefficients: number[] = Array.from({ length: size }, () => 0);
  for (let step = 0; step < MOST_STEPS; step++) {
    const gradient: number[] = Array.from({ length: size }, () => 0);
    const information = zeros(size);
    features.forEach((row, i) => {
      const mean = logistic(dot(row, coefficients));
      addOuter(information, row, mean * (1 - mean));
      row.forEach((value, k) => (gradient[k]! += value * (outcomes[i]! - mean)));
    });
    const inverse = invert(information);
    if (inverse === null) return null;
    const change = inverse.map((row) => dot(row, gradient));
    coefficients = coefficients.map((value, k) => value + change[k]!);
    if (coefficients.some((value) => !(Math.abs(value) < 1e3))) return null;
    if (change.every((value) => Math.abs(value) < CONVERGED)) {
      if (Math.abs(coefficients[0]!) > LARGEST) return null;
      return sandwich({ features, outcomes, clusters, coefficients, inverse });
    }
  }
  return null;
}

export function logistic(value: number): number {
  return 1 / (1 + Math.exp(-value));
}

function sandwich({
  features,
  outcomes,
  clusters,
  coefficients,
  inverse,
}: {
  features: readonly (readonly number[])[];
  outcomes: ArrayLike<number>;
  clusters: readonly unknown[] | undefined;
  coefficients: readonly number[];
  inverse: readonly (readonly number[])[];
}): LogitFit | null {
  const size = coefficients.length;
  const scores = new Map<unknown, number[]>();
  features.forEach((row, i) => {
    const key = clusters === undefined ? i : clusters[i];
    const score = scores.get(key) ?? Array.from({ length: size }, () => 0);
    const residual = outcomes[i]! - logistic(dot(row, coefficients));
    row.forEach((value, k) => (score[k]! += value * residual));
    scores.set(key, score);
  });
  const count = scores.size;
  if (count < 2) return null;
  const meat = zeros(size);
  for (const score of scores.values()) addOuter(meat, score, count / (count - 1));
  const covariance = multiply(multiply(inverse, meat), inverse);
  return { coefficients, covariance, clusters: count };
}

function zeros(size: number): number[][] {
  return Array.from({ length: size }, () => Array.from({ length: size }, () => 0));
}

function dot(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, k) => sum + value * b[k]!, 0);
}

function addOuter(matrix: number[][], row: readonly number[], weight: number): void {
  row.forEach((a, i) => row.forEach((b, k) => (matrix[i]![k]! += weight * a * b)));
}

function multiply(a: readonly (readonly number[])[], b: readonly (readonly number[])[]): number[][] {
  return a.map((row) => b.map((_, k) => row.reduce((sum, value, j) => sum + value * b[j]![k]!, 0)));
}
