import type { Manifest } from '../model/workspace';

/** A name as SQL text, whatever characters a log's keys hold. */
export function identifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

const ARM_COLUMNS = (arm: string): string[] => [
  `${arm}_state VARCHAR`,
  `${arm}_error_kind VARCHAR`,
  `${arm}_timeout BOOLEAN`,
  `${arm}_model VARCHAR`,
  `${arm}_latency_ms DOUBLE`,
  `${arm}_ttft_ms DOUBLE`,
  `${arm}_tokens_in DOUBLE`,
  `${arm}_tokens_out DOUBLE`,
  `${arm}_cost_usd DOUBLE`,
  `${arm}_chars INTEGER`,
];

/**
 * The hot table: one row a pair. The last three columns are derived on load:
 * `outcome` = 3 · production + shadow with 0 answered, 1 failed, 2 missing;
 * `prod_settled_ms`, `shadow_settled_ms` = latency where both arms answered or timed out, a timeout being infinite.
 */
export function createPairsTable(manifest: Pick<Manifest, 'tagKeys' | 'labelKeys'>): string {
  const keyed = [
    ...manifest.tagKeys.map((key) => `${identifier(`tag.${key}`)} VARCHAR`),
    ...manifest.labelKeys.map((key) => `${identifier(`label.${key}`)} VARCHAR`),
  ];
  const columns = [
    'seq INTEGER',
    'request_id VARCHAR',
    'ts TIMESTAMP_MS',
    'exact_raw BOOLEAN',
    'exact_norm BOOLEAN',
    'similarity DOUBLE',
    'prompt_chars INTEGER',
    ...ARM_COLUMNS('prod'),
    ...ARM_COLUMNS('shadow'),
    ...keyed,
    'outcome UTINYINT',
    'prod_settled_ms DOUBLE',
    'shadow_settled_ms DOUBLE',
  ];
  return `CREATE TABLE pairs (${columns.join(', ')})`;
}

/** Moves a segment's rows from the table `stage` into `pairs`. */
export function insertStage(): string {
  const settled = (arm: string): string =>
    `CASE WHEN ${arm}_timeout THEN 'infinity'::DOUBLE WHEN ${arm}_state = 'answered' THEN ${arm}_latency_ms END`;
  const code = (arm: string): string =>
    `CASE ${arm}_state WHEN 'answered' THEN 0 WHEN 'failed' THEN 1 ELSE 2 END`;
  return `INSERT INTO pairs BY NAME
    SELECT * EXCLUDE (p, s),
      CASE WHEN p IS NOT NULL AND s IS NOT NULL THEN p END AS prod_settled_ms,
      CASE WHEN p IS NOT NULL AND s IS NOT NULL THEN s END AS shadow_settled_ms
    FROM (SELECT *, ${settled('prod')} AS p, ${settled('shadow')} AS s,
      (3 * ${code('prod')} + ${code('shadow')})::UTINYINT AS outcome FROM stage)`;
}
