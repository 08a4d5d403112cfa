/** People's verdicts by the number that stands for them in `TRUST_VALUES`. */
export const HUMAN_VERDICTS = ['prod', 'shadow', 'tie', 'both-bad'] as const;

/** Lengths of the outputs and people's verdicts, as numbers; NaN where there is none. */
export const TRUST_VALUES = `SELECT seq::DOUBLE AS seq,
  coalesce(prod_chars::DOUBLE, 'NaN'::DOUBLE) AS prod,
  coalesce(shadow_chars::DOUBLE, 'NaN'::DOUBLE) AS shadow,
  coalesce(label_score, 'NaN'::DOUBLE) AS human,
  CASE label ${HUMAN_VERDICTS.map((verdict, code) => `WHEN '${verdict}' THEN ${code}::DOUBLE`).join(' ')}
    ELSE 'NaN'::DOUBLE END AS label
  FROM pairs`;

/** Request ids of some pairs that both arms answered, in a random order that stays the same. */
export function judgeableSample(n: number): string {
  return `SELECT request_id FROM pairs WHERE outcome = 0 ORDER BY exact_norm IS TRUE, hash(seq), seq LIMIT ${Math.trunc(n)}`;
}
