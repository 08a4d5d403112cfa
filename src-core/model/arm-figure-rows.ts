import type { ArmName } from './arm';
import { type BoundedFigure, inBrackets } from './bounded-figure';
import {
  formatCount,
  formatFigure,
  formatLatency,
  formatPercent,
  formatRatio,
  formatSimilarity,
  formatUsd,
} from './format';
import type { BoundedValue, FigureBounds, LatencySummary, Metrics } from './metrics';

/** One figure of both arms, each over n requests of its own, and shadow / production where it has bounds. */
export interface ArmFigureRow {
  label: string;
  n: Readonly<Record<ArmName, number>>;
  prod: BoundedFigure;
  shadow: BoundedFigure;
  ratio: BoundedFigure | null;
}

/** @param more digits than usual */
type Format = (value: number | null, more?: number) => string;

const UNBOUNDED: FigureBounds = { lower: null, upper: null };

const QUANTILES = [
  ['p50', 'P50'],
  ['p90', 'P90'],
  ['p95', 'P95'],
  ['p99', 'P99'],
  ['mean', 'mean'],
] as const;

/** Failed of the requests that an arm settled. */
export function errorRateFigure(metrics: Metrics, arm: ArmName): BoundedFigure {
  return figure(metrics[arm].errorRate, metrics.bounds?.[arm].errorRate, formatPercent);
}

/** Share of the complete pairs with this outcome. */
export function outcomeFigure(metrics: Metrics, outcome: keyof Metrics['errors']): BoundedFigure {
  const { errors, complete, bounds } = metrics;
  const value = complete > 0 ? errors[outcome] / complete : null;
  return figure(value, bounds?.errors[outcome], formatPercent);
}

/** Equal outputs of the pairs whose outputs can be compared; `normalised` is null where the log brings its own comparison. */
export function exactMatchFigures({ exactMatch: { n, raw, normalised }, bounds }: Metrics): {
  raw: BoundedFigure;
  normalised: BoundedFigure | null;
} {
  const of = (count: number, within?: FigureBounds): BoundedFigure =>
    figure(n > 0 ? count / n : null, within, formatPercent);
  return {
    raw: of(raw, bounds?.exactMatch.raw),
    normalised: normalised === null ? null : of(normalised, bounds?.exactMatch.normalised),
  };
}

export function meanSimilarityFigure({ similarity, bounds }: Metrics): BoundedFigure {
  return figure(similarity.mean, bounds?.similarity, formatSimilarity);
}

/** Latency of answered requests: quantiles and mean, for window, report and terminal alike. */
export function latencyRows(metrics: Metrics): ArmFigureRow[] {
  return QUANTILES.map(([key, label]) => summaryRow(metrics, 'latency', { key, label }));
}

/** Time to the first token of answered requests. */
export function firstTokenRows(
  metrics: Metrics,
  keys: readonly (typeof QUANTILES)[number][0][],
): ArmFigureRow[] {
  return QUANTILES.filter(([key]) => keys.includes(key)).map(([key, label]) =>
    summaryRow(metrics, 'ttft', { key, label: `First token, ${label}` }),
  );
}

/** What a request takes: tokens, cost and characters of the output. Sums stand in `totalsSentence`. */
export function amountRows(metrics: Metrics): ArmFigureRow[] {
  const { bounds } = metrics;
  const mean = (label: string, of: 'tokensIn' | 'tokensOut' | 'cost', format: Format): ArmFigureRow => ({
    ...valueRow(metrics, { label, of, format }),
    ratio: bounds ? ratioFigure(bounds.ratios[of]) : null,
  });
  const length = (key: 'mean' | 'p50' | 'p95', label: string): ArmFigureRow =>
    summaryRow(metrics, 'length', { key, label, format: key === 'mean' ? formatFigure : formatCount });
  return [
    mean('Tokens in, mean', 'tokensIn', formatFigure),
    mean('Tokens out, mean', 'tokensOut', formatFigure),
    mean('Cost, mean', 'cost', formatUsd),
    valueRow(metrics, { label: 'Cost per answer', of: 'costPerAnswer', format: formatUsd }),
    {
      ...length('mean', 'Output length, mean'),
      ratio: bounds ? ratioFigure(bounds.ratios.length) : null,
    },
    length('p50', 'Output length, P50'),
    length('p95', 'Output length, P95'),
  ];
}

