/** (shadow failed) − (production failed) of each pair that counts, in the order of the log. `outcome`: see pairs-table. */
export function errorExcess(missingShadow: 'failed' | 'excluded'): string {
  const counted = missingShadow === 'failed' ? 'outcome < 6' : 'outcome IN (0, 1, 3, 4)';
  return (
    'SELECT seq::DOUBLE AS seq, (CASE WHEN outcome IN (1, 2) THEN 1 WHEN outcome = 3 THEN -1 ELSE 0 END)::DOUBLE AS x ' +
    `FROM pairs WHERE ${counted} ORDER BY seq`
  );
}

/** Settled latencies of both arms in the order of the log. */
export const SETTLED_IN_ORDER =
  'SELECT seq::DOUBLE AS seq, prod_settled_ms AS prod, shadow_settled_ms AS shadow ' +
  'FROM pairs WHERE prod_settled_ms IS NOT NULL AND shadow_settled_ms IS NOT NULL ORDER BY seq';

/** Similarities in the order of the log. */
export const SIMILARITY_IN_ORDER =
  'SELECT seq::DOUBLE AS seq, similarity AS x FROM pairs WHERE similarity IS NOT NULL ORDER BY seq';

/** Pairs, those with a missing arm, and the next sequence number. */
export const WATCHED_COUNTS =
  'SELECT count(*)::DOUBLE AS pairs, count(*) FILTER (outcome IN (2, 5) OR outcome > 5)::DOUBLE AS missing, ' +
  'coalesce(max(seq) + 1, 0)::DOUBLE AS next FROM pairs';
