import type { CriterionBoard, DecisionBoard } from '../model/board';
import type { CriterionResult, Decision } from '../model/decision';
import type { Evidence } from '../model/evidence';
import type { ChangeLedger } from '../model/ledger';
import type { JudgedPart } from '../model/judged-part';
import type { Metrics, SeedMetrics } from '../model/metrics';
import type { NoiseFloor } from '../model/noise-floor';
import type { DataQuality, LatencyDistribution, SimilarityDistribution, Timeline } from '../model/overview';
import type { Plan } from '../model/plan';
import type { ReportExamples } from '../model/report';
import type { BaselineComparison, SignOff } from '../model/sign-off';

/** How one figure comes about, in words. */
export interface Method {
  id: string;
  title: string;
  /** What is done, in plain words; then the formula in words. */
  text: string;
  formula: string | null;
  /** Where the method was published; null for Gnomon's own definitions. */
  source: string | null;
  parameters: readonly { name: string; value: string }[];
}

/** The decision's board without what the report holds already. */
export interface ReportBoard extends Omit<
  DecisionBoard,
  'workspace' | 'evidence' | 'decision' | 'criteria' | 'computedAt'
> {
  criteria: readonly Omit<CriterionBoard, 'result'>[];
}

/**
 * A report as plain data. All formats are rendered from it alone, and `evidence` with `plan` is enough to compute the
 * decision again. Times are ms since 1970 UTC; latencies may be +Infinity where a timeout decides them.
 */
export interface ReportModel {
  format: 'gnomon-report';
  version: 2;
  name: string;
  generatedAt: number;
  /** When the figures were computed. */
  computedAt: number;
  gnomonVersion: string;
  /** The command line that makes this report again. */
  command: string;
  models: { prod: string | null; shadow: string | null };
  pairs: number;
  firstTimestamp: number | null;
  lastTimestamp: number | null;
  /** What was compared, what decides, what is still unknown: one sentence each. */
  sentences: readonly [compared: string, decides: string, unknown: string];
  decision: Decision;
  /** What people prefer; absent where nobody has labelled a pair. */
  human?: CriterionResult;
  plan: Plan;
  evidence: Evidence;
  metrics: Metrics;
  seed: SeedMetrics;
  latency: LatencyDistribution;
  similarity: SimilarityDistribution | null;
  noiseFloor: NoiseFloor | null;
  /** Null when nothing was judged. */
  judge: JudgedPart | null;
  timeline: Timeline | null;
  quality: DataQuality;
  sources: readonly { file: string; sha256: string; size: number }[];
  methods: readonly Method[];
  /** SHA-256, hex, of plan and evidence in canonical form: what a sign-off refers to. */
  hashes: { plan: string; evidence: string };
  /** What stands behind the verdict; null where only the Overview was computed. */
  board: ReportBoard | null;
  /** What users will notice; null where the texts were not read. */
  ledger: ChangeLedger | null;
  examples: ReportExamples;
  /** Decisions about this workspace, oldest first. */
  signOffs: readonly SignOff[];
  /** How these figures compare with those of the last sign-off; null when nothing was signed. */
  baseline: BaselineComparison | null;
}
