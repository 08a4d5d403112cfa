import type { Overview } from '../model/overview';
import { methods } from './methods';
import type { ReportModel } from './report-model';
import { sentences } from './sentences';

/**
 * The report of an Overview as plain data.
 * @param context command: the command line that makes the report again; generatedAt: ms since 1970 UTC
 */
export function buildReport(
  overview: Overview,
  { command, generatedAt }: { command: string; generatedAt: number },
): ReportModel {
  const { workspace } = overview;
  return {
    format: 'gnomon-report',
    version: 1,
    name: workspace.name,
    generatedAt,
    computedAt: overview.computedAt,
    gnomonVersion: overview.version,
    command,
    models: workspace.models,
    pairs: workspace.pairs,
    firstTimestamp: workspace.firstTimestamp,
    lastTimestamp: workspace.lastTimestamp,
    sentences: sentences(overview),
    decision: overview.decision,
    plan: overview.plan,
    evidence: overview.evidence,
    metrics: overview.metrics,
    seed: overview.seed,
    latency: overview.latency,
    similarity: overview.similarity,
    noiseFloor: overview.noiseFloor,
    timeline: overview.timeline,
    quality: overview.quality,
    sources: workspace.sources,
    methods: methods(overview),
  };
}
