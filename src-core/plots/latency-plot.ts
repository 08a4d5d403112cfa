import { ARMS, ARM_LABEL, type ArmName } from '../model/arm';
import { formatLatency } from '../model/format';
import type { LatencyDistribution, QuantilePoint } from '../model/overview';
import { ARM_CLASS, armLine, armMark } from './arm-line';
import { logAxis, logScale } from './log-axis';
import type { HoverPoint, Plot } from './plot';
import { MARKED, onQuantileAxis, quantileAxis, quantileName, quantileScale } from './quantile-axis';
import { type SvgChild, drawableLog, finishPlot, label, textWidth } from './svg';

type Curve = readonly { p: number; ms: number }[];

/**
 * Quantile curves of both arms: latency upwards on a log axis, quantiles to the right (see quantile-axis), P50, P95
 * and P99 marked with their values. Width and height in pixels.
 */
export function latencyPlot(
  { curves }: LatencyDistribution,
  { width, height = 260 }: { width: number; height?: number },
): Plot {
  const title = 'Latency by quantile';
  const frame = { left: 64, right: width - 16, top: 24, bottom: height - 26 };
  const shown: Record<ArmName, Curve> = { prod: drawn(curves.prod), shadow: drawn(curves.shadow) };
  const values = ARMS.flatMap((arm) => shown[arm].map((point) => point.ms));
  if (values.length === 0) {
    return finishPlot({ width, height, title, description: 'No latency was measured.' }, 'latency-plot', [
      ...quantileAxis(frame),
      label('no latency measured', { x: width / 2, y: height / 2, anchor: 'middle', class: 'muted' }),
    ]);
  }
  const x = quantileScale(frame.left, frame.right);
  const y = logScale(values, { frame, least: 2 });
  const children: SvgChild[] = [
    ...quantileAxis(frame),
    ...logAxis(y, { frame, format: formatLatency }),
    ...ARMS.flatMap((arm) =>
      armLine(
        arm,
        shown[arm].map(({ p, ms }) => ({ x: x(p), y: y(ms) })),
      ),
    ),
    ...MARKED.flatMap((p) => marks(shown, { p, x: x(p), y, frame })),
    ...legend(shown, frame),
  ];
  const hover = hoverPoints(shown, x);
  return finishPlot({ width, height, title, description: describe(shown), hover }, 'latency-plot', children);
}

/** The part of a curve that the axes can show, ascending in p. */
function drawn(curve: readonly QuantilePoint[]): Curve {
  return curve
    .filter(({ p, ms }) => onQuantileAxis(p) && drawableLog(ms) !== null)
    .toSorted((a, b) => a.p - b.p);
}

function at(curve: Curve, p: number): number | null {
  return curve.find((point) => Math.abs(point.p - p) < 1e-9)?.ms ?? null;
}

/** Both arms' marks and values at one quantile: the slower arm's value above its mark, the faster one's below. */
function marks(
  curves: Readonly<Record<ArmName, Curve>>,
  place: {
    p: number;
    x: number;
    y: (ms: number) => number;
    frame: { top: number; bottom: number; right: number };
  },
): SvgChild[] {
  const [prod, shadow] = [at(curves.prod, place.p), at(curves.shadow, place.p)];
  return ARMS.flatMap((arm) => {
    const [own, other] = arm === 'prod' ? [prod, shadow] : [shadow, prod];
    if (own === null) return [];
    const above = other === null || own > other || (own === other && arm === 'shadow');
    const y = place.y(own);
    const textY = Math.min(place.frame.bottom - 4, Math.max(place.frame.top + 8, above ? y - 9 : y + 18));
    const text = formatLatency(own);
    const half = textWidth(text) / 2;
    const x = Math.min(place.x, place.frame.right - half);
    return [
      armMark(arm, { x: place.x, y, radius: 3.5 }),
      label(text, { x, y: textY, anchor: 'middle', class: `value ${ARM_CLASS[arm]}` }),
    ];
  });
}

/** The arms named above the plot, each with the line and the mark that it is drawn with. */
function legend(
  curves: Readonly<Record<ArmName, Curve>>,
  frame: { left: number; right: number },
): SvgChild[] {
  let x = frame.left;
  return ARMS.flatMap((arm) => {
    const text = curves[arm].length === 0 ? `${ARM_LABEL[arm]}: not measured` : ARM_LABEL[arm];
    const from = x;
    x += 34 + textWidth(text) + 14;
    return [
      ...armLine(arm, [
        { x: from, y: 10 },
        { x: from + 26, y: 10 },
      ]),
      armMark(arm, { x: from + 13, y: 10, radius: 3.5 }),
      label(text, { x: from + 33, y: 14, class: `legend ${ARM_CLASS[arm]}` }),
    ];
  });
}

function hoverPoints(curves: Readonly<Record<ArmName, Curve>>, x: (p: number) => number): HoverPoint[] {
  const byP = new Map<number, HoverPoint['values'][number][]>();
  for (const arm of ARMS) {
    for (const { p, ms } of curves[arm]) {
      const values = byP.get(p) ?? [];
      values.push({ label: ARM_LABEL[arm], value: formatLatency(ms), arm });
      byP.set(p, values);
    }
  }
  return [...byP]
    .toSorted(([a], [b]) => a - b)
    .map(([p, values]) => ({ x: x(p), label: quantileName(p), values }));
}

function describe(curves: Readonly<Record<ArmName, Curve>>): string {
  const parts = MARKED.map((p) => {
    const [prod, shadow] = [at(curves.prod, p), at(curves.shadow, p)];
    return `${quantileName(p)} ${formatLatency(prod)} against ${formatLatency(shadow)}`;
  });
  return `Production against shadow: ${parts.join('; ')}.`;
}
