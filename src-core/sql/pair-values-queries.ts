import { identifier } from './pairs-table';

/** Everything that figures of a slice are computed from, one row a pair in any order; NaN where not measured. */
export function pairValues(cluster: string | null): string {
  const measured = (column: string): string => `coalesce(${column}, 'NaN'::DOUBLE) AS ${column}`;
  const code =
    cluster === null
      ? ''
      : `, CASE WHEN ${cluster} IS NULL THEN -1.0 - seq ELSE (hash(${cluster}) >> 12)::DOUBLE END AS cluster`;
  return `SELECT seq::DOUBLE AS seq, outcome::DOUBLE AS outcome, coalesce(epoch_ms(ts)::DOUBLE, 'NaN'::DOUBLE) AS ts,
    coalesce(CASE WHEN outcome = 0 THEN similarity END, 'NaN'::DOUBLE) AS similarity,
    ${['prod_settled_ms', 'shadow_settled_ms'].map(measured).join(', ')},
    coalesce(CASE WHEN judge_sampled THEN judge_score END, 'NaN'::DOUBLE) AS judge_score${code} FROM pairs`;
}

/** Distinct values of a tag and pairs with one. */
export function tagSpread(key: string): string {
  const column = identifier(`tag.${key}`);
  return `SELECT count(DISTINCT ${column}) AS clusters, count(${column}) AS tagged, count(*) AS pairs FROM pairs`;
}

/** Sequence numbers of the pairs with a tag's value, as `seq`; the value is the only parameter. */
export function seqsOfTag(key: string): string {
  return `SELECT seq FROM pairs WHERE ${identifier(`tag.${key}`)} = ?`;
}
