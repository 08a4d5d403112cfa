/** One-sided confidence bounds of a quantity, each at its own level (together: an interval at 2·level − 1). */
export interface Bounds {
  lower: number;
  upper: number;
}

/** The more cautious of two pairs of bounds on each side. */
export function wider(a: Bounds, b: Bounds): Bounds {
  return { lower: Math.min(a.lower, b.lower), upper: Math.max(a.upper, b.upper) };
}
