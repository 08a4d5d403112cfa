const SMALLEST = 1e-9;
/** Relative; what-if recomputes a thousand of these a second. */
const PRECISION = 1e-6;

/**
 * One-sided p-value of a claim known only through its bounds: the smallest 1 − level at which the claim is made.
 * Found by bisection between 1e-9 and .5; 1 when the claim is not even made at level .5.
 * @param claimedAt whether the bound at a level makes the claim; once true at a level, true at every lower one
 */
export function smallestAlpha(claimedAt: (level: number) => boolean): number {
  if (!claimedAt(0.5)) return 1;
  if (claimedAt(1 - SMALLEST)) return SMALLEST;
  let without = SMALLEST;
  let alpha = 0.5;
  while (alpha / without > 1 + PRECISION) {
    const middle = Math.sqrt(alpha * without);
    if (claimedAt(1 - middle)) alpha = middle;
    else without = middle;
  }
  return alpha;
}
