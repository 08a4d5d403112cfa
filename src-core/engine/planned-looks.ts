/**
 * Looks at which a run may stop: whenever the sample has doubled. The k-th spends α / (k (k + 1)), which sums to α
 * over any number of looks (a union bound), so stopping early does not raise the chance of a wrong verdict.
 * @param first sample size of the first look
 * @param seen what had been measured, and looked at, before
 */
export function plannedLooks(
  first: number,
  seen: number,
): { alphaAt(n: number, alpha: number): number | null } {
  let next = first;
  let k = 0;
  const pass = (size: number): void => {
    while (next <= size) {
      next *= 2;
      k++;
    }
  };
  pass(seen);
  return {
    /** What a look at this sample size may spend of `alpha`; null when no look is due. */
    alphaAt(size, alpha) {
      if (size < next) return null;
      pass(size);
      return alpha / (k * (k + 1));
    },
  };
}
