import type { Evidence, LatencyEvidence, MomentEvidence } from '../model/evidence';
import type { Database } from '../ports/database';
import { SIMILARITY_MOMENTS } from '../sql/overview-queries';
import type { WorkspaceCounts } from './count-pairs';
import type { PairedQuantile } from './paired-quantiles';

/** Counts and moments for the decision, from one pass each over the hot table. */
export async function collectEvidence(
  db: Database,
  counts: WorkspaceCounts,
  p95: PairedQuantile | undefined,
): Promise<Evidence> {
  const { outcome } = counts;
  const complete = outcome.both + outcome.shadowOnly + outcome.prodOnly + outcome.neither;
  return {
    coverage: {
      complete,
      pairs: counts.total,
      firstTimestamp: counts.firstTimestamp,
      lastTimestamp: counts.lastTimestamp,
    },
    latency: await latencyEvidence(db, p95),
    errors: { ...outcome, missingShadow: counts.missingShadow, missingProd: counts.missingProd },
    similarity: await similarityEvidence(db, outcome.neither),
    winRate: { n: 0, mean: null, sd: null, m3: null, unmeasured: outcome.neither, source: null },
  };
}

async function latencyEvidence(db: Database, p95: PairedQuantile | undefined): Promise<LatencyEvidence> {
  const [timeouts] = await db.query<{ prod: number; shadow: number }>(
    `SELECT count(*) FILTER (isinf(prod_settled_ms)) AS prod, count(*) FILTER (isinf(shadow_settled_ms)) AS shadow FROM pairs`,
  );
  return {
    n: p95?.n ?? 0,
    prod: p95?.prod ?? null,
    shadow: p95?.shadow ?? null,
    bothAtOrBelow: p95?.bothAtOrBelow ?? 0,
    timeouts: { prod: timeouts!.prod, shadow: timeouts!.shadow },
  };
}

async function similarityEvidence(db: Database, bothAnswered: number): Promise<MomentEvidence> {
  const [row] = await db.query<{ n: number; mean: number | null; sd: number | null; m3: number | null }>(
    SIMILARITY_MOMENTS,
  );
  const n = row?.n ?? 0;
  if (n === 0) return { n: 0, mean: null, sd: null, m3: null, unmeasured: bothAnswered, source: null };
  const { mean, sd, m3 } = row!;
  return { n, mean, sd, m3, unmeasured: bothAnswered - n, source: 'the log' };
}
