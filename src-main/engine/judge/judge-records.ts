import { judgeTotals } from '@core/engine/judge/judge-standing';
import { batchStatuses } from '@core/engine/judge/open-batches';
import { judgePair } from '@core/judge/verdicts';
import type { JudgeState, JudgementPage, PairJudgements } from '@core/model/api/judge';
import { AppError } from '@core/model/app-error';
import { JUDGE_ORDERS, type RunEntry } from '@core/model/judge';
import type { GnomonEngine } from '../gnomon-engine';
import { openJudgementJournal, readJudgements, shownJudgements } from './judgement-journal';
import { knownCandidates } from './known-candidates';

/** What the journal of a workspace holds. */
export async function judgeState(engine: GnomonEngine, path: string, running: boolean): Promise<JudgeState> {
  const { index, damaged } = await readJudgements(path);
  const configurations: JudgeState['configurations'][number][] = [];
  for (const held of index.configurations) {
    const { config, configuration, at, run } = held;
    if (configuration === null) continue;
    const pairs = await engine.withWorkspace(path, (db, store) =>
      knownCandidates(db, store, { run, clusterSql: null }),
    );
    const totals = judgeTotals(pairs, held);
    configurations.push({ config, configuration, at, totals, run: shownRun(run) });
  }
  return {
    configurations,
    current: index.current,
    batches: batchStatuses(index, null),
    running,
    damaged,
  };
}

/** Makes the verdicts of a configuration those that count. */
export async function setCurrentJudge(path: string, config: string, now: number): Promise<void> {
  const { index } = await readJudgements(path);
  if (!index.get(config))
    throw new AppError('not-found', { message: 'This workspace has no judgements by that configuration.' });
  await openJudgementJournal(path).append([{ kind: 'current', at: now, config }]);
}

/** Judgements with their words, newest first. */
export async function judgementPage(
  path: string,
  { config, unjudged, offset, limit }: { config?: string; unjudged: boolean; offset: number; limit: number },
): Promise<JudgementPage> {
  const rows = await shownJudgements(
    path,
    (game) => (config === undefined || game.config === config) && (!unjudged || game.verdict === null),
  );
  return { total: rows.length, offset, rows: rows.slice(offset, offset + limit) };
}

/** Every game of a pair by the configuration that counts. */
export async function pairJudgements(path: string, pair: string): Promise<PairJudgements> {
  const { index } = await readJudgements(path);
  const held = index.current === null ? null : index.get(index.current);
  if (!held) return { verdict: null, games: [] };
  const games = await shownJudgements(path, (game) => game.pair === pair && game.config === held.config);
  const orders = held.run?.orders ?? JUDGE_ORDERS;
  return { verdict: games.length > 0 ? judgePair(pair, held.pairs.get(pair) ?? [], orders) : null, games };
}

/** Without the ends of the strata, which may be many. */
function shownRun(run: RunEntry | null): JudgeState['configurations'][number]['run'] {
  if (run === null) return null;
  const { orders, repeats, rules, planned, representative, stratifiedBy } = run;
  return { orders, repeats, rules, planned, representative, stratifiedBy };
}
