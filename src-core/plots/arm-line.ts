import { curveLinear, line as d3Line } from 'd3-shape';
import type { ArmName } from '../model/arm';
import type { SvgNode } from './plot';
import { type SvgChild, svg } from './svg';

export const ARM_CLASS: Readonly<Record<ArmName, string>> = { prod: 'arm-prod', shadow: 'arm-shadow' };

/** A point of a line; y is null where there is a gap. */
export interface LinePoint {
  x: number;
  y: number | null;
}

/**
 * One arm's line (shadow is dashed by its class). Gaps stay gaps; a point between two gaps, which a line cannot show,
 * gets the arm's mark.
 */
export function armLine(arm: ArmName | null, points: readonly LinePoint[]): SvgChild[] {
  const className = arm === null ? 'series' : `series ${ARM_CLASS[arm]}`;
  const path = d3Line<LinePoint>()
    .x((point) => point.x)
    .y((point) => point.y ?? 0)
    .defined((point) => point.y !== null)
    .curve(curveLinear)
    .digits(2)(points);
  const alone = points.filter(
    ({ y }, index) =>
      y !== null && (points[index - 1]?.y ?? null) === null && (points[index + 1]?.y ?? null) === null,
  );
  return [
    path === null || path === '' ? null : svg('path', { class: className, d: path }),
    ...alone.map(({ x, y }) => (y === null ? null : armMark(arm, { x, y, radius: 2.5 }))),
  ];
}

/** An arm's mark: a disc for production, a diamond for shadow. */
export function armMark(arm: ArmName | null, at: { x: number; y: number; radius: number }): SvgNode {
  const { x, y, radius } = at;
  const className = arm === null ? 'dot' : `dot ${ARM_CLASS[arm]}`;
  if (arm !== 'shadow') return svg('circle', { class: className, cx: x, cy: y, r: radius });
  const reach = radius * 1.25;
  const corners: readonly [number, number][] = [
    [x, y - reach],
    [x + reach, y],
    [x, y + reach],
    [x - reach, y],
  ];
  const points = corners.map(([cx, cy]) => `${cx.toFixed(2)},${cy.toFixed(2)}`).join(' ');
  return svg('polygon', { class: className, points });
}
