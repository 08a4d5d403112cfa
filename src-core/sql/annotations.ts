/** Columns of `pairs` that are filled after loading, from journals and derived files, and kept up to date in place. */
export const ANNOTATIONS = {
  /** A person's verdict: prod, shadow, tie, both-bad. */
  label: 'VARCHAR',
  /** A person's tags, separated by commas. */
  label_tags: 'VARCHAR',
  /** The shadow's mean score over reviewers, ties ½; NULL where nobody, or nobody but "both bad", spoke. */
  label_score: 'DOUBLE',
  /** How the verdicts in it came about: blind, open, imported; separated by commas. */
  label_how: 'VARCHAR',
  /** The judge's verdict by the strict rule: prod, shadow, tie; NULL where unjudged. */
  judge: 'VARCHAR',
  /** The judge's game mean for the shadow, in [0, 1]. */
  judge_score: 'DOUBLE',
  /** How it came to that: judge, unjudged, failed-arm, identical; NULL where the pair was not asked. */
  judge_how: 'VARCHAR',
  /** The pair belongs to a sample of all pairs, not to one that was picked: only such verdicts count for the criterion. */
  judge_sampled: 'BOOLEAN',
  /** Cluster on the map. */
  cluster: 'VARCHAR',
} as const;

export type AnnotationColumn = keyof typeof ANNOTATIONS;

/** Adds the columns to a freshly loaded table. */
export const ADD_ANNOTATIONS = Object.entries(ANNOTATIONS).map(
  ([name, type]) => `ALTER TABLE pairs ADD COLUMN ${name} ${type}`,
);

/** Values of one chunk of pairs; null clears. */
export function annotateSql(
  column: AnnotationColumn,
  values: readonly (readonly [seq: number, value: string | number | null])[],
): string {
  const rows = values.map(([seq, value]) => `(${Math.trunc(seq)}, ${literal(value)})`).join(', ');
  return `UPDATE pairs SET ${column} = v.value::${ANNOTATIONS[column]} FROM (VALUES ${rows}) AS v(seq, value)
    WHERE pairs.seq = v.seq`;
}

function literal(value: string | number | null): string {
  if (value === null) return 'NULL';
  if (typeof value === 'string') return `'${value.replaceAll("'", "''")}'`;
  return Number.isFinite(value) ? String(value) : 'NULL';
}
