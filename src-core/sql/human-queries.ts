/** Labelled pairs by what they say, and the pairs that could be labelled. */
export function humanCounts(): string {
  return `SELECT count(label_score)::DOUBLE AS scored,
    count(*) FILTER (label = 'both-bad' AND label_score IS NULL)::DOUBLE AS "bothBad",
    count(*) FILTER (label_score IS NOT NULL AND label_how = 'blind')::DOUBLE AS blind,
    count(*) FILTER (outcome = 0)::DOUBLE AS comparable FROM pairs`;
}

/** Scores by people with the code of each pair's cluster, as in pair-values-queries. */
export function humanScores(cluster: string | null): string {
  const code =
    cluster === null
      ? '0.0'
      : `CASE WHEN ${cluster} IS NULL THEN -1.0 - seq ELSE (hash(${cluster}) >> 12)::DOUBLE END`;
  return `SELECT label_score AS score, ${code} AS cluster FROM pairs WHERE label_score IS NOT NULL ORDER BY seq`;
}
