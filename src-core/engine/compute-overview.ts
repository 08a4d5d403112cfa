import { decide } from '../decision/decide';
import { humanWinRate } from '../decision/human-win-rate';
import { similarity as similarityCriterion } from '../decision/similarity';
import { ARMS } from '../model/arm';
import { type CaptureCoverage, totalCounts } from '../model/capture-coverage';
import { encoderName } from '../model/encoder-identity';
import type { Evidence } from '../model/evidence';
import type { ImportNote } from '../model/import';
import type { LookEvidence } from '../model/look';
import type { DataQuality, Overview } from '../model/overview';
import type { Plan } from '../model/plan';
import type { Manifest, WorkspaceInfo } from '../model/workspace';
import type { Database } from '../ports/database';
import type { WorkspaceStore } from '../ports/workspace-store';
import {
  answeredValues,
  ERROR_KINDS,
  JUDGE_SCORES,
  type MeasuredColumn,
  MEANINGS,
  settledValues,
  SIMILARITIES,
  UNRELATED,
} from '../sql/overview-queries';
import { clusterSql } from './cluster-column';
import { collectEvidence } from './collect-evidence';
import { completeEvidence } from './complete-evidence';
import type { ArmValues } from './arm-values';
import { computeMetrics, seedMetrics } from './compute-metrics';
import { countPairs, type WorkspaceCounts } from './count-pairs';
import { importTotals } from './import-totals';
import { latencyDistribution, SHIFT_QUANTILES } from './latency-distribution';
import { meaningCounts } from './meaning-counts';
import { noiseFloor } from './noise-floor';
import { pairedQuantiles } from './paired-quantiles';
import { readSpreads } from './read-spreads';
import { sampleRatio } from './sample-ratio-of-capture';
import { similarityDistribution } from './similarity-distribution';
import { sortedValues } from './sorted-values';
import { computeTimeline } from './timeline';

export interface OverviewRequest {
  /** Loaded with the workspace's segments. */
  db: Database;
  store: WorkspaceStore;
  damaged: DataQuality['damaged'];
  /** The judge whose verdicts count, and whether more of its sample is to be judged; null where none was asked. */
  judge: { name: string | null; open: boolean } | null;
  plan: Plan;
  version: string;
  /** ms since 1970 UTC. */
  now: number;
}

/** An Overview decided anew by what earlier looks saw. */
export function afterLooks(overview: Overview, looks: LookEvidence | null): Overview {
  if (looks === null) return overview;
  const { plan } = overview;
  const evidence = { ...overview.evidence, looks };
  return {
    ...overview,
    evidence,
    decision: decide(evidence, plan),
    ...(evidence.humanWinRate && { human: humanWinRate(evidence.humanWinRate, plan, looks) }),
  };
}

/** An Overview with what captures counted beside its logs, decided anew by whether those stand for the traffic. */
export function afterCapture(overview: Overview, coverage: readonly CaptureCoverage[]): Overview {
  if (coverage.length === 0) return overview;
  const { plan, quality } = overview;
  const ratio = sampleRatio(coverage);
  const evidence: Evidence = ratio
    ? {
        ...overview.evidence,
        coverage: { ...overview.evidence.coverage, sampleRatio: { p: ratio.p, alarm: ratio.alarm } },
      }
    : overview.evidence;
  return {
    ...overview,
    evidence,
    decision: decide(evidence, plan),
    quality: { ...quality, capture: totalCounts(coverage.flatMap(({ windows }) => windows)) },
  };
}

