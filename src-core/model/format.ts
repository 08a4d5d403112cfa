import { METRICS, type MetricId, type MetricKind } from './metric';
import type { CriterionId, CriterionKey } from './plan';

/** Stands for everything that was not measured. */
export const NOT_MEASURED = '—';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

type Figure = number | null;

function isFigure(value: Figure): value is number {
  return value !== null && Number.isFinite(value);
}

/** Made once each: making one takes longer than a thousand uses. */
const FORMATS = new Map<string, Intl.NumberFormat>();

function numberFormat(kind: 'decimals' | 'digits', count: number): Intl.NumberFormat {
  const key = `${kind}${count}`;
  const known = FORMATS.get(key);
  if (known) return known;
  const options =
    kind === 'digits'
      ? { maximumSignificantDigits: count }
      : { minimumFractionDigits: count, maximumFractionDigits: count };
  const format = new Intl.NumberFormat('en-US', { ...options, signDisplay: 'negative' });
  FORMATS.set(key, format);
  return format;
}

/** Grouped by thousands, with a true minus sign, and never "-0". */
function decimal(value: number, decimals: number): string {
  return numberFormat('decimals', decimals).format(value).replace('-', '−');
}

function significant(value: number, digits: number): string {
  return numberFormat('digits', digits).format(value).replace('-', '−');
}

/** A count of things: 12,400. */
export function formatCount(value: Figure): string {
  return isFigure(value) ? decimal(value, 0) : NOT_MEASURED;
}

/** A latency in ms: 0.42 ms · 8.5 ms · 1,204 ms · 12.4 s (from 10 s on). */
export function formatLatency(ms: Figure): string {
  if (!isFigure(ms)) return NOT_MEASURED;
  if (Math.abs(ms) < 10) return `${significant(ms, 2)} ms`;
  if (Math.abs(ms) < 9999.5) return `${decimal(ms, 0)} ms`;
  return `${decimal(ms / SECOND, 1)} s`;
}

/** A span of waiting in ms: 0.4 s · 25 s · 3 min 20 s · 2 h 5 min · 3 d 4 h. */
export function formatDuration(ms: Figure): string {
  if (!isFigure(ms)) return NOT_MEASURED;
  if (ms < 9.95 * SECOND) return `${decimal(Math.max(0, ms) / SECOND, 1)} s`;
  if (ms < MINUTE - SECOND / 2) return `${decimal(ms / SECOND, 0)} s`;
  if (ms < HOUR - SECOND / 2) return twoUnits(Math.round(ms / SECOND), 60, 'min', 's');
  if (ms < DAY - MINUTE / 2) return twoUnits(Math.round(ms / MINUTE), 60, 'h', 'min');
  return twoUnits(Math.round(ms / HOUR), 24, 'd', 'h');
}

function twoUnits(total: number, perLarge: number, large: string, small: string): string {
  const rest = total % perLarge;
  const head = `${decimal(Math.floor(total / perLarge), 0)} ${large}`;
  return rest === 0 ? head : `${head} ${rest} ${small}`;
}

/**
 * A share in 0–1 as percent: 0.31 % · 53.1 % · 99.97 %. A share that is neither none nor all never reads 0 % or 100 %.
 */
export function formatPercent(share: Figure): string {
  if (!isFigure(share)) return NOT_MEASURED;
  const percent = share * 100;
  if (percent === 0 || percent === 100) return `${percent} %`;
  const toAll = 100 - percent;
  if (percent > 0 && percent < 0.01) return '< 0.01 %';
  if (toAll > 0 && toAll < 0.01) return '> 99.99 %';
  return `${decimal(percent, percentDecimals(percent))} %`;
}

function percentDecimals(percent: number): number {
  return Math.abs(percent) < 9.995 || Math.abs(100 - percent) < 1 ? 2 : 1;
}

/** A confidence level in 0–1: 95 % · 97.5 %. */
export function formatLevel(level: number): string {
  return `${significant(level * 100, 4)} %`;
}

/** A difference of two shares in percentage points: +0.31 pp · −0.12 pp · 0 pp. */
export function formatPoints(difference: Figure, decimals = 2): string {
  if (!isFigure(difference)) return NOT_MEASURED;
  if (difference === 0) return '0 pp';
  return `${difference > 0 ? '+' : ''}${decimal(difference * 100, decimals)} pp`;
}

/** A ratio of two quantities: 1.14×. */
export function formatRatio(ratio: Figure, decimals = 2): string {
  return isFigure(ratio) ? `${decimal(ratio, decimals)}×` : NOT_MEASURED;
}

/** A similarity in −1…1: 0.962. */
export function formatSimilarity(similarity: Figure, decimals = 3): string {
  return isFigure(similarity) ? decimal(similarity, decimals) : NOT_MEASURED;
}

/** US dollars: $0.0021 · $0.412 · $31.25 · $12,400 (whole from 10,000 on). @param more digits than usual */
export function formatUsd(usd: Figure, more = 0): string {
  if (!isFigure(usd)) return NOT_MEASURED;
  const size = Math.abs(usd);
  const sign = usd < 0 ? '−' : '';
  if (size === 0) return '$0';
  if (size < 1) return `${sign}$${significant(size, 3 + more)}`;
  return `${sign}$${decimal(size, (size < 9999.995 ? 2 : 0) + more)}`;
}

