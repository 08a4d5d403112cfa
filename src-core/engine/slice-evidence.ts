import type { ErrorEvidence, LatencyEvidence, MomentEvidence, SliceEvidence } from '../model/evidence';
import { clusterSpread, quantileClusters } from './cluster-spread';
import { moments } from './moments';
import type { PairValues } from './pair-values';
import { pairedQuantiles } from './paired-quantiles';

/** What measured the scores. */
export interface ScoreSources {
  similarity: string | null;
  winRate: string | null;
}

/**
 * Evidence on the built-in criteria from some of the rows.
 * @param rows indices into the values
 */
export function sliceEvidence(values: PairValues, rows: Int32Array, sources: ScoreSources): SliceEvidence {
  const outcomes = Array.from({ length: 9 }, () => 0);
  let [first, last] = [Infinity, -Infinity];
  for (const row of rows) {
    outcomes[values.outcome[row]!]!++;
    const at = values.ts[row]!;
    if (at < first) first = at;
    if (at > last) last = at;
  }
  const [neither, shadowOnly, prodAnswered, prodOnly, both, prodFailed, ...missing] = outcomes as [
    number,
    number,
    number,
    number,
    number,
    number,
    ...number[],
  ];
  const clusters = values.clusters;
  const errors: ErrorEvidence = {
    both,
    shadowOnly,
    prodOnly,
    neither,
    missingShadow: { prodFailed, prodAnswered },
    missingProd: missing.reduce((sum, n) => sum + n, 0),
    ...(clusters && { clusters: errorClusters(values, rows) }),
  };
  const scores = (column: Float64Array, source: string | null): MomentEvidence => {
    const found = Float64Array.from(
      rows.filter((row) => !Number.isNaN(column[row]!)),
      (row) => column[row]!,
    );
    return {
      n: found.length,
      ...moments(found),
      // A pair that failed in an arm may have been scored by rule.
      unmeasured: rows.reduce(
        (sum, row) => sum + Number(values.outcome[row] === 0 && Number.isNaN(column[row]!)),
        0,
      ),
      source: found.length > 0 ? source : null,
      ...(clusters && { clusters: clusterSpread(rows, clusters, (row) => column[row]!) }),
    };
  };
  return {
    coverage: {
      complete: both + shadowOnly + prodOnly + neither,
      pairs: rows.length,
      firstTimestamp: Number.isFinite(first) ? first : null,
      lastTimestamp: Number.isFinite(last) ? last : null,
    },
    latency: latencyEvidence(values, rows, 0.95),
    errors,
    similarity: scores(values.similarity, sources.similarity),
    winRate: scores(values.judged, sources.winRate),
  };
}

/** Order statistics of a quantile of settled latencies over some of the rows. */
export function latencyEvidence(values: PairValues, rows: Int32Array, p: number): LatencyEvidence {
  const settled = rows.filter((row) => !Number.isNaN(values.prodSettled[row]!));
  const prod = Float64Array.from(settled, (row) => values.prodSettled[row]!);
  const shadow = Float64Array.from(settled, (row) => values.shadowSettled[row]!);
  const [quantile] = pairedQuantiles({ prod, shadow }, [p]);
  const infinite = (times: Float64Array): number => times.reduce((n, ms) => n + Number(ms === Infinity), 0);
  return {
    n: settled.length,
    prod: quantile?.prod ?? null,
    shadow: quantile?.shadow ?? null,
    bothAtOrBelow: quantile?.bothAtOrBelow ?? 0,
    timeouts: { prod: infinite(prod), shadow: infinite(shadow) },
    ...(values.clusters &&
      quantile && {
        clusters: quantileClusters(settled, values.clusters, {
          prod: values.prodSettled,
          shadow: values.shadowSettled,
          limits: { prod: quantile.prod.quantile, shadow: quantile.shadow.quantile },
        }),
      }),
  };
}

/** Shadow failed − production failed of an outcome; a missing shadow fails or is left out. */
function errorClusters(
  { outcome, clusters }: PairValues,
  rows: Int32Array,
): NonNullable<ErrorEvidence['clusters']> {
  const difference = (missing: number) => (row: number) => {
    const [prod, shadow] = [Math.floor(outcome[row]! / 3), outcome[row]! % 3];
    if (prod === 2) return Number.NaN;
    return (shadow === 2 ? missing : shadow) - prod;
  };
  return {
    failed: clusterSpread(rows, clusters!, difference(1)),
    excluded: clusterSpread(rows, clusters!, difference(Number.NaN)),
  };
}
