import { area } from 'd3-shape';
import { formatCount, formatLevel, formatRatio } from '../model/format';
import type { QuantileShift } from '../model/overview';
import { armLine } from './arm-line';
import { logAxis, logScale } from './log-axis';
import type { Plot } from './plot';
import { onQuantileAxis, quantileAxis, quantileName, quantileScale } from './quantile-axis';
import { type SvgChild, drawableLog, finishPlot, label, line, svg, textWidth } from './svg';

interface Shift {
  p: number;
  n: number;
  ratio: number;
  lower: number | null;
  upper: number | null;
}

const DECIDING = 0.95;

/**
 * How many times slower shadow is, quantile by quantile, with the band between its bounds; a line at 1 (no change)
 * and the threshold where it counts, at P95. The horizontal axis is that of `latencyPlot`.
 * @param threshold the largest P95 ratio that passes; level the confidence level of each bound; sizes in pixels
 */
export function shiftPlot(
  shifts: readonly QuantileShift[],
  {
    threshold,
    level,
    width,
    height = 200,
  }: { threshold: number; level: number; width: number; height?: number },
): Plot {
  const title = 'Shadow latency as a multiple of production, by quantile';
  const frame = { left: 64, right: width - 16, top: 24, bottom: height - 26 };
  const shown = drawn(shifts);
  if (shown.length === 0) {
    return finishPlot({ width, height, title, description: 'No shift was measured.' }, 'shift-plot', [
      ...quantileAxis(frame),
      label('no shift measured', { x: width / 2, y: height / 2, anchor: 'middle', class: 'muted' }),
    ]);
  }
  const limit = drawableLog(threshold);
  const x = quantileScale(frame.left, frame.right);
  const figures = shown.flatMap(({ ratio, lower, upper }) => [ratio, lower, upper]);
  const y = logScale(
    [1, limit, ...figures].filter((value) => value !== null),
    { frame, least: 1.2 },
  );
  const band = area<Shift>()
    .x(({ p }) => x(p))
    .y0(({ lower }) => y(lower ?? 1))
    .y1(({ upper }) => y(upper ?? 1))
    .defined(({ lower, upper }) => lower !== null && upper !== null)
    .digits(2)(shown);
  // The figure and the limit are named on the sides that look away from each other.
  const over = limit !== null && (decidingShift(shown)?.ratio ?? 0) >= limit;
  const children: SvgChild[] = [
    ...quantileAxis(frame),
    ...logAxis(y, { frame, format: formatRatio }),
    band === null || band === '' ? null : svg('path', { class: 'band', d: band }),
    line('reference', [frame.left, y(1)], [frame.right, y(1)]),
    ...armLine(
      null,
      shown.map(({ p, ratio }) => ({ x: x(p), y: y(ratio) })),
    ),
    ...(limit === null ? [] : thresholdMark(limit, { x: x(DECIDING), y: y(limit), above: !over })),
    ...deciding(shown, { x, y, above: over }),
    label('ratio shadow / production', { x: frame.left, y: 14, class: 'legend' }),
  ];
  const hover = shown.map(({ p, n, ratio, lower, upper }) => ({
    x: x(p),
    y: y(ratio),
    label: quantileName(p),
    values: [
      { label: 'ratio', value: formatRatio(ratio) },
      { label: `${formatLevel(level)} bounds`, value: `${formatRatio(lower)} … ${formatRatio(upper)}` },
      { label: 'pairs', value: formatCount(n) },
    ],
  }));
  const description = describe(shown, { threshold, level });
  return finishPlot({ width, height, title, description, hover }, 'shift-plot', children);
}

function drawn(shifts: readonly QuantileShift[]): Shift[] {
  return shifts
    .flatMap(({ p, n, ratio, lower, upper }) => {
      const finite = drawableLog(ratio);
      if (finite === null || !onQuantileAxis(p)) return [];
      return [{ p, n, ratio: finite, lower: drawableLog(lower), upper: drawableLog(upper) }];
    })
    .toSorted((a, b) => a.p - b.p);
}

function thresholdMark(limit: number, at: { x: number; y: number; above: boolean }): SvgChild[] {
  const text = `limit ${formatRatio(limit)}`;
  return [
    line('threshold', [at.x - 26, at.y], [at.x + 26, at.y]),
    label(text, { x: at.x - 30, y: at.y + (at.above ? -3 : 11), anchor: 'end', class: 'threshold-label' }),
  ];
}

function decidingShift(shown: readonly Shift[]): Shift | undefined {
  return shown.find(({ p }) => Math.abs(p - DECIDING) < 1e-9);
}

/** The P95 figure that the criterion looks at, with its bounds as a bar. */
function deciding(
  shown: readonly Shift[],
  { x, y, above }: { x: (p: number) => number; y: (ratio: number) => number; above: boolean },
): SvgChild[] {
  const shift = decidingShift(shown);
  if (shift === undefined) return [];
  const { ratio, lower, upper } = shift;
  const at = x(DECIDING);
  const text = formatRatio(ratio);
  return [
    lower !== null && upper !== null ? line('interval', [at, y(lower)], [at, y(upper)]) : null,
    svg('circle', { class: 'dot', cx: at, cy: y(ratio), r: 3.5 }),
    label(text, {
      x: at + 8 + textWidth(text) / 2,
      y: y(ratio) + (above ? -7 : 15),
      anchor: 'middle',
      class: 'value',
    }),
  ];
}

function describe(shown: readonly Shift[], rule: { threshold: number; level: number }): string {
  const named = shown.filter(({ p }) => [0.5, 0.95, 0.99].some((mark) => Math.abs(mark - p) < 1e-9));
  const parts = named.map(
    ({ p, ratio, lower, upper }) =>
      `${quantileName(p)} ${formatRatio(ratio)} (${formatRatio(lower)} to ${formatRatio(upper)})`,
  );
  return `${parts.join('; ')}. Bounds at ${formatLevel(rule.level)} each; limit ${formatRatio(rule.threshold)} at P95.`;
}
