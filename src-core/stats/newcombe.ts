import type { Bounds } from './bounds';
import { wilson } from './wilson';

export interface Proportion {
  successes: number;
  /** At least 1. */
  n: number;
}

/**
 * Bounds of the difference first − second of two independent proportions, each one-sided at `level`: Wilson's bounds
 * of both, combined in quadrature. Newcombe 1998, Stat Med 17:873, method 10.
 */
export function newcombeBounds(first: Proportion, second: Proportion, level: number): Bounds {
  const [p, q] = [first.successes / first.n, second.successes / second.n];
  const [ofFirst, ofSecond] = [wilson({ ...first, level }), wilson({ ...second, level })];
  return {
    lower: p - q - Math.hypot(p - ofFirst.lower, ofSecond.upper - q),
    upper: p - q + Math.hypot(ofFirst.upper - p, q - ofSecond.lower),
  };
}
