/**
 * Labelled pairs with the code of each one's cluster as in pair-values-queries; `score` is NULL, and `bothBad` 1, where
 * nobody says anything but "both bad". `here` is 1 where somebody labelled the pair in Gnomon.
 */
export function humanScores(cluster: string | null): string {
  const code =
    cluster === null
      ? '0.0'
      : `CASE WHEN ${cluster} IS NULL THEN -1.0 - seq ELSE (hash(${cluster}) >> 12)::DOUBLE END`;
  return `SELECT seq::DOUBLE AS seq, label_score AS score, ${code} AS cluster,
      (label = 'both-bad' AND label_score IS NULL)::INTEGER::DOUBLE AS "bothBad",
      coalesce(label_score IS NOT NULL AND label_how = 'blind', FALSE)::INTEGER::DOUBLE AS blind,
      coalesce(label_score IS NOT NULL AND label_how != 'imported', FALSE)::INTEGER::DOUBLE AS here
    FROM pairs WHERE label IS NOT NULL OR label_score IS NOT NULL ORDER BY seq`;
}

/** Pairs that could be labelled. */
export const LABELLABLE = 'SELECT count(*) FILTER (outcome = 0)::DOUBLE AS n FROM pairs';
