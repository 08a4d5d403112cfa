/**
 * Mean, standard deviation (n − 1) and third central moment (1/n), each null where n does not allow it.
 * Two passes: the textbook one-pass sums cancel for values near 1 with a small spread.
 */
export function moments(values: Float64Array): { mean: number | null; sd: number | null; m3: number | null } {
  const n = values.length;
  if (n === 0) return { mean: null, sd: null, m3: null };
  let sum = 0;
  for (const value of values) sum += value;
  const mean = sum / n;
  let squares = 0;
  let cubes = 0;
  for (const value of values) {
    const deviation = value - mean;
    squares += deviation * deviation;
    cubes += deviation * deviation * deviation;
  }
  return { mean, sd: n > 1 ? Math.sqrt(squares / (n - 1)) : null, m3: cubes / n };
}
