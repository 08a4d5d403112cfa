import type { MetricId } from '../model/metric';
import type { Database } from '../ports/database';
import { metricColumns } from '../sql/metric-columns';
import { type DividedBy, pairValues } from '../sql/pair-values-queries';

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
  /** USD. */
  prodCost: Float64Array;
  shadowCost: Float64Array;
  /** Codes of the columns that pairs are divided by, in the order asked for; NaN for no value. */
  by: readonly Float64Array[];
  /** Figures of metrics that the columns above do not tell; `prod` is null where the metric is of the pair. */
  metrics: ReadonlyMap<MetricId, { prod: Float64Array | null; shadow: Float64Array }>;
  /** Cluster of each row as 0, 1, 2, …; null where pairs do not come in clusters. */
  clusters: { of: Int32Array; count: number } | null;
}

export interface PairValuesRequest {
  /** SQL of the cluster column, null for none. */
  cluster: string | null;
  /** Columns that pairs are divided by. */
  by?: readonly DividedBy[];
  metrics?: readonly MetricId[];
  /** Whether the texts have been read. */
  traits?: boolean;
}

export async function loadPairValues(
  db: Database,
  { cluster, by = [], metrics = [], traits = false }: PairValuesRequest,
): Promise<PairValues> {
  const found = metrics.flatMap((metric) => {
    const columnsOf = metricColumns(metric, traits);
    return columnsOf === null ? [] : [{ metric, columnsOf }];
  });
  const columns = await db.numbers<string>(
    pairValues({ cluster, by, traits, metrics: found.map(({ columnsOf }) => columnsOf) }),
  );
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
    prodCost: column('prod_cost_usd'),
    shadowCost: column('shadow_cost_usd'),
    by: by.map((_, i) => column(`by_${i}`)),
    metrics: new Map(
      found.map(({ metric, columnsOf }, i) => [
        metric,
        { prod: columnsOf.prod === null ? null : column(`p_${i}`), shadow: column(`s_${i}`) },
      ]),
    ),
    clusters: cluster === null ? null : denseCodes(column('cluster_code')),
  };
}

/**
 * Codes, whole numbers but NaN, replaced by 0, 1, 2, … in order of appearance. By a table of its own: a Map of a million
 * numbers takes ten times as long.
 */
export function denseCodes(codes: Float64Array): { of: Int32Array; count: number } {
  const size = 2 ** Math.ceil(Math.log2(2 * codes.length + 2));
  const keys = new Float64Array(size).fill(Number.NaN);
  const indices = new Int32Array(size);
  const of = new Int32Array(codes.length);
  let count = 0;
  for (let i = 0; i < codes.length; i++) {
    const code = codes[i]!;
    let at = Math.abs(code) % size;
    while (keys[at] !== code && !Number.isNaN(keys[at]!)) at = (at + 1) % size;
    if (keys[at] !== code) {
      keys[at] = code;
      indices[at] = count++;
    }
    of[i] = indices[at]!;
  }
  return { of, count };
}
