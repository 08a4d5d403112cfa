/** Columns of a candidate beside the pair itself: what strata, clusters, slice rubrics and references are taken from. */
export interface CandidateColumns {
  stratum: string | null;
  cluster: string | null;
  reference: string | null;
  /** SQL expressions of the tags that slice rubrics ask for. */
  tags: readonly string[];
}

/**
 * A page of the pairs that can be judged or are decided by rule, in order of `seq` from the first parameter on: `rule`
 * is 0 for a pair to judge, 1 the shadow failed, 2 production failed, 3 both, 4 equal outputs.
 */
export function candidatesSql(columns: CandidateColumns, filter: string, page: number): string {
  const text = (expression: string | null, name: string): string =>
    `${expression === null ? 'NULL' : `${expression}::VARCHAR`} AS ${name}`;
  const parts = [
    text(columns.stratum, 'stratum'),
    text(columns.cluster, 'cluster'),
    text(columns.reference, 'reference'),
    ...columns.tags.map((tag, i) => text(tag, `tag_${i}`)),
  ];
  return `SELECT seq, request_id AS pair, CASE outcome WHEN 1 THEN 1 WHEN 3 THEN 2 WHEN 4 THEN 3
      ELSE CASE WHEN exact_raw THEN 4 ELSE 0 END END AS rule, ${parts.join(', ')}
    FROM pairs WHERE seq >= ? AND (outcome IN (1, 3, 4) OR
      outcome = 0 AND prod_chars IS NOT NULL AND shadow_chars IS NOT NULL) AND (${filter})
    ORDER BY seq LIMIT ${page}`;
}
