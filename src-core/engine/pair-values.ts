import type { Database } from '../ports/database';
import { pairValues } from '../sql/pair-values-queries';

/** Columns of all pairs, row by row the same pair; NaN where not measured. */
export interface PairValues {
  n: number;
  seq: Float64Array;
  /** See sql/pairs-table. */
  outcome: Float64Array;
  /** ms since 1970 UTC. */
  ts: Float64Array;
  /** Latencies of settled pairs in ms, a timeout being infinite. */
  prodSettled: Float64Array;
  shadowSettled: Float64Array;
  similarity: Float64Array;
  /** What the judge gives the shadow, in 0…1. */
  judged: Float64Array;
  /** Cluster of each row as 0, 1, 2, …; null where pairs do not come in clusters. */
  clusters: { of: Int32Array; count: number } | null;
}

/** @param cluster SQL of the cluster column, null for none */
export async function loadPairValues(db: Database, cluster: string | null): Promise<PairValues> {
  const columns = await db.numbers<string>(pairValues(cluster));
  const column = (name: string): Float64Array => columns[name]!;
  return {
    n: column('seq').length,
    seq: column('seq'),
    outcome: column('outcome'),
    ts: column('ts'),
    prodSettled: column('prod_settled_ms'),
    shadowSettled: column('shadow_settled_ms'),
    similarity: column('similarity'),
    judged: column('judge_score'),
    clusters: cluster === null ? null : denseCodes(column('cluster')),
  };
}

/** Codes replaced by 0, 1, 2, … in order of appearance. */
export function denseCodes(codes: Float64Array): { of: Int32Array; count: number } {
  const known = new Map<number, number>();
  const of = new Int32Array(codes.length);
  for (let i = 0; i < codes.length; i++) {
    const code = codes[i]!;
    let index = known.get(code);
    if (index === undefined) {
      index = known.size;
      known.set(code, index);
    }
    of[i] = index;
  }
  return { of, count: known.size };
}
