/**
 * Holm's adjusted p-values in the order given; rejecting those ≤ α keeps the family-wise error at α.
 * Holm 1979, Scand J Statist 6:65.
 */
export function holm(pValues: readonly number[]): number[] {
  const adjusted = Array.from(pValues);
  let largest = 0;
  const ascending = pValues.map((p, index) => ({ p, index })).toSorted((x, y) => x.p - y.p);
  for (const [rank, { p, index }] of ascending.entries()) {
    largest = Math.max(largest, Math.min(1, p * (pValues.length - rank)));
    adjusted[index] = largest;
  }
  return adjusted;
}
