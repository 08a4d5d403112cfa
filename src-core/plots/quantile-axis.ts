import { scaleLinear } from 'd3-scale';
import { type SvgChild, label, line, textWidth } from './svg';

/** The quantiles that plots mark and name. */
export const MARKED = [0.5, 0.95, 0.99] as const;

const FIRST = 0.05;
const LAST = 0.999;
const TICKS: readonly number[] = [0.05, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 0.999];

/** 0.95 → "P95", 0.999 → "P99.9". */
export function quantileName(p: number): string {
  return `P${Number((p * 100).toFixed(2))}`;
}

/** Whether a probability lies on the axis of quantile plots. */
export function onQuantileAxis(p: number): boolean {
  return p >= FIRST && p <= LAST;
}

/**
 * x of a probability on a logit axis from P5 to P99.9. It gives the step from P95 to P99 as much room as the step
 * from P50 to P90, because that is where models differ and where requests time out. All quantile plots share it, so
 * that they can stand above one another.
 */
export function quantileScale(left: number, right: number): (p: number) => number {
  const scale = scaleLinear([logit(FIRST), logit(LAST)], [left, right]);
  return (p) => scale(logit(p));
}

/** Grid lines with the names of quantiles below; the marked ones stronger. */
export function quantileAxis(frame: {
  left: number;
  right: number;
  top: number;
  bottom: number;
}): SvgChild[] {
  const x = quantileScale(frame.left, frame.right);
  return [
    ...TICKS.flatMap((p) => {
      const marked = MARKED.some((mark) => mark === p);
      return [
        line(marked ? 'grid strong' : 'grid', [x(p), frame.top], [x(p), frame.bottom]),
        marked || hasRoom(p, x)
          ? label(quantileName(p), {
              x: x(p),
              y: frame.bottom + 16,
              anchor: p === LAST ? 'end' : 'middle',
              class: marked ? 'tick strong' : 'tick',
            })
          : null,
      ];
    }),
    line('axis', [frame.left, frame.bottom], [frame.right, frame.bottom]),
  ];
}

/** Least space between two names, px: less reads as one word. */
const GAP = 14;

/** Whether a name keeps its distance from those of marked quantiles, which are always shown. */
function hasRoom(p: number, x: (p: number) => number): boolean {
  const width = textWidth(quantileName(p));
  return MARKED.every(
    (mark) => Math.abs(x(p) - x(mark)) >= (width + textWidth(quantileName(mark))) / 2 + GAP,
  );
}

function logit(p: number): number {
  return Math.log(p / (1 - p));
}
