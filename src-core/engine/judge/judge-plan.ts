import { textKey } from '../../embed/text-key';
import { drawSample } from '../../judge/draw-sample';
import type { PairRule } from '../../judge/pair-rules';
import { AppError } from '../../model/app-error';
import { formatCount } from '../../model/format';
import type { JudgeConfiguration, JudgeRules, RunEntry } from '../../model/judge';
import type { JudgeSample } from '../../model/judge-run';
import type { Database, SqlValue } from '../../ports/database';
import type { Manifest } from '../../model/workspace';
import { filterSql } from '../../sql/filter-sql';
import { candidatesSql } from '../../sql/judge-queries';
import { exportableColumns, unknownColumn } from '../../sql/pair-filter';

/** Pairs read at a time. */
const PAGE = 20_000;

const RULES: readonly (PairRule | null)[] = [
  null,
  'shadow-failed',
  'prod-failed',
  'both-failed',
  'identical',
];

/** A pair of a sample. */
export interface PlannedPair {
  seq: number;
  /** Request id. */
  pair: string;
  /** Null: it is to be judged. */
  rule: PairRule | null;
  /** User or conversation; null: it stands alone. */
  cluster: string | null;
  stratum: string;
  /** Uniform in [0, 1), by request id. */
  draw: number;
  reference: string | null;
  /** Values of the tags that slice rubrics ask for. */
  tags: ReadonlyMap<string, string | null>;
}

/** Which pairs a run goes through, in which order. */
export interface JudgePlan {
  /** Pairs of the workspace that can be judged or are decided by rule. */
  eligible: number;
  pairs: readonly PlannedPair[];
  run: Pick<RunEntry, 'representative' | 'sample' | 'stratifiedBy' | 'upTo'>;
}

export interface PlanRequest {
  db: Database;
  manifest: Manifest;
  configuration: Pick<JudgeConfiguration, 'reference' | 'sliceRubrics'>;
  sample: JudgeSample;
  rules: JudgeRules;
  /** SQL of the column whose values are users or conversations; null: every pair stands alone. */
  clusterSql: string | null;
}

const NO_TAGS: ReadonlyMap<string, string | null> = new Map();

/**
 * Draws the sample of a run: the same pairs for the same sample, more of them for a larger one.
 * @throws AppError('usage') for a column that the workspace does not have
 */
export async function planJudging(request: PlanRequest): Promise<JudgePlan> {
  const { sample } = request;
  const pairs = await candidates(request);
  const { places, upTo } = drawSample(
    {
      seqs: Int32Array.from(pairs, ({ seq }) => seq),
      draws: Float64Array.from(pairs, ({ draw }) => draw),
      strata: sample.stratifyBy === null ? [] : pairs.map(({ stratum }) => stratum),
    },
    sample.size,
  );
  return {
    eligible: pairs.length,
    pairs: Array.from(places, (place) => pairs[place]!),
    run: {
      representative: sample.filter.length === 0,
      sample: describeSample(sample, pairs.length),
      stratifiedBy: sample.stratifyBy,
      upTo,
    },
  };
}

/** Every pair that can be judged or is decided by rule, in order of import. */
export async function candidates({
  db,
  manifest,
  configuration,
  sample,
  rules,
  clusterSql,
}: PlanRequest): Promise<PlannedPair[]> {
  const columns = exportableColumns(manifest.tagKeys, manifest.labelKeys);
  const expression = (name: string | null): string | null => {
    if (name === null) return null;
    const found = columns.get(name);
    if (found === undefined) throw unknownColumn(name, columns);
    return found;
  };
  const tags = [...new Set(configuration.sliceRubrics.map(({ tag }) => tag))];
  const filter = filterSql(sample.filter, { columns });
  const sql = candidatesSql(
    {
      stratum: expression(sample.stratifyBy),
      cluster: clusterSql,
      reference: expression(configuration.reference),
      tags: tags.map((tag) => expression(tag)!),
    },
    filter.sql,
    PAGE,
  );
  const found: PlannedPair[] = [];
  for (let from = 0; ;) {
    const rows = await db.query<Record<string, SqlValue>>(sql, [from, ...filter.params]);
    for (const row of rows) found.push(toPair(row, { manifest, tags, rules }));
    if (rows.length < PAGE) return found;
    from = (rows.at(-1)!['seq'] as number) + 1;
  }
}

function toPair(
  row: Record<string, SqlValue>,
  { manifest, tags, rules }: { manifest: Manifest; tags: readonly string[]; rules: JudgeRules },
): PlannedPair {
  const pair = row['pair'] as string;
  const rule = RULES[row['rule'] as number]!;
  return {
    seq: row['seq'] as number,
    pair,
    rule: rule === 'identical' && rules.identical === 'ask' ? null : rule,
    cluster: row['cluster'] as string | null,
    stratum: (row['stratum'] as string | null) ?? '',
    draw: drawOf(manifest.id, pair),
    reference: row['reference'] as string | null,
    tags:
      tags.length === 0 ? NO_TAGS : new Map(tags.map((tag, i) => [tag, row[`tag_${i}`] as string | null])),
  };
}

/** Uniform in [0, 1), fixed by workspace and request id, so that pairs imported later do not change earlier draws. */
function drawOf(workspace: string, pair: string): number {
  return textKey(`${workspace} ${pair} judge`) / 2 ** 53;
}

function describeSample({ size, stratifyBy, filter, untilDecided }: JudgeSample, eligible: number): string {
  const what = size === null || size >= eligible ? 'all pairs' : `${formatCount(size)} pairs at random`;
  return [
    what,
    stratifyBy !== null && `in proportion to ${stratifyBy}`,
    filter.length > 0 && 'picked by a filter',
    untilDecided && 'until the criterion is decided',
  ]
    .filter(Boolean)
    .join(', ');
}

/** @throws AppError('usage') when there is nothing to judge */
export function assertJudgeable({ pairs, eligible }: JudgePlan, where: string): void {
  if (pairs.some(({ rule }) => rule === null)) return;
  throw new AppError('usage', {
    message:
      eligible === 0
        ? 'There is nothing to judge: no pair has the texts of both outputs.'
        : 'There is nothing to judge: no pair of the sample needs a judge.',
    where,
    cause:
      eligible === 0
        ? 'the log brings figures only, or one arm never answered'
        : 'a filter leaves none, or all outputs of the sample are equal or failed',
    remedy: eligible === 0 ? 'import a log that holds the outputs' : 'widen the sample',
  });
}
