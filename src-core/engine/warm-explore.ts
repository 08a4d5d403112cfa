import type { PairColumn } from '../model/pair-columns';
import type { Database } from '../ports/database';
import { facetCounts, facetsOf } from './explore-facets';
import type { ExplorePairs } from './explore-pairs';

/** Columns that tables are mostly sorted by. */
const SORTED: readonly string[] = [
  'similarity',
  'latency_ratio',
  'shadow_latency_ms',
  'prod_latency_ms',
  'timestamp',
];

type Step = (pairs: ExplorePairs, db: Database) => Promise<unknown>;

/** What facets and orders still need, in steps of a few hundredths of a second at a million pairs. */
export function toWarm(pairs: ExplorePairs): Step[] {
  const count = (column: PairColumn): Step => {
    return (now, db) => facetCounts(now, db, column);
  };
  const rank = (name: string): Step => {
    return (now, db) => now.ranks(db, name);
  };
  return [
    ...facetsOf(pairs)
      .filter(({ name }) => !pairs.isCounted(name))
      .map(count),
    ...SORTED.filter((name) => !pairs.columns.isRanked(name)).map(rank),
  ];
}
