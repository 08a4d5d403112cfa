import { type ScaleLogarithmic, scaleLog } from 'd3-scale';
import { type SvgChild, label, line } from './svg';

interface Frame {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/**
 * A vertical log scale over positive finite values with a little air; at least a factor `least` tall, so that equal
 * values make a flat line in the middle rather than no scale at all.
 */
export function logScale(
  values: readonly number[],
  { frame, least }: { frame: Frame; least: number },
): ScaleLogarithmic<number, number> {
  const low = values.reduce((a, b) => Math.min(a, b), Infinity);
  const high = values.reduce((a, b) => Math.max(a, b), 0);
  if (high === 0) return scaleLog([1, 10], [frame.bottom, frame.top]);
  const centre = Math.sqrt(low) * Math.sqrt(high);
  const reach = Math.max(Math.sqrt(high / low) ** 1.12, Math.sqrt(least));
  return scaleLog([centre / reach, centre * reach], [frame.bottom, frame.top]);
}

/** Horizontal grid lines with values at the left: 1–2–5 steps on a short axis, powers of ten on a long one. */
export function logAxis(
  scale: ScaleLogarithmic<number, number>,
  { frame, format }: { frame: Frame; format: (value: number) => string },
): SvgChild[] {
  return logTicks(scale, Math.max(2, Math.floor((frame.bottom - frame.top) / 34))).flatMap((value) => {
    const y = scale(value);
    return [
      line('grid', [frame.left, y], [frame.right, y]),
      label(format(value), { x: frame.left - 8, y: y + 4, anchor: 'end', class: 'tick' }),
    ];
  });
}

function logTicks(scale: ScaleLogarithmic<number, number>, most: number): number[] {
  const [from = 1, to = 10] = scale.domain();
  const inside = (value: number): boolean => value >= from && value <= to;
  const decades: number[] = [];
  for (let exponent = Math.floor(Math.log10(from)); exponent <= Math.ceil(Math.log10(to)); exponent += 1) {
    decades.push(exponent);
  }
  for (const steps of [[1, 1.5, 2, 3, 4, 5, 6, 7, 8, 9], [1, 2, 3, 5, 7], [1, 2, 5], [1, 3], [1]]) {
    const ticks = decades.flatMap((e) => steps.map((step) => Number(`${step}e${e}`))).filter(inside);
    if (ticks.length >= 2 && ticks.length <= most) return ticks;
  }
  const powers = decades.map((e) => Number(`1e${e}`)).filter(inside);
  if (powers.length > most) return powers.filter((_, index) => index % Math.ceil(powers.length / most) === 0);
  return linearTicks(from, to, most);
}

/** A span of less than two round steps is nearly linear; take round decimals instead. */
function linearTicks(from: number, to: number, most: number): number[] {
  const rough = (to - from) / most;
  const size = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * size).find((candidate) => candidate >= rough) ?? rough;
  const ticks: number[] = [];
  for (let count = Math.ceil(from / step); count * step <= to && ticks.length <= most; count += 1) {
    ticks.push(Number((count * step).toPrecision(12)));
  }
  return ticks;
}
