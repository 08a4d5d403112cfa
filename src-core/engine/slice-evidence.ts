import type { ErrorEvidence, LatencyEvidence, MomentEvidence, SliceEvidence } from '../model/evidence';
import { clusterSpread, quantileClusters } from './cluster-spread';
import { gather } from './gather';
import { moments } from './moments';
import type { PairValues } from './pair-values';
import { pairedQuantiles } from './paired-quantiles';

/** What measured the scores. */
export interface ScoreSources {
  similarity: string | null;
  winRate: string | null;
}

/**
 * Evidence on the built-in criteria from some of the rows. Plain loops: this runs over every pair once for each way in
 * which pairs are divided.
 * @param rows indices into the values
 */
export function sliceEvidence(values: PairValues, rows: Int32Array, sources: ScoreSources): SliceEvidence {
  const outcomes = new Float64Array(9);
  let [first, last] = [Infinity, -Infinity];
  const { outcome, ts, clusters } = values;
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!;
    outcomes[outcome[row]!]!++;
    const at = ts[row]!;
    if (at < first) first = at;
    if (at > last) last = at;
  }
  const at = (code: number): number => outcomes[code]!;
  const errors: ErrorEvidence = {
    both: at(4),
    shadowOnly: at(1),
    prodOnly: at(3),
    neither: at(0),
    missingShadow: { prodFailed: at(5), prodAnswered: at(2) },
    missingProd: at(6) + at(7) + at(8),
    ...(clusters && { clusters: errorClusters(values, rows) }),
  };
  return {
    coverage: {
      complete: at(0) + at(1) + at(3) + at(4),
      pairs: rows.length,
      firstTimestamp: Number.isFinite(first) ? first : null,
      lastTimestamp: Number.isFinite(last) ? last : null,
    },
    latency: latencyEvidence(values, rows, 0.95),
    errors,
    similarity: scores(values, rows, { column: values.similarity, source: sources.similarity }),
    winRate: scores(values, rows, { column: values.judged, source: sources.winRate }),
  };
}

function scores(
  { outcome, clusters }: PairValues,
  rows: Int32Array,
  { column, source }: { column: Float64Array; source: string | null },
): MomentEvidence {
  const told = withValue(column, rows);
  // A pair that failed in an arm may have been scored by rule.
  let unmeasured = 0;
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!;
    if (outcome[row] === 0 && Number.isNaN(column[row]!)) unmeasured++;
  }
  return {
    n: told.length,
    ...moments(gather(column, told)),
    unmeasured,
    source: told.length > 0 ? source : null,
    ...(clusters && { clusters: clusterSpread(told, clusters, (row) => column[row]!) }),
  };
}

/** The rows that carry a value. */
export function withValue(column: Float64Array, rows: Int32Array): Int32Array {
  const told = new Int32Array(rows.length);
  let n = 0;
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!;
    if (!Number.isNaN(column[row]!)) told[n++] = row;
  }
  return told.subarray(0, n);
}

/** Order statistics of a quantile of settled latencies over some of the rows. */
export function latencyEvidence(values: PairValues, rows: Int32Array, p: number): LatencyEvidence {
  const settled = withValue(values.prodSettled, rows);
  const prod = gather(values.prodSettled, settled);
  const shadow = gather(values.shadowSettled, settled);
  const timeouts = { prod: infinite(prod), shadow: infinite(shadow) };
  const [quantile] = pairedQuantiles({ prod, shadow }, [p]);
  return {
    n: settled.length,
    prod: quantile?.prod ?? null,
    shadow: quantile?.shadow ?? null,
    bothAtOrBelow: quantile?.bothAtOrBelow ?? 0,
    timeouts,
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

function infinite(times: Float64Array): number {
  let n = 0;
  for (let i = 0; i < times.length; i++) if (times[i] === Infinity) n++;
  return n;
}

/** Shadow failed − production failed by outcome; a missing shadow fails or is left out, a missing production is. */
const DIFFERENCE = {
  failed: Float64Array.of(0, 1, 1, -1, 0, 0, Number.NaN, Number.NaN, Number.NaN),
  excluded: Float64Array.of(0, 1, Number.NaN, -1, 0, Number.NaN, Number.NaN, Number.NaN, Number.NaN),
};

function errorClusters(
  { outcome, clusters }: PairValues,
  rows: Int32Array,
): NonNullable<ErrorEvidence['clusters']> {
  const { failed, excluded } = DIFFERENCE;
  return {
    failed: clusterSpread(rows, clusters!, (row) => failed[outcome[row]!]!),
    excluded: clusterSpread(rows, clusters!, (row) => excluded[outcome[row]!]!),
  };
}
