import type { PairFilter } from '../../model/pair-filter';
import type { PairSet } from '../../model/judge-trust';

/** Pairs that a link names one by one: a hundred kilobytes of address are no use to anybody. */
const NAMED = 2000;

/** These pairs, with the reason that a filter's chip shows. */
export function pairSet(why: string, seqs: readonly number[]): PairSet {
  const named = seqs.slice(0, NAMED).toSorted((a, b) => a - b);
  const all = named.length === seqs.length ? why : `${why}, the first ${NAMED}`;
  return {
    count: seqs.length,
    filter: seqs.length > 0 ? [{ kind: 'pairs', why: all, seqs: named }] : null,
  };
}

/** Pairs that the judge's and people's verdicts tell. */
export function filteredSet(count: number, filter: PairFilter): PairSet {
  return { count, filter: count > 0 ? filter : null };
}
