import type { Interval, LatencyBeside } from './board';
import { formatCount, formatLevel, formatP, formatPercent, formatRatio } from './format';

/** One ratio, shadow / production, in words. */
export interface LatencyBesideRow {
  label: string;
  ratio: string;
  paired: string;
  /** Null where only the same request can be compared. */
  unpaired: string | null;
  n: string;
}

/** The figures beside the latency criterion as a table, for window and report alike. */
export function latencyBesideRows({ quantiles, perRequest }: LatencyBeside): LatencyBesideRow[] {
  const rows = quantiles.map(({ p, n, ratio, paired, unpaired }) => ({
    label: `P${Math.round(100 * p)} of the requests`,
    ratio: formatRatio(ratio),
    paired: bounds(paired),
    unpaired: bounds(unpaired),
    n: formatCount(n),
  }));
  if (perRequest === null) return rows;
  const median = {
    label: 'Median of the requests’ own ratios',
    ratio: formatRatio(perRequest.median),
    paired: bounds(perRequest),
    unpaired: null,
    n: formatCount(perRequest.n),
  };
  return [...rows, median];
}

/** How the bounds of these figures are to be read. */
export function latencyBesideNote({ level, perRequest }: LatencyBeside): string {
  const note = `One-sided bounds at ${formatLevel(level)} from one analysis; they decide nothing. A quantile beyond the timeouts, or of too few requests, has none.`;
  if (perRequest === null) return note;
  const { n, slower, faster, deff, signP } = perRequest;
  const widened = deff > 1 ? `, widened for clusters (design effect ${deff.toFixed(2)})` : '';
  const p = signP === null ? '' : ` (${formatP(signP)})`;
  return `${note} The median is bounded by the sign test${widened}: the shadow was slower in ${formatPercent(slower / n)} and faster in ${formatPercent(faster / n)} of the requests${p}.`;
}

function bounds({ lower, upper }: Interval): string {
  return lower === null || upper === null ? 'too few' : `${formatRatio(lower)} … ${formatRatio(upper)}`;
}
