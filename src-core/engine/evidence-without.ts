import type { Evidence, MomentEvidence } from '../model/evidence';
import type { PairFilter } from '../model/pair-filter';
import { CHOSEN_SEQS, choosePairs, FORGET_CHOSEN } from '../sql/chosen-pairs';
import { exportableColumns } from '../sql/pair-filter';
import { findClusterColumn } from './cluster-column';
import { allRows, type CompleteRequest, ownMetrics, planned } from './complete-evidence';
import { humanEvidence } from './human-evidence';
import { withListedPairs } from './listed-pairs';
import { loadPairValues, type PairValues } from './pair-values';
import { sliceEvidence } from './slice-evidence';
import { hasTraits } from './has-traits';

/** Verdicts of one of several judges. */
export interface JudgeScores {
  name: string;
  /** By sequence number, of the pairs that count for the criterion: the shadow's score, and whether a rule gave it. */
  scores: ReadonlyMap<number, { score: number; rule: 'failed-arm' | 'identical' | null }>;
}

export interface WithoutRequest extends CompleteRequest {
  labelKeys: readonly string[];
  /** A pair is left out when any of the filters holds for it. */
  exclude: readonly PairFilter[];
  /** Null: the judge that counts. */
  judge: JudgeScores | null;
}

/**
 * Evidence as if the pairs of some filters were not there, or as if another judge had been asked, for what-if: built-in
 * criteria, metrics of one's own, protected slices and what people prefer, all over the rest.
 * @throws AppError('usage') for an unknown column in a filter
 */
export async function evidenceWithout(
  evidence: Evidence,
  request: WithoutRequest,
): Promise<{ evidence: Evidence; excluded: number }> {
  const { db, plan, tagKeys, labelKeys, exclude, judge } = request;
  const context = { columns: exportableColumns(tagKeys, labelKeys) };
  const gone = await withListedPairs(db, exclude, context, async (conditions) => {
    const any = conditions.map(({ sql }) => `(${sql})`).join(' OR ') || 'FALSE';
    await db.query(
      choosePairs(any),
      conditions.flatMap(({ params }) => params),
    );
    return (await db.numbers<'seq'>(CHOSEN_SEQS)).seq;
  });
  await db.query(FORGET_CHOSEN);
  const cluster = await findClusterColumn(db, tagKeys, plan.clusterBy);
  const sql = cluster?.sql ?? null;
  const loaded = await loadPairValues(db, {
    cluster: sql,
    metrics: ownMetrics(plan),
    traits: await hasTraits(db),
  });
  const values = judge === null ? loaded : { ...loaded, judged: judgedBy(judge, loaded) };
  const seqs = new Set(gone);
  const rows = allRows(values).filter((row) => !seqs.has(values.seq[row]!));
  const rest = sliceEvidence(values, rows, {
    similarity: evidence.similarity.source,
    winRate: judge?.name ?? evidence.winRate.source,
  });
  const { humanWinRate: _, ...others } = evidence;
  const human = await humanEvidence(db, sql, { seqs, answered: rest.errors.neither });
  return {
    evidence: {
      ...others,
      ...rest,
      coverage: { ...evidence.coverage, ...rest.coverage },
      winRate: await withRules(rest.winRate, { values, rows, ...request }),
      ...(await planned(rest, values, { db, plan, tagKeys, rows })),
      ...(human && { humanWinRate: human }),
    },
    excluded: gone.length,
  };
}

function judgedBy({ scores }: JudgeScores, { seq }: PairValues): Float64Array {
  return seq.map((each) => scores.get(each)?.score ?? Number.NaN);
}

/** Pairs that count without having been asked about, over the rest. */
async function withRules(
  winRate: MomentEvidence,
  { db, judge, values, rows }: WithoutRequest & { values: PairValues; rows: Int32Array },
): Promise<MomentEvidence> {
  if (winRate.n === 0) return winRate;
  const kept = new Set(Array.from(rows, (row) => values.seq[row]!));
  const counts = { failedArm: 0, identical: 0 };
  const add = (seq: number, rule: string | null): void => {
    if (!kept.has(seq)) return;
    if (rule === 'failed-arm') counts.failedArm++;
    if (rule === 'identical') counts.identical++;
  };
  if (judge !== null) for (const [seq, { rule }] of judge.scores) add(seq, rule);
  else
    for (const { seq, how } of await db.query<{ seq: number; how: string }>(
      `SELECT seq, judge_how AS how FROM pairs WHERE judge_sampled AND judge_score IS NOT NULL AND judge_how IN ('failed-arm', 'identical')`,
    ))
      add(seq, how);
  return { ...winRate, byRule: counts };
}
