import { annotatePairs, type AnnotationRow } from '@core/engine/annotate-pairs';
import type { JudgeScores } from '@core/engine/evidence-without';
import { type JudgeStanding, judgeStanding } from '@core/engine/judge/judge-standing';
import type { ConfigurationGames } from '@core/judge/judgement-index';
import { AppError } from '@core/model/app-error';
import type { Database } from '@core/ports/database';
import type { WorkspaceStore } from '@core/ports/workspace-store';
import type { AnnotationColumn } from '@core/sql/annotations';
import { readJudgements } from './judgement-journal';
import { knownCandidates } from './known-candidates';

export { JUDGEMENTS_FILE } from '@core/judge/journal-entry';

const COLUMNS = ['judge', 'judge_score', 'judge_how', 'judge_sampled'] as const satisfies AnnotationColumn[];
const EMPTY = [null, null, null, null] as const;

/** What was written to a loaded table, so that a live run changes only what is new. */
interface Applied {
  rows: ReadonlyMap<number, AnnotationRow>;
  judge: { name: string | null; open: boolean } | null;
}

/** By store, which lives as long as the table that is loaded from it. */
const applied = new WeakMap<WorkspaceStore, Applied>();

/** Fills the judge's columns with the verdicts of the configuration that counts. */
export async function applyJudgements(db: Database, store: WorkspaceStore): Promise<void> {
  const { index } = await readJudgements(store.path);
  const held = index.current === null ? null : index.get(index.current);
  const before = applied.get(store)?.rows ?? new Map<number, AnnotationRow>();
  const standing = held && (await standingOf(db, store, held));
  const rows = new Map<number, AnnotationRow>();
  for (const { seq, verdict, score, how, sampled } of standing?.pairs ?? [])
    rows.set(seq, [seq, verdict, score, how, String(sampled)]);
  const judge = standing && { name: held?.configuration?.model ?? null, open: standing.open };
  applied.set(store, { rows, judge });
  const changed = [...rows.values()].filter((row) => !isSame(row, before.get(row[0])));
  const gone = [...before.keys()]
    .filter((seq) => !rows.has(seq))
    .map((seq): AnnotationRow => [seq, ...EMPTY]);
  await annotatePairs(db, COLUMNS, [...changed, ...gone]);
}

async function standingOf(
  db: Database,
  store: WorkspaceStore,
  held: ConfigurationGames,
): Promise<JudgeStanding> {
  return judgeStanding(await knownCandidates(db, store, { run: held.run, clusterSql: null }), held);
}

function isSame(row: AnnotationRow, other: AnnotationRow | undefined): boolean {
  return other !== undefined && row.every((value, i) => value === other[i]);
}

/**
 * The verdicts of one of the judges that were asked, as they would count if it were the one whose verdicts do.
 * @throws AppError('not-found') for a configuration that the workspace does not know
 */
export async function judgeScores(db: Database, store: WorkspaceStore, config: string): Promise<JudgeScores> {
  const { index } = await readJudgements(store.path);
  const held = index.get(config);
  if (held === null)
    throw new AppError('not-found', {
      message: 'This workspace has no verdicts of that judge.',
      remedy: `choose among ${index.configurations.map((each) => each.config.slice(0, 12)).join(', ') || 'the judges that were asked (there are none)'}`,
    });
  const { pairs } = await standingOf(db, store, held);
  const counting = pairs.flatMap(({ seq, score, how, sampled }) =>
    sampled && score !== null
      ? [[seq, { score, rule: how === 'failed-arm' || how === 'identical' ? how : null }] as const]
      : [],
  );
  return { name: held.configuration?.model ?? config.slice(0, 12), scores: new Map(counting) };
}

/** The judge whose verdicts a loaded table holds, and whether more of its sample is to be judged; null where none was asked. */
export function judgeOf(store: WorkspaceStore): Applied['judge'] {
  return applied.get(store)?.judge ?? null;
}