/** Bytes in powers of 1000: 512 B · 34 kB · 1.2 MB · 3.4 GB. */
export function formatBytes(bytes: Figure): string {
  if (!isFigure(bytes)) return NOT_MEASURED;
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let size = bytes;
  let unit = 0;
  while (size >= 999.5 && unit < units.length - 1) {
    size /= 1000;
    unit += 1;
  }
  return `${decimal(size, unit === 0 || size >= 9.95 ? 0 : 1)} ${units[unit]}`;
}

/** A mean or another figure without a unit of its own: 412 · 38.5 · 0.0182. @param more digits than usual */
export function formatFigure(value: Figure, more = 0): string {
  if (!isFigure(value)) return NOT_MEASURED;
  if (Number.isInteger(value)) return decimal(value, 0);
  return Math.abs(value) >= 1000 ? decimal(value, more) : significant(value, 3 + more);
}

/** A p-value with its relation: p = 0.0198 · p < 0.0001. */
export function formatP(p: Figure): string {
  if (!isFigure(p)) return `p ${NOT_MEASURED}`;
  return p < 0.0001 ? 'p < 0.0001' : `p = ${significant(p, 3)}`;
}

/** A day in UTC from ms since 1970: 14 Mar 2026. */
function formatDay(ms: Figure): string {
  if (!isFigure(ms)) return NOT_MEASURED;
  const date = new Date(ms);
  return `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear()}`;
}

/** A moment in UTC from ms since 1970: 14 Mar 2026, 08:05 UTC. */
export function formatMoment(ms: Figure): string {
  if (!isFigure(ms)) return NOT_MEASURED;
  return `${formatDay(ms)}, ${new Date(ms).toISOString().slice(11, 16)} UTC`;
}

/** The time of day of a moment, UTC: 08:05:30 UTC. */
export function formatClock(ms: Figure): string {
  return isFigure(ms) ? `${new Date(ms).toISOString().slice(11, 19)} UTC` : NOT_MEASURED;
}

/** The days between two moments, UTC: 14 Mar 2026 · 1–14 Mar 2026 · 28 Feb – 3 Mar 2026 · 28 Dec 2025 – 3 Jan 2026. */
export function formatDayRange(first: Figure, last: Figure): string {
  if (!isFigure(first) || !isFigure(last)) return formatDay(first ?? last);
  const [from, to] = [new Date(first), new Date(last)];
  const end = formatDay(last);
  if (formatDay(first) === end) return end;
  if (from.getUTCFullYear() !== to.getUTCFullYear()) return `${formatDay(first)} – ${end}`;
  if (from.getUTCMonth() !== to.getUTCMonth()) {
    return `${from.getUTCDate()} ${MONTHS[from.getUTCMonth()]} – ${end}`;
  }
  return `${from.getUTCDate()}–${end}`;
}

interface UnitFormat {
  decimals: number;
  format: (value: number, decimals: number) => string;
}

const RATIO: UnitFormat = { decimals: 2, format: formatRatio };
const POINTS: UnitFormat = { decimals: 2, format: formatPoints };
const SHARE: UnitFormat = { decimals: 1, format: (value, decimals) => `${decimal(value * 100, decimals)} %` };

const CRITERION_FORMAT: Readonly<Record<CriterionId, UnitFormat>> = {
  latency_p95_ratio: RATIO,
  error_rate: POINTS,
  win_rate: SHARE,
  similarity: { decimals: 3, format: formatSimilarity },
  coverage: { decimals: 0, format: decimal },
};

const METRIC_FORMAT: Readonly<Record<MetricKind, UnitFormat>> = {
  'quantile-ratio': RATIO,
  'total-ratio': RATIO,
  'rate-difference': POINTS,
  rate: { ...SHARE, decimals: 2 },
  mean: SHARE,
};

/** The unit of a criterion, whether of the whole or of a slice. */
function unitOf(key: CriterionKey): UnitFormat {
  const base = key.split('@')[0]!;
  return base in CRITERION_FORMAT
    ? CRITERION_FORMAT[base as CriterionId]
    : METRIC_FORMAT[METRICS[base as MetricId].kind];
}

/** Whether a criterion is a ratio, and so is drawn on a logarithmic scale. */
export function isRatio(key: CriterionKey): boolean {
  return unitOf(key) === RATIO;
}

/**
 * A criterion's estimate, bound or threshold in its own unit: 1.14× · +0.31 pp · 53.1 % · 0.962 · 12,400.
 * @param beside the threshold that the figure stands beside: up to three more decimals are shown where rounding
 *   would make the two look equal
 */
export function formatCriterion(key: CriterionKey, value: Figure, beside?: number): string {
  if (value === Infinity || value === -Infinity) return value < 0 ? '−∞' : '∞';
  if (!isFigure(value)) return NOT_MEASURED;
  const { decimals, format } = unitOf(key);
  if (beside === undefined || value === beside) return format(value, decimals);
  for (let more = 0; more < 3; more += 1) {
    const text = format(value, decimals + more);
    if (text !== format(beside, decimals + more)) return text;
  }
  return format(value, decimals + 3);
}
