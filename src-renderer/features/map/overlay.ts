import { type Point, type Size, type View, toScreen } from './view';

/** What lies over the points. */
export interface Overlay {
  view: View;
  size: Size;
  /** Place of the point under the pointer, map units; null for none. */
  hovered: Point | null;
  /** Radius of a point, px. */
  radius: number;
  /** Names of clusters at their middles, map units; the largest cluster first. */
  labels: readonly { text: string; at: Point }[];
  /** Corners of the area being drawn or selected, map units. */
  area: readonly Point[] | null;
  ink: { text: string; ground: string; accent: string };
}

const LABEL_HEIGHT = 18;

export function paintOverlay(context: CanvasRenderingContext2D, overlay: Overlay): void {
  const { view, size, hovered, radius, labels, area, ink } = overlay;
  context.clearRect(0, 0, size.width, size.height);
  if (area && area.length > 1) {
    context.beginPath();
    area.forEach((corner) => context.lineTo(...toScreen(corner, view, size)));
    context.closePath();
    context.globalAlpha = 0.1;
    context.fillStyle = ink.accent;
    context.fill('evenodd');
    context.globalAlpha = 1;
    context.strokeStyle = ink.accent;
    context.lineWidth = 1.5;
    context.stroke();
  }
  context.font = '600 12px system-ui, sans-serif';
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.lineJoin = 'round';
  const taken: { left: number; right: number; middle: number }[] = [];
  for (const { text, at } of labels) {
    const [across, middle] = toScreen(at, view, size);
    if (across < 0 || across > size.width || middle < 0 || middle > size.height) continue;
    const half = context.measureText(text).width / 2 + 4;
    const centre = Math.max(half, Math.min(size.width - half, across));
    const [left, right] = [centre - half, centre + half];
    // A name that would lie on that of a larger cluster waits until the map is zoomed.
    const isCovered = taken.some(
      (other) => left < other.right && right > other.left && Math.abs(middle - other.middle) < LABEL_HEIGHT,
    );
    if (isCovered) continue;
    taken.push({ left, right, middle });
    context.globalAlpha = 0.85;
    context.lineWidth = 4;
    context.strokeStyle = ink.ground;
    context.strokeText(text, centre, middle);
    context.globalAlpha = 1;
    context.fillStyle = ink.text;
    context.fillText(text, centre, middle);
  }
  if (hovered) {
    context.beginPath();
    context.arc(...toScreen(hovered, view, size), radius + 3, 0, 2 * Math.PI);
    context.strokeStyle = ink.ground;
    context.lineWidth = 4;
    context.stroke();
    context.strokeStyle = ink.text;
    context.lineWidth = 2;
    context.stroke();
  }
}
