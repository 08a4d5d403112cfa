import type { Overview } from '../model/overview';
import type { TrustReport } from '../model/judge-trust';
import { judgedPart } from './judged-part';
import { methods } from './methods';
import type { ReportModel } from './report-model';
import { sentences } from './sentences';

/** What a report holds beside the Overview. */
export interface ReportContext extends Pick<
  ReportModel,
  'hashes' | 'board' | 'ledger' | 'examples' | 'signOffs' | 'baseline'
> {
  /** The command line that makes the report again. */
  command: string;
  /** ms since 1970 UTC. */
  generatedAt: number;
  /** What the judge found; absent when nothing was judged. */
  judge?: TrustReport | null;
}

/** The report of an Overview as plain data. */
export function buildReport(
  overview: Overview,
  { command, generatedAt, judge = null, hashes, board, ledger, examples, signOffs, baseline }: ReportContext,
): ReportModel {
  const { workspace } = overview;
  return {
    format: 'gnomon-report',
    version: 2,
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
    ...(overview.human && { human: overview.human }),
    plan: overview.plan,
    evidence: overview.evidence,
    metrics: overview.metrics,
    seed: overview.seed,
    latency: overview.latency,
    similarity: overview.similarity,
    noiseFloor: overview.noiseFloor,
    judge: judge && judgedPart(judge),
    timeline: overview.timeline,
    quality: overview.quality,
    sources: workspace.sources,
    methods: methods(overview),
    hashes,
    board,
    ledger,
    examples,
    signOffs,
    baseline,
  };
}
