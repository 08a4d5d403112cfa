import normalQuantile from '@stdlib/stats-base-dists-normal-quantile';
import type { Bounds } from './bounds';

/** Pairs in which only the first (b) or only the second (c) is positive, of n in all. */
export interface PairedCounts {
  b: number;
  c: number;
  n: number;
}

type Score = (counts: PairedCounts, delta: number) => number;

/** Bounds of D = (b − c)/n, each one-sided at `level`: where a score that falls in delta reaches ∓z. */
export function scoreBounds({ b, c, n }: PairedCounts, level: number, score: Score): Bounds {
  return {
    lower: -upperBound({ b: c, c: b, n }, level, score),
    upper: upperBound({ b, c, n }, level, score),
  };
}

function upperBound(counts: PairedCounts, level: number, score: Score): number {
  const z = normalQuantile(level, 0, 1);
  const estimate = (counts.b - counts.c) / counts.n;
  if (z === 0) return estimate;
  let inside = estimate;
  let outside = 1;
  while (true) {
    const middle = (inside + outside) / 2;
    if (middle <= inside || middle >= outside) return outside;
    if (score(counts, middle) >= -z) inside = middle;
    else outside = middle;
  }
}
