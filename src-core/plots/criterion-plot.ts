import { scaleLinear, scaleLog } from 'd3-scale';
import { type CriterionResult, VERDICT_LABEL } from '../model/decision';
import type { CriterionFigure } from '../model/overview';
import { formatCount, formatCriterion, formatLevel, isRatio as isRatioCriterion } from '../model/format';
import type { Plot } from './plot';
import { type SvgChild, drawable, drawableLog, finishPlot, label, line, svg, textWidth } from './svg';
import { VERDICT_CLASS, verdictMark } from './verdict-mark';

interface Frame {
  left: number;
  right: number;
  /** y of the interval; top and bottom of the tinted side. */
  middle: number;
  top: number;
  bottom: number;
}

/** Figures that decide nothing come without a verdict, and are drawn without its colour. */
type Drawn = CriterionFigure & Partial<Pick<CriterionResult, 'verdict'>>;

/**
 * One criterion as an interval against its threshold, the passing side tinted. `row` (28 px high, threshold labelled
 * by the table around it) stands in a table; `full` (84 px) carries ticks and labels. `width` in pixels.
 */
export function criterionPlot(
  result: Drawn,
  { width, variant = 'row' }: { width: number; variant?: 'row' | 'full' },
): Plot {
  const height = variant === 'row' ? 28 : 84;
  const pad = variant === 'row' ? 4 : 12;
  const frame: Frame =
    variant === 'row'
      ? { left: pad, right: width - pad, middle: 14, top: 3, bottom: 25 }
      : { left: pad, right: width - pad, middle: 40, top: 22, bottom: 58 };
  const description = describe(result);
  const estimate = position(result, result.estimate);
  if (estimate === null) {
    const text = result.estimate === null ? 'not measured' : 'beyond the scale';
    return finishPlot({ width, height, title: result.label, description }, `criterion-plot ${variant}`, [
      line('axis unmeasured', [frame.left, frame.middle], [frame.right, frame.middle]),
      svg('rect', {
        class: 'backdrop',
        x: width / 2 - textWidth(text) / 2 - 4,
        y: frame.middle - 9,
        width: textWidth(text) + 8,
        height: 18,
      }),
      label(text, { x: width / 2, y: frame.middle + 4, anchor: 'middle', class: 'muted' }),
    ]);
  }
  const scale = scaleFor(result, estimate, frame);
  const threshold = position(result, result.threshold);
  const thresholdX = threshold === null ? null : scale(threshold);
  const children: SvgChild[] = [
    thresholdX === null
      ? null
      : svg('rect', {
          class: 'pass-side',
          x: result.passes === 'below' ? frame.left : thresholdX,
          y: frame.top,
          width: Math.max(0, result.passes === 'below' ? thresholdX - frame.left : frame.right - thresholdX),
          height: frame.bottom - frame.top,
        }),
    line('axis', [frame.left, frame.bottom], [frame.right, frame.bottom]),
    ...(variant === 'full' ? ticks(result, scale, frame) : []),
    thresholdX === null ? null : line('threshold', [thresholdX, frame.top - 3], [thresholdX, frame.bottom]),
    ...interval(result, scale, frame),
    verdictMark(result.verdict ?? null, {
      x: scale(estimate),
      y: frame.middle,
      radius: variant === 'row' ? 4.5 : 6,
    }),
  ];
  if (variant === 'full' && thresholdX !== null) {
    const text = `threshold ${formatCriterion(result.id, result.threshold)}`;
    children.push(label(text, { ...anchored(thresholdX, text, frame), y: 13, class: 'threshold-label' }));
  }
  return finishPlot(
    {
      width,
      height,
      title: result.label,
      description,
      hover: [
        {
          x: scale(estimate),
          y: frame.middle,
          label: result.label,
          values: [
            { label: 'estimate', value: figure(result, result.estimate) },
            { label: 'lower bound', value: figure(result, result.lower) },
            { label: 'upper bound', value: figure(result, result.upper) },
            { label: 'threshold', value: figure(result, result.threshold) },
          ],
        },
      ],
    },
    `criterion-plot ${variant} ${classOf(result)}`,
    children,
  );
}

function classOf({ verdict }: Drawn): string {
  return verdict === undefined ? '' : VERDICT_CLASS[verdict];
}

type Scale = ReturnType<typeof scaleLinear<number>> | ReturnType<typeof scaleLog<number>>;

/** A ratio is compared on a log axis: 1.25 and 0.8 are equally far from 1. */
function isRatio(result: Drawn): boolean {
  return isRatioCriterion(result.id);
}

