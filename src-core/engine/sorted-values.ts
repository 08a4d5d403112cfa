/** The measured values in ascending order, infinite ones last; NaN stands for not measured and is left out. */
export function sortedValues(values: Float64Array): Float64Array {
  let measured = 0;
  for (const value of values) if (!Number.isNaN(value)) measured++;
  // A typed array sorts NaN behind everything else, infinity included.
  return values.toSorted().subarray(0, measured);
}

/** Nearest rank, X(⌈np⌉) (Hyndman & Fan 1996, type 1); null when there are no values. */
export function nearestRank(sorted: Float64Array, p: number): number | null {
  // n·p of a decimal p may land a rounding error above the whole number that it means.
  const rank = Math.ceil(sorted.length * p - 1e-9);
  return sorted[Math.max(1, rank) - 1] ?? null;
}
