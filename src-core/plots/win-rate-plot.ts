import { scaleLinear } from 'd3-scale';
import { formatCount, formatPercent } from '../model/format';
import type { Plot } from './plot';
import { type SvgChild, drawable, finishPlot, label, line, svg, textWidth } from './svg';

export interface WinRateRow {
  label: string;
  /** Null: not known; `note` says why. */
  figure: { value: number; lower: number; upper: number; n: number } | null;
  note?: string;
}

const ROW = 28;
const AXIS = 24;
/** Width of the labels, px. */
const LABELS = 190;

/**
 * Win rates of the shadow by several ways of counting, as intervals on one scale with the threshold that passes.
 * Width in pixels; 28 px a row.
 */
export function winRatePlot(
  rows: readonly WinRateRow[],
  { width, threshold }: { width: number; threshold: number },
): Plot {
  const title = 'Win rate of shadow';
  const shown = rows.map((row) => ({ ...row, figure: row.figure && drawn(row.figure) }));
  const height = rows.length * ROW + AXIS;
  const frame = { left: LABELS, right: width - 12, bottom: rows.length * ROW };
  const ends = shown.flatMap(({ figure }) =>
    figure === null ? [] : [figure.value, figure.lower, figure.upper],
  );
  const [low, high] = domain([threshold, ...ends]);
  const x = scaleLinear([low, high], [frame.left, frame.right]);
  const at = x(threshold);
  const children: SvgChild[] = [
    svg('rect', {
      class: 'pass-side',
      x: at,
      y: 0,
      width: Math.max(0, frame.right - at),
      height: frame.bottom,
    }),
    ...x
      .ticks(Math.max(2, Math.floor((frame.right - frame.left) / 80)))
      .flatMap((value) => [
        line('grid', [x(value), 0], [x(value), frame.bottom]),
        label(formatPercent(value), { x: x(value), y: height - 6, anchor: 'middle', class: 'tick' }),
      ]),
    line('axis', [frame.left, frame.bottom], [frame.right, frame.bottom]),
    line('threshold', [at, 0], [at, frame.bottom]),
    ...shown.flatMap((row, index) => drawRow(row, { y: index * ROW + ROW / 2, x, frame, threshold })),
  ];
  const description = rows
    .map((row) =>
      row.figure === null
        ? `${row.label}: ${row.note ?? 'not known'}`
        : `${row.label}: ${describe(row.figure)}`,
    )
    .join('; ');
  return finishPlot(
    { width, height, title, description: `${description}. Passes above ${formatPercent(threshold)}.` },
    'win-rate-plot',
    children,
  );
}

function drawRow(
  { label: name, figure, note }: WinRateRow,
  {
    y,
    x,
    frame,
    threshold,
  }: {
    y: number;
    x: (value: number) => number;
    frame: { left: number; right: number };
    threshold: number;
  },
): SvgChild[] {
  const head = label(name, { x: 0, y: y + 4 });
  if (figure === null) {
    const text = note ?? 'not known';
    const left = frame.left + 8;
    return [
      head,
      svg('rect', { class: 'backdrop', x: left - 4, y: y - 9, width: textWidth(text) + 8, height: 18 }),
      label(text, { x: left, y: y + 4, class: 'muted' }),
    ];
  }
  const side = figure.lower > threshold ? 'pass' : figure.upper < threshold ? 'fail' : 'undecided';
  const [from, to] = [x(figure.lower), x(figure.upper)];
  return [
    head,
    line(`interval ${side}`, [from, y], [to, y]),
    line(`interval ${side}`, [from, y - 5], [from, y + 5]),
    line(`interval ${side}`, [to, y - 5], [to, y + 5]),
    svg('circle', { class: 'dot', cx: x(figure.value), cy: y, r: 4 }),
  ];
}

/** In [0, 1]; null where something is no number. */
function drawn(figure: NonNullable<WinRateRow['figure']>): WinRateRow['figure'] {
  const [value, lower, upper] = [drawable(figure.value), drawable(figure.lower), drawable(figure.upper)];
  if (value === null || lower === null || upper === null) return null;
  const inUnit = (end: number): number => Math.min(1, Math.max(0, end));
  return { value: inUnit(value), lower: inUnit(lower), upper: inUnit(upper), n: figure.n };
}

function domain(values: readonly number[]): [number, number] {
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const pad = Math.max(0.02, (most - least) * 0.08);
  return [Math.max(0, least - pad), Math.min(1, most + pad)];
}

function describe({ value, lower, upper, n }: NonNullable<WinRateRow['figure']>): string {
  return `${formatPercent(value)}, bounds ${formatPercent(lower)} and ${formatPercent(upper)}, n ${formatCount(n)}`;
}