function position(result: Drawn, value: number | null): number | null {
  return isRatio(result) ? drawableLog(value) : drawable(value);
}

/** The axis spans estimate, bounds and threshold with a fifth of their distance to spare on either side. */
function scaleFor(result: Drawn, estimate: number, frame: Frame): Scale {
  const shown = [result.lower, result.upper, result.threshold]
    .map((value) => position(result, value))
    .filter((value) => value !== null);
  const low = Math.min(estimate, ...shown);
  const high = Math.max(estimate, ...shown);
  const range = [frame.left, frame.right];
  if (isRatio(result)) {
    const margin = Math.max((high / low) ** 0.22, 1.02);
    return scaleLog([low / margin, high * margin], range);
  }
  const least = isCount(result) ? 10 : 1e-4;
  const margin = Math.max((high - low) * 0.22, Math.abs(high) * 1e-3, least);
  const from = isCount(result) ? Math.max(0, low - margin) : low - margin;
  return scaleLinear([from, high + margin], range);
}

/** Bounds with end caps; a bound that does not exist leaves its end open: dashed to the edge, with an arrow head. */
function interval(result: Drawn, scale: Scale, frame: Frame): SvgChild[] {
  const lower = position(result, result.lower);
  const upper = position(result, result.upper);
  const estimate = position(result, result.estimate);
  if (estimate === null || (isCount(result) && lower === null && upper === null)) return [];
  const { middle } = frame;
  const className = `interval ${classOf(result)}`;
  const end = (bound: number | null, edge: number, step: number): SvgChild[] => {
    const from = scale(estimate);
    if (bound === null) {
      const tip = `M${edge - step * 5},${middle - 4}L${edge},${middle}L${edge - step * 5},${middle + 4}`;
      return [
        line(`${className} open`, [from, middle], [edge, middle]),
        svg('path', { class: `${className} open-end`, d: tip }),
      ];
    }
    const x = scale(bound);
    return [line(className, [from, middle], [x, middle]), line(className, [x, middle - 5], [x, middle + 5])];
  };
  return [...end(lower, frame.left, -1), ...end(upper, frame.right, 1)];
}

/** A count of requests has no sampling error, so a missing bound is not an open question. */
function isCount(result: Drawn): boolean {
  return result.id.split('@')[0] === 'coverage';
}

function ticks(result: Drawn, scale: Scale, frame: Frame): SvgChild[] {
  const [from = 0, to = 1] = scale.domain();
  const linear = scaleLinear([from, to], [0, 1]);
  const spread = Math.max(2, Math.floor((frame.right - frame.left) / 90));
  const values = to / from > 8 && isRatio(result) ? scale.ticks(spread) : linear.ticks(spread);
  return separated(
    values.map((value) => ({ x: scale(value), text: formatCriterion(result.id, value) })),
    frame,
  ).flatMap(({ x, text }) => [
    line('axis', [x, frame.bottom], [x, frame.bottom + 4]),
    label(text, { x, y: frame.bottom + 17, anchor: 'middle', class: 'tick' }),
  ]);
}

/** Drops ticks whose text would touch the one before or leave the frame. */
function separated(
  items: readonly { x: number; text: string }[],
  frame: Frame,
): { x: number; text: string }[] {
  let free = frame.left - 10;
  return items.filter(({ x, text }, index) => {
    const half = textWidth(text) / 2;
    const repeated = items[index - 1]?.text === text;
    if (repeated || x - half < free || x + half > frame.right + 10) return false;
    free = x + half + 8;
    return true;
  });
}

function anchored(x: number, text: string, frame: Frame): { x: number; anchor: 'start' | 'middle' | 'end' } {
  const half = textWidth(text) / 2;
  if (x - half < frame.left) return { x: frame.left, anchor: 'start' };
  if (x + half > frame.right) return { x: frame.right, anchor: 'end' };
  return { x, anchor: 'middle' };
}

function describe(result: Drawn): string {
  const side = `passes ${result.passes} ${figure(result, result.threshold)}`;
  if (result.estimate === null) return `Not measured; ${side}.`;
  const bounds = isCount(result)
    ? ''
    : `, ${formatLevel(result.level)} bounds ${figure(result, result.lower)} and ${figure(result, result.upper)}`;
  const sample = `n ${formatCount(result.n)}`;
  const verdict = result.verdict === undefined ? '' : `: ${VERDICT_LABEL[result.verdict]}`;
  return `${figure(result, result.estimate)}${bounds}, ${sample}; ${side}${verdict}.`;
}

function figure(result: Drawn, value: number | null): string {
  return formatCriterion(result.id, value, result.threshold);
}
