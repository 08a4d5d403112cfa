import { scaleLinear } from 'd3-scale';
import { area } from 'd3-shape';
import type { DriftPoint, DriftSeries } from '../model/drift';
import type { MetricId } from '../model/metric';
import {
  formatCount,
  formatCriterion,
  formatDayRange,
  formatLatency,
  formatMoment,
  formatRatio,
} from '../model/format';
import { armLine } from './arm-line';
import type { Plot } from './plot';
import { type SvgChild, drawable, finishPlot, label, line, svg, textWidth } from './svg';

const FORMAT: Partial<Readonly<Record<DriftSeries['metric'], (value: number | null) => string>>> = {
  requests: formatCount,
  prod_p95: formatLatency,
  shadow_p95: formatLatency,
  latency_p95_ratio: (value) => formatRatio(value),
  error_difference: (value) => formatCriterion('error_rate', value),
  similarity: (value) => formatCriterion('similarity', value),
  win_rate: (value) => formatCriterion('win_rate', value),
};

/**
 * One figure over time: its value in each bin with the band between its bounds, the threshold where a criterion has
 * one, and a dashed mark with the levels before and after where the level changed. Sizes in pixels.
 */
export function driftPlot(
  { metric, label: name, points, changes }: DriftSeries,
  {
    binMs,
    threshold,
    width,
    height = 132,
  }: { binMs: number; threshold: number | null; width: number; height?: number },
): Plot {
  const format = FORMAT[metric] ?? ((value) => formatCriterion(metric as MetricId, value));
  const frame = { left: 64, right: width - 12, top: 24, bottom: height - 20 };
  const known = points.filter(({ value }) => drawable(value) !== null);
  const [first, last] = [points[0], points.at(-1)];
  const title = `${name} over time`;
  if (known.length === 0 || first === undefined || last === undefined)
    return finishPlot({ width, height, title, description: 'Not measured.' }, 'drift-plot', [
      label(name, { x: frame.left, y: 14, class: 'legend' }),
      label('not measured', { x: width / 2, y: height / 2, anchor: 'middle', class: 'muted' }),
    ]);
  const x = scaleLinear([first.start, last.start + binMs], [frame.left, frame.right]);
  const limit = drawable(threshold);
  const y = scaleLinear(domain(known, limit, metric), [frame.bottom, frame.top])
    .nice(4)
    .clamp(true);
  const center = ({ start }: DriftPoint): number => x(start + binMs / 2);
  const band = area<DriftPoint>()
    .x(center)
    .y0(({ lower }) => y(lower ?? 0))
    .y1(({ upper }) => (upper === Infinity ? frame.top : y(upper ?? 0)))
    .defined(
      ({ lower, upper }) => drawable(lower) !== null && (upper === Infinity || drawable(upper) !== null),
    )
    .digits(2)(points);
  const children: SvgChild[] = [
    ...y
      .ticks(3)
      .flatMap((value) => [
        line('grid', [frame.left, y(value)], [frame.right, y(value)]),
        label(format(value), { x: frame.left - 8, y: y(value) + 4, anchor: 'end', class: 'tick' }),
      ]),
    band === null || band === '' ? null : svg('path', { class: 'band', d: band }),
    limit === null || !isWithin(limit, y.domain())
      ? null
      : line('threshold', [frame.left, y(limit)], [frame.right, y(limit)]),
    ...armLine(
      metric === 'prod_p95' ? 'prod' : metric === 'shadow_p95' ? 'shadow' : null,
      points.map((point) => {
        const value = drawable(point.value);
        return { x: center(point), y: value === null ? null : y(value) };
      }),
    ),
    ...changes.flatMap(({ at, before, after }) =>
      changeMarks({ at: x(at), before, after }, { y, frame, format }),
    ),
    line('axis', [frame.left, frame.bottom], [frame.right, frame.bottom]),
    ...dayTicks([first.start, last.start + binMs], x, frame),
    label(limit === null ? name : `${name}, threshold ${format(limit)}`, {
      x: frame.left,
      y: 14,
      class: 'legend',
    }),
  ];
  const shown = (figure: number | null): string =>
    figure === Infinity ? 'beyond the timeout' : format(figure);
  const hover = points.map((point) => ({
    x: center(point),
    label: formatMoment(point.start),
    values: [
      { label: name, value: shown(point.value) },
      ...(point.lower === null && point.upper === null
        ? []
        : [{ label: 'bounds', value: `${shown(point.lower)} … ${shown(point.upper)}` }]),
      { label: 'n', value: formatCount(point.n) },
    ],
  }));
  const values = known.map(({ value }) => value!);
  const said = changes.map(({ words }) => ` ${words}`).join('');
  const description = `${formatDayRange(first.start, last.start)}: from ${format(Math.min(...values))} to ${format(Math.max(...values))}.${said}`;
  return finishPlot({ width, height, title, description, hover }, 'drift-plot', children);
}

