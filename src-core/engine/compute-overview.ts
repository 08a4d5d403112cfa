import { decide } from '../decision/decide';
import type { ImportNote, ImportTotals } from '../model/import';
import type { DataQuality, Overview } from '../model/overview';
import type { Plan } from '../model/plan';
import type { Manifest, WorkspaceInfo } from '../model/workspace';
import type { Database } from '../ports/database';
import type { WorkspaceStore } from '../ports/workspace-store';
import { collectEvidence } from './collect-evidence';
import { computeMetrics, seedMetrics } from './compute-metrics';
import { countPairs, type WorkspaceCounts } from './count-pairs';
import { latencyDistribution, SHIFT_QUANTILES } from './latency-distribution';
import { pairedQuantiles } from './paired-quantiles';
import { similarityDistribution } from './similarity-distribution';
import { computeTimeline } from './timeline';

export interface OverviewRequest {
  /** Loaded with the workspace's segments. */
  db: Database;
  store: WorkspaceStore;
  damaged: DataQuality['damaged'];
  plan: Plan;
  version: string;
  /** ms since 1970 UTC. */
  now: number;
}

/** Everything that the Overview screen, the CLI and the report show of a workspace. */
export async function computeOverview(request: OverviewRequest): Promise<Overview> {
  const { db, store, plan } = request;
  const { manifest } = store;
  const counts = await countPairs(db);
  const paired = await pairedQuantiles(db, SHIFT_QUANTILES);
  const evidence = await collectEvidence(
    db,
    counts,
    paired.find(({ p }) => p === 0.95),
  );
  const { n, mean, source } = evidence.similarity;
  const measured = await computeMetrics(db, counts, { n, mean, source }, manifest.models);
  return {
    workspace: workspaceInfo(store.path, manifest, counts),
    plan,
    evidence,
    decision: decide(evidence, plan),
    metrics: measured.metrics,
    seed: seedMetrics(measured.metrics),
    latency: latencyDistribution(
      {
        prod: { distribution: measured.latency.prod, summary: measured.metrics.prod.latency },
        shadow: { distribution: measured.latency.shadow, summary: measured.metrics.shadow.latency },
      },
      paired,
      plan.level,
    ),
    similarity: await similarityDistribution(db, plan.criteria.similarity.threshold, plan.level),
    timeline: await computeTimeline(db, counts),
    quality: {
      imported: importTotals(manifest),
      rejectsByCode: await store.countRejects(),
      notes: manifest.sources.flatMap((source) => source.notes as ImportNote[]),
      missing: { prod: counts.arms.prod.missing, shadow: counts.arms.shadow.missing },
      damaged: request.damaged,
    },
    version: request.version,
    computedAt: request.now,
  };
}

/** Totals over all logs that a workspace holds. */
function importTotals({ sources }: Pick<Manifest, 'sources'>): ImportTotals {
  const sum = (of: 'pairs' | 'rejected' | 'duplicates'): number =>
    sources.reduce((total, source) => total + source[of], 0);
  return {
    pairs: sum('pairs'),
    rejected: sum('rejected'),
    duplicates: sum('duplicates'),
    files: sources.map(({ file, sha256, size, format, form, arm, records, pairs, rejected, duplicates }) => ({
      file,
      sha256,
      size,
      format,
      form,
      arm,
      records,
      pairs,
      rejected,
      duplicates,
      alreadyImported: false,
    })),
  };
}

function workspaceInfo(path: string, manifest: Manifest, counts: WorkspaceCounts): WorkspaceInfo {
  return {
    id: manifest.id,
    name: manifest.name,
    path,
    pairs: counts.total,
    createdAt: manifest.createdAt,
    firstTimestamp: counts.firstTimestamp,
    lastTimestamp: counts.lastTimestamp,
    models: manifest.models,
    sources: manifest.sources.map(({ file, sha256, size }) => ({ file, sha256, size })),
  };
}
