import { annotatePairs } from '@core/engine/annotate-pairs';
import type { JudgeScores } from '@core/engine/evidence-without';
import { candidates, type PlannedPair } from '@core/engine/judge/judge-plan';
import { judgeStanding } from '@core/engine/judge/judge-standing';
import { AppError } from '@core/model/app-error';
import type { RunEntry } from '@core/model/judge';
import type { Database } from '@core/ports/database';
import type { WorkspaceStore } from '@core/ports/workspace-store';
import type { AnnotationColumn } from '@core/sql/annotations';
import { readJudgements } from './judgement-journal';

export { JUDGEMENTS_FILE } from '@core/judge/journal-entry';

type Cell = string | number | null;

const COLUMNS = ['judge', 'judge_score', 'judge_how', 'judge_sampled'] as const satisfies AnnotationColumn[];

/** What was written to a loaded table, so that a live run changes only what is new. */
interface Applied {
  key: string;
  candidates: PlannedPair[];
  cells: Map<number, readonly Cell[]>;
  judge: { name: string | null; open: boolean } | null;
}

/** By store, which lives as long as the table that is loaded from it. */
const tables = new WeakMap<WorkspaceStore, Applied>();

/** Fills the judge's columns with the verdicts of the configuration that counts. */
export async function applyJudgements(db: Database, store: WorkspaceStore): Promise<void> {
  const { index } = await readJudgements(store.path);
  const held = index.current === null ? null : index.get(index.current);
  const before = tables.get(store)?.cells ?? new Map<number, readonly Cell[]>();
  const applied = await candidatesOf(db, store, held?.run ?? null);
  const cells = new Map<number, readonly Cell[]>();
  const standing = held && judgeStanding(applied.candidates, held);
  for (const { seq, verdict, score, how, sampled } of standing?.pairs ?? [])
    cells.set(seq, [verdict, score, how, String(sampled)]);
  const judge = standing && { name: held?.configuration?.model ?? null, open: standing.open };
  tables.set(store, { ...applied, cells, judge });
  const gone = [...before.keys()].filter((seq) => !cells.has(seq));
  for (const [i, column] of COLUMNS.entries()) {
    const changed = [...cells].filter(([seq, row]) => before.get(seq)?.[i] !== row[i]);
    await annotatePairs(db, column, [
      ...changed.map(([seq, row]): [number, Cell] => [seq, row[i]!]),
      ...gone.map((seq): [number, null] => [seq, null]),
    ]);
  }
}

async function candidatesOf(
  db: Database,
  store: WorkspaceStore,
  run: RunEntry | null,
): Promise<Pick<Applied, 'key' | 'candidates'>> {
  const rules = run?.rules ?? { failedArm: 'loses', identical: 'tie' };
  const stratifyBy = run?.stratifiedBy ?? null;
  const key = JSON.stringify([rules.identical, stratifyBy]);
  const known = tables.get(store);
  if (known?.key === key) return known;
  const found = await candidates({
    db,
    manifest: store.manifest,
    configuration: { reference: null, sliceRubrics: [] },
    sample: { size: null, filter: [], untilDecided: false, stratifyBy },
    rules,
    clusterSql: null,
  });
  return { key, candidates: found };
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
  const { candidates: pairs } = await candidatesOf(db, store, held.run);
  const counting = judgeStanding(pairs, held).pairs.flatMap(({ seq, score, how, sampled }) =>
    sampled && score !== null
      ? [[seq, { score, rule: how === 'failed-arm' || how === 'identical' ? how : null }] as const]
      : [],
  );
  return { name: held.configuration?.model ?? config.slice(0, 12), scores: new Map(counting) };
}

/** The judge whose verdicts a loaded table holds, and whether more of its sample is to be judged; null where none was asked. */
export function judgeOf(store: WorkspaceStore): Applied['judge'] {
  return tables.get(store)?.judge ?? null;
}
