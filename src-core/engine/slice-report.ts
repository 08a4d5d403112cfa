import { sliceFigures, type SliceResults, sliceResults } from '../decision/slice-figures';
import type { CaptureCoverage } from '../model/capture-coverage';
import type { ClusterColumn, Evidence } from '../model/evidence';
import { formatCount } from '../model/format';
import type { Plan } from '../model/plan';
import type { SliceCriterion, SliceDimension, SliceReport, SliceRow } from '../model/slices';
import type { Database } from '../ports/database';
import { valuesOf } from '../sql/pair-values-queries';
import { type Dimension, dimensions, tellingPairs } from '../sql/slice-queries';
import { lookRule, sliceRule } from '../decision/look-rule';
import { criterionName } from '../decision/overall';
import type { PairValues } from './pair-values';
import { sampleRatio } from './sample-ratio-of-capture';
import type { Slice } from './slice';
import { sliceEvidence } from './slice-evidence';
import { mixWarnings, simpsonWarnings } from './slice-warnings';

/** False-discovery rate of alarms. */
const Q = 0.1;
/** Fewer pairs than this say nothing of a slice. */
const MIN_PAIRS = 30;
/** A column with more values than this divides pairs too finely. */
const MOST_VALUES = 200;
/** Rows that get their most telling pairs. */
const MOST_TELLING = 40;

export interface SliceRequest {
  db: Database;
  plan: Plan;
  evidence: Evidence;
  divided: readonly UsableDimension[];
  /** Loaded with the dimensions that are not skipped. */
  values: PairValues;
  /** What a capture counted beside the log. */
  coverage: readonly CaptureCoverage[];
}

/** Slices of every column of a workspace, with alarms that hold together. */
export async function sliceReport(request: SliceRequest): Promise<SliceReport> {
  const { db, plan, evidence, values } = request;
  const found = request.divided;
  const used = found.filter(({ skipped }) => skipped === null);
  const all = used.flatMap(({ dimension, codes }, i) => slicesOf(dimension, codes, values.by[i]!));
  const slices = all.filter(({ rows }) => rows.length >= MIN_PAIRS && rows.length < values.n);
  const sources = { similarity: evidence.similarity.source, winRate: evidence.winRate.source };
  const evidences = slices.map(({ rows }) => sliceEvidence(values, rows, sources));
  const results = evidences.map((each) => sliceResults(each, plan));
  const whole = sliceResults(evidence, plan);
  const looks = lookRule(evidence.looks, { plan, complete: evidence.coverage.complete });
  const anytime =
    looks.expected === null
      ? null
      : evidences.map((each, i) =>
          sliceResults(each, plan, sliceRule(looks, slices[i]!.rows.length / values.n) ?? undefined),
        );
  const { figures, ranks, tests } = sliceFigures(results, whole, { q: Q, anytime });
  const order = slices.map((_, i) => i).toSorted((a, b) => ranks[b]! - ranks[a]!);
  const rows: SliceRow[] = [];
  for (const [place, i] of order.entries()) {
    const { dimension, value, rows: members } = slices[i]!;
    const worst = worstOf(figures[i]!, results[i]!);
    rows.push({
      slice: { column: dimension.name, value },
      label: dimension.words(value),
      filter: [dimension.condition(value)],
      pairs: members.length,
      share: members.length / values.n,
      protected: plan.protected.some(
        ({ tag, value: named }) => dimension.name === `tags.${tag}` && named === value,
      ),
      figures: figures[i]!,
      telling: place < MOST_TELLING && worst !== null ? await telling(db, slices[i]!, worst) : [],
      rank: ranks[i]!,
    });
  }
  return {
    dimensions: found.map(({ dimension, values: count, skipped }): SliceDimension => ({
      column: dimension.name,
      label: dimension.label,
      values: count,
      skipped,
    })),
    q: Q,
    rule: anytime === null ? 'fixed' : 'anytime',
    tests,
    rows,
    minPairs: MIN_PAIRS,
    tooSmall: all.filter(({ rows: members }) => members.length < MIN_PAIRS).length,
    worst: worstAlarm(rows),
    simpson: simpsonWarnings(slices, { results, whole, total: values.n }),
    mix: mixWarnings(
      used.map(({ dimension, codes }, i) => ({ dimension, codes, column: values.by[i]! })),
      values.ts,
    ),
    sampleRatio: sampleRatio(request.coverage),
  };
}