/** What an arm's requests sum up to, which has no sampling error; null where it holds no amounts. */
export function totalsSentence(metrics: Metrics, arm: ArmName): string | null {
  const { tokensIn, tokensOut, cost } = metrics[arm];
  const parts = [
    ...(tokensIn === null ? [] : [`${formatCount(tokensIn)} tokens in`]),
    ...(tokensOut === null ? [] : [`${formatCount(tokensOut)} tokens out`]),
    ...(cost === null ? [] : [formatUsd(cost)]),
  ];
  return parts.length === 0 ? null : parts.join(', ');
}

/** "500" where both arms have as many, else "11,996 / 11,972". */
export function formatBothN({ prod, shadow }: ArmFigureRow['n']): string {
  return prod === shadow ? formatCount(prod) : `${formatCount(prod)} / ${formatCount(shadow)}`;
}

function summaryRow(
  metrics: Metrics,
  of: 'latency' | 'ttft' | 'length',
  {
    key,
    label,
    format = formatLatency,
  }: { key: Exclude<keyof LatencySummary, 'n'>; label: string; format?: Format },
): ArmFigureRow {
  const each = (arm: ArmName): BoundedFigure => {
    const values: Partial<LatencySummary> = metrics[arm][of];
    const bounds: Partial<Record<string, FigureBounds>> = metrics.bounds?.[arm][of] ?? {};
    return figure(values[key] ?? null, bounds[key], format);
  };
  return {
    label,
    n: { prod: metrics.prod[of].n, shadow: metrics.shadow[of].n },
    prod: each('prod'),
    shadow: each('shadow'),
    ratio: null,
  };
}

function valueRow(
  { prod, shadow, bounds }: Metrics,
  {
    label,
    of,
    format,
  }: { label: string; of: 'tokensIn' | 'tokensOut' | 'cost' | 'costPerAnswer'; format: Format },
): ArmFigureRow {
  const held = { prod, shadow };
  const each = (arm: ArmName): BoundedValue => {
    if (bounds) return bounds[arm][of];
    // An older report holds the sums alone.
    return {
      n: held[arm].answered,
      value: of === 'costPerAnswer' ? held[arm].costPerAnswer : null,
      ...UNBOUNDED,
    };
  };
  const [p, s] = [each('prod'), each('shadow')];
  return {
    label,
    n: { prod: p.n, shadow: s.n },
    prod: figure(p.value, p, format),
    shadow: figure(s.value, s, format),
    ratio: null,
  };
}

/** A ratio without bounds is not told. */
function ratioFigure(ratio: BoundedValue): BoundedFigure | null {
  const format: Format = (value, more = 0) => formatRatio(value, 2 + more);
  return ratio.lower === null ? null : figure(ratio.value, ratio, format);
}

/** With up to three more digits where rounding would make a figure and its bounds look equal. */
function figure(value: number | null, bounds: FigureBounds | undefined, format: Format): BoundedFigure {
  if (value === null || !bounds) return { value: format(value), bounds: '' };
  const told = [bounds.lower, value, bounds.upper].filter((each) => each !== null);
  const apart = (more: number): boolean =>
    new Set(told.map((each) => format(each, more))).size === new Set(told).size;
  const more = [0, 1, 2, 3].find(apart) ?? 0;
  const worded = (each: number | null): string => format(each, more);
  return { value: worded(value), bounds: inBrackets(bounds, worded) };
}
