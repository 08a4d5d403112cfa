import type { Evidence, MomentEvidence } from '../model/evidence';
import type { WorkspaceCounts } from './count-pairs';
import { moments } from './moments';
import type { PairedQuantile } from './paired-quantiles';

/** What the evidence is collected from. */
export interface EvidenceSource {
  counts: WorkspaceCounts;
  /** Absent when no pair has settled latencies. */
  p95: PairedQuantile | undefined;
  /** Latencies of settled pairs, a timeout being infinite. */
  settled: { prod: Float64Array; shadow: Float64Array };
  similarities: Float64Array;
  /** What measured them. */
  similaritySource: string;
  /** Scores that count, with the pair's outcome and 0 for the judge, 1 for a failed arm, 2 for equal outputs. */
  judged: Record<'score' | 'outcome' | 'rule', Float64Array>;
  /** The judge's name, and whether more is to be judged; null where none was asked. */
  judge: { name: string | null; open: boolean } | null;
}

/** Counts, moments and order statistics for the decision. */
export function collectEvidence({
  counts,
  p95,
  settled,
  similarities,
  similaritySource,
  judged,
  judge,
}: EvidenceSource): Evidence {
  const { outcome } = counts;
  return {
    coverage: {
      complete: outcome.both + outcome.shadowOnly + outcome.prodOnly + outcome.neither,
      pairs: counts.total,
      firstTimestamp: counts.firstTimestamp,
      lastTimestamp: counts.lastTimestamp,
    },
    latency: {
      n: settled.prod.length,
      prod: p95?.prod ?? null,
      shadow: p95?.shadow ?? null,
      bothAtOrBelow: p95?.bothAtOrBelow ?? 0,
      timeouts: { prod: infinite(settled.prod), shadow: infinite(settled.shadow) },
    },
    errors: { ...outcome, missingShadow: counts.missingShadow, missingProd: counts.missingProd },
    similarity: similarityEvidence(similarities, outcome.neither, similaritySource),
    winRate: winRateEvidence(judged, outcome.neither, judge),
  };
}

function similarityEvidence(
  similarities: Float64Array,
  bothAnswered: number,
  measuredBy: string,
): MomentEvidence {
  const n = similarities.length;
  const source = n > 0 ? measuredBy : null;
  return { n, ...moments(similarities), unmeasured: bothAnswered - n, source };
}

function winRateEvidence(
  { score, outcome, rule }: EvidenceSource['judged'],
  bothAnswered: number,
  judge: EvidenceSource['judge'],
): MomentEvidence {
  const n = score.length;
  const count = (values: Float64Array, wanted: number): number =>
    values.reduce((sum, value) => sum + Number(value === wanted), 0);
  const evidence = {
    n,
    ...moments(score),
    unmeasured: bothAnswered - count(outcome, 0),
    source: n > 0 ? (judge?.name ?? null) : null,
    ...(n > 0 && judge?.open && { open: true }),
  };
  return n > 0 ? { ...evidence, byRule: { failedArm: count(rule, 1), identical: count(rule, 2) } } : evidence;
}

function infinite(values: Float64Array): number {
  let count = 0;
  for (const value of values) if (value === Infinity) count++;
  return count;
}