export interface UsableDimension {
  dimension: Dimension;
  /** Code → value. */
  codes: ReadonlyMap<number, string>;
  values: number;
  skipped: string | null;
}

/**
 * The columns that divide the pairs of a workspace, with their values, and why one is left out.
 * @param request clusters: the column whose values are the units that requests come in
 */
export async function usableDimensions({
  db,
  tagKeys,
  clusters,
}: {
  db: Database;
  tagKeys: readonly string[];
  clusters: ClusterColumn | null;
}): Promise<UsableDimension[]> {
  const found = await Promise.all(
    dimensions(tagKeys).map(async (dimension): Promise<UsableDimension> => {
      if (dimension.name === clusters?.column)
        return { dimension, codes: new Map(), values: clusters.clusters, skipped: UNITS };
      const rows = await db.query<{ value: string; code: number; n: number }>(
        valuesOf(dimension, { most: MOST_VALUES + 1 }),
      );
      const codes = new Map(rows.map(({ value, code }) => [code, value]));
      return { dimension, codes, values: codes.size, skipped: skipReason(rows) };
    }),
  );
  // Columns that say nothing at all are not worth a line.
  return found.filter(({ values, dimension }) => values > (dimension.name.startsWith('flag ') ? 0 : 1));
}

const UNITS = 'its values are the units that requests come in';

function skipReason(rows: readonly { n: number }[]): string | null {
  if ((rows[0]?.n ?? 0) < MIN_PAIRS) return `no value has ${MIN_PAIRS} pairs`;
  return rows.length > MOST_VALUES ? `more than ${MOST_VALUES} values` : null;
}

function slicesOf(dimension: Dimension, codes: ReadonlyMap<number, string>, column: Float64Array): Slice[] {
  const sizes = new Map<number, number>();
  for (const code of column) if (!Number.isNaN(code)) sizes.set(code, (sizes.get(code) ?? 0) + 1);
  const rows = new Map([...sizes].map(([code, size]) => [code, { at: 0, rows: new Int32Array(size) }]));
  column.forEach((code, row) => {
    const group = rows.get(code);
    if (group) group.rows[group.at++] = row;
  });
  return [...rows].flatMap(([code, group]) => {
    const value = codes.get(code);
    return value === undefined ? [] : [{ dimension, value, rows: group.rows }];
  });
}

/** The criterion that speaks most against a slice. */
function worstOf(figures: SliceRow['figures'], results: SliceResults): SliceCriterion | null {
  const measured = figures.filter(({ criterion }) => results[criterion].estimate !== null);
  const [worst] = measured.toSorted((a, b) => (a.harmP ?? 1) - (b.harmP ?? 1));
  return worst?.criterion ?? null;
}

async function telling(db: Database, { dimension, value }: Slice, criterion: SliceCriterion) {
  const rows = await db.query<{ seq: number; request_id: string; why: string }>(
    tellingPairs(criterion, { dimension, count: 3 }),
    [value],
  );
  return rows.map(({ seq, request_id, why }) => ({ seq, requestId: request_id, why }));
}

function worstAlarm(rows: readonly SliceRow[]): SliceReport['worst'] {
  const alarms = rows.flatMap((row) =>
    row.figures.filter(({ alarm }) => alarm).map((figure) => ({ row, figure })),
  );
  const [worst] = alarms.toSorted((a, b) => (a.figure.adjustedP ?? 1) - (b.figure.adjustedP ?? 1));
  if (!worst) return null;
  const { row, figure } = worst;
  return {
    slice: row.slice,
    criterion: figure.criterion,
    words: `${criterionName(figure.criterion)} is violated where ${row.label} (${formatCount(row.pairs)} pairs), after correction for ${alarms.length === 1 ? 'all slices' : `all slices; ${alarms.length} alarms stand`}`,
  };
}
