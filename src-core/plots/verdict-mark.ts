import type { Verdict } from '../model/decision';
import type { SvgNode } from './plot';
import { svg } from './svg';

export const VERDICT_SHAPE: Readonly<Record<Verdict, string>> = {
  GO: '●',
  'NO-GO': '■',
  'NOT-ENOUGH-DATA': '◐',
};

export const VERDICT_CLASS: Readonly<Record<Verdict, string>> = {
  GO: 'pass',
  'NO-GO': 'fail',
  'NOT-ENOUGH-DATA': 'undecided',
};

/** The verdict's shape (disc, square, half disc) drawn around a point, `radius` in pixels; a plain disc for none. */
export function verdictMark(verdict: Verdict | null, at: { x: number; y: number; radius: number }): SvgNode {
  const { x, y, radius } = at;
  if (verdict === null) return svg('circle', { class: 'mark plain', cx: x, cy: y, r: radius });
  const className = `mark ${VERDICT_CLASS[verdict]}`;
  if (verdict === 'GO') return svg('circle', { class: className, cx: x, cy: y, r: radius });
  if (verdict === 'NO-GO') {
    const side = radius * 1.8;
    return svg('rect', { class: className, x: x - side / 2, y: y - side / 2, width: side, height: side });
  }
  const [top, bottom, middle] = [y - radius, y + radius, x].map((value) => Math.round(value * 100) / 100);
  return svg(
    'g',
    { class: className },
    svg('circle', { class: 'mark-ring', cx: x, cy: y, r: radius }),
    svg('path', {
      class: 'mark-half',
      d: `M${middle},${top}A${radius},${radius} 0 0 0 ${middle},${bottom}Z`,
    }),
  );
}
