import { findClusterColumn } from '@core/engine/cluster-column';
import { candidates } from '@core/engine/judge/judge-plan';
import { judgeStanding } from '@core/engine/judge/judge-standing';
import { judgeTrust, outputScanner } from '@core/engine/judge/judge-trust';
import type { ConfigurationGames } from '@core/judge/judgement-index';
import { JUDGEMENTS_FILE } from '@core/judge/journal-entry';
import type { JudgeOptions } from '@core/model/api/judge-trust';
import type { TrustReport } from '@core/model/judge-trust';
import { DEFAULT_PLAN } from '@core/model/plan';
import type { Database } from '@core/ports/database';
import type { WorkspaceStore } from '@core/ports/workspace-store';
import { judgeableSample } from '@core/sql/trust-queries';
import { journalBytes } from '../../adapters/workspace/journal';
import { journalState } from '../annotators';
import type { GnomonEngine } from '../gnomon-engine';
import { readJudgements } from './judgement-journal';

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

  constructor(private readonly engine: GnomonEngine) {}

  /** Null before anything was judged. */
  async report(path: string, signal?: AbortSignal): Promise<TrustReport | null> {
    const { index } = await readJudgements(path);
    const held = index.current === null ? null : index.get(index.current);
    if (!held || held.pairs.size === 0) return null;
    return this.engine.withWorkspace(path, async (db, store) => {
      const key = JSON.stringify([
        path,
        held.config,
        store.manifest.segments.map(({ pairsSha256 }) => pairsSha256),
      ]);
      if (this.kept?.key !== key) this.kept = { key, scanner: outputScanner(), state: '', report: null };
      // Labels are part of it, so every journal is.
      const state = JSON.stringify([await journalState(path), await journalBytes(path, JUDGEMENTS_FILE)]);
      if (this.kept.state !== state)
        this.kept = {
          ...this.kept,
          state,
          report: await compute({ db, store, held, scanner: this.kept.scanner, ...(signal && { signal }) }),
        };
      return this.kept.report;
    });
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

async function compute({
  db,
  store,
  held,
  scanner,
  signal,
}: {
  db: Database;
  store: WorkspaceStore;
  held: ConfigurationGames;
  scanner: ReturnType<typeof outputScanner>;
  signal?: AbortSignal;
}): Promise<TrustReport> {
  const { run } = held;
  const { manifest } = store;
  const cluster = await findClusterColumn(db, manifest.tagKeys, DEFAULT_PLAN.clusterBy);
  const all = await candidates({
    db,
    manifest,
    configuration: { reference: null, sliceRubrics: [] },
    sample: { size: null, filter: [], untilDecided: false, stratifyBy: run?.stratifiedBy ?? null },
    rules: run?.rules ?? { failedArm: 'loses', identical: 'tie' },
    clusterSql: cluster?.sql ?? null,
  });
  return judgeTrust({
    db,
    store,
    held,
    candidates: all,
    standing: judgeStanding(all, held).pairs,
    level: DEFAULT_PLAN.level,
    scanner,
    ...(signal && { signal }),
  });
}
