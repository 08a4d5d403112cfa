import { findClusterColumn } from '@core/engine/cluster-column';
import { judgeStanding } from '@core/engine/judge/judge-standing';
import {
  type JudgeTrustRequest,
  judgeTrust,
  outputScanner,
  trustPairs,
} from '@core/engine/judge/judge-trust';
import type { ConfigurationGames } from '@core/judge/judgement-index';
import type { TrustPair } from '@core/judge/trust/trust-pair';
import type { JudgeOptions } from '@core/model/api/judge-trust';
import type { TrustReport } from '@core/model/judge-trust';
import type { Plan } from '@core/model/plan';
import type { Database } from '@core/ports/database';
import type { WorkspaceStore } from '@core/ports/workspace-store';
import { judgeableSample } from '@core/sql/trust-queries';
import { openWorkspace } from '../../adapters/workspace/folder-workspace';
import { journalState } from '../annotators';
import type { GnomonEngine } from '../gnomon-engine';
import { readPlanState } from '../plan-state';
import { readJudgements } from './judgement-journal';
import { knownCandidates } from './known-candidates';

/** Pairs offered to try a prompt on. */
const TRIED = 24;

/** What was read of the outputs, and the last report; kept for the workspace that is looked at. */
interface Kept {
  key: string;
  scanner: ReturnType<typeof outputScanner>;
  state: string;
  report: TrustReport | null;
}

/** Trust figures of the judge whose verdicts count. */
export class JudgeTrustService {
  private kept: Kept | null = null;
  private work: Promise<void> = Promise.resolve();

  constructor(private readonly engine: GnomonEngine) {}

  /** Null before anything was judged. */
  async report(
    path: string,
    watching: Pick<JudgeTrustRequest, 'onEarly' | 'onRead'> = {},
  ): Promise<TrustReport | null> {
    const { index } = await readJudgements(path);
    const held = index.current === null ? null : index.get(index.current);
    if (!held || held.pairs.size === 0) return null;
    const store = await openWorkspace(path);
    const segments = store.manifest.segments.map(({ pairsSha256 }) => pairsSha256);
    const key = JSON.stringify([path, held.config, segments]);
    if (this.kept?.key !== key) this.kept = { key, scanner: outputScanner(), state: '', report: null };
    const { kept } = this;
    const { plan } = await readPlanState(path);
    const { threshold } = plan.criteria.win_rate;
    // Labels are part of it, so every journal is.
    const state = JSON.stringify([plan.level, threshold, plan.clusterBy, await journalState(path)]);
    if (kept.state === state && kept.report !== null) return kept.report;
    const pairs = await this.engine.withWorkspace(path, (db, loaded) => pairsOf(db, loaded, { held, plan }));
    // One after the other: two scans of the same outputs would be twice the work.
    const before = this.work.catch(() => {});
    this.work = before.then(async () => {
      if (kept.state === state && kept.report !== null) return;
      kept.report = await judgeTrust({
        store,
        held,
        pairs,
        level: plan.level,
        threshold,
        scanner: kept.scanner,
        ...watching,
      });
      kept.state = state;
    });
    await this.work;
    return kept.report;
  }

  /** What a run can be set up with. */
  async options(path: string): Promise<JudgeOptions> {
    return this.engine.withWorkspace(path, async (db, { manifest }) => {
      const rows = await db.query<{ request_id: string }>(judgeableSample(TRIED));
      return {
        tags: manifest.tagKeys.map((key) => `tags.${key}`),
        labels: manifest.labelKeys.map((key) => `labels.${key}`),
        pairs: rows.map((row) => row.request_id),
      };
    });
  }
}

async function pairsOf(
  db: Database,
  store: WorkspaceStore,
  { held, plan }: { held: ConfigurationGames; plan: Plan },
): Promise<readonly TrustPair[]> {
  const cluster = await findClusterColumn(db, store.manifest.tagKeys, plan.clusterBy);
  const all = await knownCandidates(db, store, { run: held.run, clusterSql: cluster?.sql ?? null });
  return trustPairs({ db, held, candidates: all, standing: judgeStanding(all, held).pairs });
}