/** A threshold far from all values is named in the legend and not drawn at the edge. */
function isWithin(value: number, [from = 0, to = 0]: readonly number[]): boolean {
  return value >= from && value <= to;
}

function domain(
  known: readonly DriftPoint[],
  limit: number | null,
  metric: DriftSeries['metric'],
): [number, number] {
  const values = known.map(({ value }) => value!);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const span = high - low || Math.abs(high) * 0.1 || 1;
  // A bound of a small bin may lie far out; it must not flatten the line.
  const edges = known
    .flatMap(({ lower, upper }) => [drawable(lower), drawable(upper)])
    .filter((edge) => edge !== null && edge > low - span && edge < high + span) as number[];
  const near = limit !== null && limit > low - 2 * span && limit < high + 2 * span ? [limit] : [];
  const all = [...values, ...edges, ...near];
  const from = metric === 'requests' ? 0 : Math.min(...all);
  const to = Math.max(...all);
  return from === to ? [from - span / 2, to + span / 2] : [from, to];
}

function changeMarks(
  { at, before, after }: { at: number; before: number; after: number },
  {
    y,
    frame,
    format,
  }: {
    y: (value: number) => number;
    frame: { left: number; right: number; top: number; bottom: number };
    format: (value: number | null) => string;
  },
): SvgChild[] {
  const text = `${format(before)} → ${format(after)}`;
  const half = textWidth(text) / 2;
  const center = Math.min(Math.max(at, frame.left + half), frame.right - half);
  return [
    line('grid strong', [at, frame.top], [at, frame.bottom]),
    line('reference', [Math.max(frame.left, at - 40), y(before)], [at, y(before)]),
    line('reference', [at, y(after)], [Math.min(frame.right, at + 40), y(after)]),
    label(text, { x: center, y: frame.top + 9, anchor: 'middle', class: 'threshold-label' }),
  ];
}

/** Days at the axis, as many as have room. */
function dayTicks(
  [from, to]: readonly [number, number],
  x: (value: number) => number,
  frame: { bottom: number; left: number; right: number },
): SvgChild[] {
  const day = 86_400_000;
  const hour = 3_600_000;
  const most = Math.max(2, Math.floor((frame.right - frame.left) / 110));
  const steps = [
    hour,
    3 * hour,
    6 * hour,
    12 * hour,
    day,
    2 * day,
    7 * day,
    14 * day,
    28 * day,
    91 * day,
    365 * day,
  ];
  const step = steps.find((each) => (to - from) / each <= most) ?? 3650 * day;
  const ticks: SvgChild[] = [];
  for (let at = Math.ceil(from / step) * step; at <= to; at += step) {
    const text = step < day ? new Date(at).toISOString().slice(11, 16) : formatDayRange(at, at);
    const half = textWidth(text) / 2;
    const center = x(at);
    if (center + half > frame.right + 10) continue;
    ticks.push(
      line('axis', [center, frame.bottom], [center, frame.bottom + 4]),
      label(text, {
        x: Math.max(center, frame.left + half - 20),
        y: frame.bottom + 16,
        anchor: 'middle',
        class: 'tick',
      }),
    );
  }
  return ticks;
}
