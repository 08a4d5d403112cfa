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
  /** Cluster on the map of disagreements, by its name; NULL between clusters and for pairs that are not on it. */
  cluster: 'VARCHAR',
  /** Place on the map, without a unit. */
  map_x: 'DOUBLE',
  map_y: 'DOUBLE',
  /** Language that the prompt is written in: ISO 639-1 code or a script; NULL when not clear, or not read yet. */
  language: 'VARCHAR',
} as const;

export type AnnotationColumn = keyof typeof ANNOTATIONS;

/** Adds the columns to a freshly loaded table. */
export const ADD_ANNOTATIONS = Object.entries(ANNOTATIONS).map(
  ([name, type]) => `ALTER TABLE pairs ADD COLUMN ${name} ${type}`,
);

/** Between values, and in place of none: characters that separate records since ASCII and that no verdict or tag holds. */
const BETWEEN = '\u001f';
const NONE = '\u001e';

/**
 * Sets columns of some pairs; the parameters come from `annotationParams`. A text a column instead of a list of rows:
 * DuckDB parses 50,000 rows of VALUES in five seconds, and splits texts in a few hundredths.
 */
export function annotateSql(columns: readonly AnnotationColumn[]): string {
  const set = columns.map((column, i) => `${column} = nullif(v.v${i}, '${NONE}')::${ANNOTATIONS[column]}`);
  const values = columns.map((_, i) => `unnest(string_split(?, '${BETWEEN}')) AS v${i}`);
  return `UPDATE pairs SET ${set.join(', ')}
    FROM (SELECT unnest(string_split(?, ',')::INTEGER[]) AS seq, ${values.join(', ')}) AS v
    WHERE pairs.seq = v.seq`;
}

/** At least one row; null clears. @param columns how many values a row has */
export function annotationParams(
  columns: number,
  rows: readonly (readonly [seq: number, ...values: (string | number | null)[]])[],
): string[] {
  return [
    rows.map(([seq]) => Math.trunc(seq)).join(','),
    ...Array.from({ length: columns }, (_, i) => rows.map((row) => textOf(row[i + 1] ?? null)).join(BETWEEN)),
  ];
}

function textOf(value: string | number | null): string {
  if (value === null || (typeof value === 'number' && !Number.isFinite(value))) return NONE;
  return String(value).replaceAll(BETWEEN, ' ').replaceAll(NONE, ' ');
}
