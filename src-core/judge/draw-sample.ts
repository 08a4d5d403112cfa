/** Pairs that may be judged or are decided by rule, one entry a pair in every array. */
export interface Candidates {
  seqs: Int32Array;
  /** Uniform in [0, 1), fixed for a request id: the same pairs are drawn again, and more of them extend the sample. */
  draws: Float64Array;
  /** Stratum of each; empty for one stratum. */
  strata: readonly string[];
}

export interface Sample {
  /** Places in the candidates, in the order in which they are to be judged: each beginning is a sample too. */
  places: Int32Array;
  /** Stratum → draw of its last pair. */
  upTo: [stratum: string, draw: number][];
}

/**
 * Draws pairs without replacement: those with the smallest draws. With strata each gives in proportion to its share
 * (largest remainders; Neyman 1934), so that the plain mean over the sample stays that of all pairs, and the order goes
 * through the strata evenly.
 * @param size null: all
 */
export function drawSample({ draws, strata }: Candidates, size: number | null): Sample {
  const n = draws.length;
  const wanted = Math.min(n, size ?? n);
  const groups = new Map<string, number[]>();
  for (let place = 0; place < n; place++) {
    const stratum = strata[place] ?? '';
    const group = groups.get(stratum);
    if (group) group.push(place);
    else groups.set(stratum, [place]);
  }
  const quotas = proportional(
    [...groups.values()].map(({ length }) => length),
    wanted,
  );
  const upTo: [string, number][] = [];
  const chosen: { place: number; at: number; draw: number }[] = [];
  for (const [i, [stratum, group]] of [...groups].entries()) {
    const quota = quotas[i]!;
    const first = group.toSorted((a, b) => draws[a]! - draws[b]!).slice(0, quota);
    // All of a stratum: those that come later belong to the sample as well.
    upTo.push([stratum, quota === group.length ? 1 : quota > 0 ? draws[first.at(-1)!]! : -1]);
    for (const [rank, place] of first.entries())
      chosen.push({ place, at: groups.size === 1 ? rank : (rank + 0.5) / quota, draw: draws[place]! });
  }
  chosen.sort((a, b) => a.at - b.at || a.draw - b.draw);
  return { places: Int32Array.from(chosen, ({ place }) => place), upTo };
}

/** Shares out `total` in proportion to sizes: whole parts first, what is left to the largest remainders. */
function proportional(sizes: readonly number[], total: number): number[] {
  const sum = sizes.reduce((all, size) => all + size, 0);
  if (sum === 0) return sizes.map(() => 0);
  const exact = sizes.map((size) => (size * total) / sum);
  const parts = exact.map(Math.floor);
  let left = total - parts.reduce((all, part) => all + part, 0);
  const byRemainder = exact
    .map((value, i) => ({ i, rest: value - parts[i]! }))
    .toSorted((a, b) => b.rest - a.rest || a.i - b.i);
  for (const { i } of byRemainder) {
    if (left === 0) break;
    parts[i]!++;
    left--;
  }
  return parts;
}
