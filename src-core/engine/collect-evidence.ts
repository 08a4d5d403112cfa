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
}

/** Counts, moments and order statistics for the decision. */
export function collectEvidence({
  counts,
  p95,
  settled,
  similarities,
  similaritySource,
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
    winRate: { n: 0, mean: null, sd: null, m3: null, unmeasured: outcome.neither, source: null },
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

function infinite(values: Float64Array): number {
  let count = 0;
  for (const value of values) if (value === Infinity) count++;
  return count;
}
