import type { MapPoints } from '../../shared/api/map-client';
import { type Point, type Size, type View, toScreen } from './view';

export interface Painting {
  points: MapPoints;
  codes: Uint8Array;
  /** As the canvas understands them. */
  colours: readonly string[];
  view: View;
  size: Size;
  /** 1 for selected points; null: nothing is selected, so all are shown alike. */
  selected: Uint8Array | null;
  hovered: number;
  /** Names of clusters at their middles, in map units. */
  labels: readonly { text: string; at: Point }[];
  /** Corners of the area being drawn or selected, in map units. */
  area: readonly Point[] | null;
  ink: { text: string; ground: string; accent: string };
}

/** Draws the map. Points of one colour are drawn together: changing the colour costs more than a square. */
export function paint(context: CanvasRenderingContext2D, painting: Painting): void {
  const { points, codes, colours, view, size, selected, hovered, labels, area, ink } = painting;
  const { n, x, y } = points;
  const side = n > 30_000 ? 2 : n > 5_000 ? 3 : 5;
  context.clearRect(0, 0, size.width, size.height);
  const [shiftX, shiftY] = [size.width / 2 - view.x * view.scale, size.height / 2 + view.y * view.scale];
  const squares = (wanted: (i: number) => boolean): void => {
    colours.forEach((colour, code) => {
      context.fillStyle = colour;
      for (let i = 0; i < n; i++) {
        if (codes[i] !== code || !wanted(i)) continue;
        const left = x[i]! * view.scale + shiftX - side / 2;
        const top = shiftY - y[i]! * view.scale - side / 2;
        if (left > -side && top > -side && left < size.width && top < size.height)
          context.fillRect(left, top, side, side);
      }
    });
  };
  if (selected) {
    context.globalAlpha = 0.15;
    squares((i) => selected[i] === 0);
    context.globalAlpha = 1;
    squares((i) => selected[i] === 1);
  } else {
    context.globalAlpha = 0.85;
    squares(() => true);
    context.globalAlpha = 1;
  }
  if (area && area.length > 1) {
    context.beginPath();
    area.forEach((corner) => context.lineTo(...toScreen(corner, view, size)));
    context.closePath();
    context.strokeStyle = ink.accent;
    context.lineWidth = 1.5;
    context.stroke();
  }
  if (hovered >= 0) {
    const [left, top] = toScreen([x[hovered]!, y[hovered]!], view, size);
    context.strokeStyle = ink.text;
    context.lineWidth = 2;
    context.strokeRect(left - side, top - side, 2 * side, 2 * side);
  }
  context.font = '600 11px system-ui, sans-serif';
  context.textAlign = 'center';
  context.lineWidth = 3;
  context.strokeStyle = ink.ground;
  context.fillStyle = ink.text;
  for (const { text, at } of labels) {
    const [middle, top] = toScreen(at, view, size);
    if (middle < 0 || middle > size.width) continue;
    const half = context.measureText(text).width / 2 + 4;
    const left = Math.max(half, Math.min(size.width - half, middle));
    context.strokeText(text, left, top);
    context.fillText(text, left, top);
  }
}

const resolvedBefore = new Map<string, string[]>();

/**
 * Colours as the canvas understands them: it knows neither custom properties nor light-dark().
 * @param scheme names what they depend on, so that they are worked out once and not for every frame
 */
export function resolvedColours(host: HTMLElement, colours: readonly string[], scheme: string): string[] {
  const key = `${scheme} ${colours.join()}`;
  const known = resolvedBefore.get(key);
  if (known) return known;
  const probe = document.createElement('span');
  host.append(probe);
  const resolved = colours.map((colour) => {
    probe.style.color = colour;
    return getComputedStyle(probe).color;
  });
  probe.remove();
  resolvedBefore.set(key, resolved);
  return resolved;
}
