import type { Plot, SvgNode } from './plot';

export type SvgChild = SvgNode | string | null;
type Attributes = Readonly<Record<string, string | number | null>>;

/** Makes an element; null attributes and children are left out, so that drawings can be written as expressions. */
export function svg(tag: string, attrs: Attributes, ...children: readonly SvgChild[]): SvgNode {
  const kept: Record<string, string | number> = {};
  for (const [name, value] of Object.entries(attrs)) {
    if (value !== null) kept[name] = typeof value === 'number' ? rounded(value) : value;
  }
  return { tag, attrs: kept, children: children.filter((child) => child !== null) };
}

/** The root element of a plot, with its title and text alternative. */
export function finishPlot(
  plot: Omit<Plot, 'node' | 'hover'> & Partial<Pick<Plot, 'hover'>>,
  kind: string,
  children: readonly SvgChild[],
): Plot {
  const { width, height, title, description } = plot;
  const node = svg(
    'svg',
    {
      class: `plot ${kind}`,
      viewBox: `0 0 ${width} ${height}`,
      width,
      height,
      role: 'img',
      'aria-label': `${title}. ${description}`,
    },
    svg('title', {}, title),
    svg('desc', {}, description),
    ...children,
  );
  return { hover: [], ...plot, node };
}

/** A straight line. */
export function line(
  className: string,
  from: readonly [number, number],
  to: readonly [number, number],
): SvgNode {
  return svg('line', { class: className, x1: from[0], y1: from[1], x2: to[0], y2: to[1] });
}

/** Text anchored at a point. */
export function label(
  text: string,
  at: { x: number; y: number; anchor?: 'start' | 'middle' | 'end'; class?: string },
): SvgNode {
  return svg(
    'text',
    { class: at.class ?? null, x: at.x, y: at.y, 'text-anchor': at.anchor ?? 'start' },
    text,
  );
}

/** Width in pixels that a text of 11–12 px takes at most in common interface fonts; enough to keep labels apart. */
export function textWidth(text: string): number {
  return text.length * 6.6;
}

/**
 * The value where it can be drawn: null for null, NaN, ±∞ and for magnitudes beyond 1e15, at which the arithmetic of
 * scales overflows; 0 for magnitudes below 1e-12, at which that of ticks does.
 */
export function drawable(value: number | null | undefined): number | null {
  if (value === null || value === undefined) return null;
  if (!Number.isFinite(value) || Math.abs(value) > 1e15) return null;
  return Math.abs(value) < 1e-12 ? 0 : value;
}

/** As `drawable`, for logarithmic axes: positive and not below 1e-9. */
export function drawableLog(value: number | null | undefined): number | null {
  const finite = drawable(value);
  return finite !== null && finite >= 1e-9 ? finite : null;
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