/** Everything that the Overview screen, the CLI and the report show of a workspace, as if nobody had looked before. */
export async function computeOverview(request: OverviewRequest): Promise<Overview> {
  const { db, store, plan } = request;
  const { manifest } = store;
  const { level, criteria } = plan;
  // Asked together, so that the database works on the next answer while the last one is sorted here.
  const [
    counts,
    latency,
    ttft,
    chars,
    settled,
    { similarity: similarities },
    { x: unrelated },
    meanings,
    errorKinds,
    floor,
    judged,
    spreadOfPairs,
  ] = await Promise.all([
    countPairs(db),
    sortedColumn(db, 'latency_ms'),
    sortedColumn(db, 'ttft_ms'),
    sortedColumn(db, 'chars'),
    settledColumns(db),
    db.numbers<'similarity'>(SIMILARITIES),
    db.numbers<'x'>(UNRELATED),
    db.query<{ class: string; flags: string; n: number }>(MEANINGS),
    db.query<{ arm: string; kind: string; n: number }>(ERROR_KINDS),
    noiseFloor(db, plan),
    db.numbers<'score' | 'outcome' | 'rule'>(JUDGE_SCORES),
    readSpreads(db, null),
  ]);
  const timeline = computeTimeline(db, counts);
  // It is awaited at the end; if something else fails before, nobody hears of it.
  timeline.catch(() => {});
  const paired = pairedQuantiles(settled, SHIFT_QUANTILES);
  const collected = collectEvidence({
    counts,
    p95: paired.find(({ p }) => p === 0.95),
    settled,
    similarities,
    similaritySource: store.similarity ? encoderName(store.similarity.identity) : 'the log',
    judged,
    judge: request.judge,
  });
  const evidence = await completeEvidence(collected, { db, plan, tagKeys: manifest.tagKeys });
  const { n, mean, source } = evidence.similarity;
  const { lower, upper } = similarityCriterion(evidence.similarity, { ...criteria.similarity, level });
  const metrics = computeMetrics({
    counts,
    latency,
    ttft,
    chars,
    errorKinds,
    similarity: { n, mean, source, lower, upper },
    spreads: {
      pairs: spreadOfPairs,
      clusters: evidence.clusters ? await readSpreads(db, clusterSql(evidence.clusters)) : null,
    },
    level,
    models: manifest.models,
  });
  return {
    workspace: workspaceInfo(store.path, manifest, counts),
    plan,
    evidence,
    decision: decide(evidence, plan),
    ...(evidence.humanWinRate && { human: humanWinRate(evidence.humanWinRate, plan) }),
    metrics,
    seed: seedMetrics(metrics),
    latency: latencyDistribution(latency, paired, level),
    similarity: similarityDistribution(
      {
        similarities,
        unrelated,
        encoder: store.similarity?.identity ?? null,
        meaning: meaningCounts(meanings),
      },
      criteria.similarity.threshold,
      level,
    ),
    noiseFloor: floor,
    timeline: await timeline,
    quality: {
      imported: importTotals(manifest.sources.map((source) => ({ ...source, alreadyImported: false }))),
      rejectsByCode: await store.countRejects(),
      notes: [
        ...manifest.sources.flatMap((source) => source.notes as ImportNote[]),
        ...similarityNotes(store),
      ],
      missing: { prod: counts.arms.prod.missing, shadow: counts.arms.shadow.missing },
      damaged: request.damaged,
    },
    version: request.version,
    computedAt: request.now,
  };
}

function similarityNotes({ similarityProblem: message }: WorkspaceStore): ImportNote[] {
  if (message === null) return [];
  return [{ file: 'similarity', code: 'damaged-similarity', message, count: 1, firstLine: null }];
}

async function settledColumns(db: Database): Promise<ArmValues> {
  const [prod, shadow] = await Promise.all(
    ARMS.map(async (arm) => (await db.numbers<'x'>(settledValues(arm))).x),
  );
  return { prod: prod!, shadow: shadow! };
}

async function sortedColumn(db: Database, column: MeasuredColumn): Promise<ArmValues> {
  const [prod, shadow] = await Promise.all(
    ARMS.map(async (arm) => sortedValues((await db.numbers<'x'>(answeredValues(arm, column))).x)),
  );
  return { prod: prod!, shadow: shadow! };
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
