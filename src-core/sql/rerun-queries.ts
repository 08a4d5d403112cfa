/** Reruns, and exact matches over the pairs with both outputs and the rerun's. */
export const RERUN_COUNTS = `SELECT count(rerun_state) AS reruns,
  count(*) FILTER (rerun_state = 'failed') AS failed, count(rerun_exact_raw) AS n,
  count(*) FILTER (rerun_exact_raw) AS raw, count(*) FILTER (rerun_exact_norm) AS norm,
  count(*) FILTER (rerun_exact_raw IS NOT NULL AND exact_raw) AS shadow_raw,
  count(*) FILTER (rerun_exact_raw IS NOT NULL AND exact_norm) AS shadow_norm FROM pairs`;

const BOTH_MEASURED = 'outcome = 0 AND similarity IS NOT NULL AND rerun_similarity IS NOT NULL';

/** One of the two similarities, over pairs of which both were measured, as `x`; both come in the same order. */
export function rerunSimilarities(column: 'similarity' | 'rerun_similarity'): string {
  return `SELECT ${column} AS x FROM pairs WHERE ${BOTH_MEASURED}`;
}

/** Pairs of which both similarities were measured, by class. */
export const RERUN_CLASSES = `SELECT class, sum(rerun)::INTEGER AS rerun, sum(shadow)::INTEGER AS shadow FROM (
  SELECT rerun_class AS class, 1 AS rerun, 0 AS shadow FROM pairs WHERE ${BOTH_MEASURED}
  UNION ALL SELECT meaning_class, 0, 1 FROM pairs WHERE ${BOTH_MEASURED}) GROUP BY class`;
