import { useEffect, useMemo, useRef, useState } from 'react';
import type { MapCluster } from '@core/model/pair-map';
import type { MapPoints } from '../../shared/api/map-client';
import { useTheme } from '../../shared/theme';
import { type ColourBy, colouring } from './colours';
import { paint, resolvedColours } from './paint';
import type { Selection } from './selection';
import type { Tool } from './tool';
import { useMapKeys } from './use-map-keys';
import { useMapPointer } from './use-map-pointer';
import { type Point, type View, fitted } from './view';

interface MapCanvasProps {
  points: MapPoints;
  clusters: readonly MapCluster[];
  colourBy: ColourBy;
  tool: Tool;
  selection: Selection | null;
  selected: Uint8Array | null;
  onSelect: (corners: Point[] | null) => void;
  /** Index of the point under the pointer; −1 for none. */
  hovered: number;
  onHover: (index: number) => void;
  onOpen: (index: number) => void;
}

/** The map itself: pan, zoom, hover, rectangle and lasso by mouse; the same but the lasso by keyboard. */
export function MapCanvas(props: MapCanvasProps) {
  const { points, clusters, colourBy, selection, selected, hovered } = props;
  const canvas = useRef<HTMLCanvasElement>(null);
  const [size, setSize] = useState({ width: 0, height: 0 });
  const whole = useMemo(() => fitted(points, size), [points, size]);
  const [moved, setMoved] = useState<View | null>(null);
  const view = moved ?? whole;
  const scheme = useScheme();
  const { colours, codes } = useMemo(() => colouring(colourBy, points), [colourBy, points]);
  const labels = useMemo(() => middles(points, clusters), [points, clusters]);
  const frame = { view, size, setView: setMoved };
  const drawn = useMapPointer(canvas, { ...props, ...frame });
  const keyed = useMapKeys(canvas, { ...frame, whole, onSelect: props.onSelect });

  useEffect(() => {
    const element = canvas.current!;
    const observer = new ResizeObserver(() =>
      setSize({ width: element.clientWidth, height: element.clientHeight }),
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  useEffect(() => {
    const element = canvas.current!;
    const context = element.getContext('2d')!;
    const ratio = window.devicePixelRatio;
    element.width = Math.round(size.width * ratio);
    element.height = Math.round(size.height * ratio);
    context.scale(ratio, ratio);
    const [text = '', ground = '', accent = ''] = resolvedColours(
      element.parentElement!,
      ['var(--text)', 'var(--surface)', 'var(--accent)'],
      scheme,
    );
    paint(context, {
      points,
      codes,
      colours: resolvedColours(element.parentElement!, colours, scheme),
      view,
      size,
      selected,
      hovered,
      labels,
      area: drawn ?? keyed ?? (selection?.kind === 'area' ? selection.corners : null),
      ink: { text, ground, accent },
    });
  }, [points, codes, colours, view, size, selected, hovered, labels, drawn, keyed, selection, scheme]);

  return (
    <canvas
      ref={canvas}
      className="map-canvas"
      data-tool={props.tool}
      tabIndex={0}
      role="img"
      aria-label={`Map of ${points.n} pairs whose outputs differ. Arrows move it, plus and minus zoom, 0 shows all, S starts a rectangle.`}
    />
  );
}

/** Where the name of each cluster stands: at the middle of its points. */
function middles(points: MapPoints, clusters: readonly MapCluster[]): { text: string; at: Point }[] {
  const sums = clusters.map(() => ({ x: 0, y: 0, n: 0 }));
  for (let i = 0; i < points.n; i++) {
    const sum = sums[points.cluster[i]!];
    if (!sum) continue;
    sum.x += points.x[i]!;
    sum.y += points.y[i]!;
    sum.n++;
  }
  return clusters.flatMap(({ words }, i) => {
    const { x, y, n } = sums[i]!;
    return n === 0 ? [] : [{ text: words.slice(0, 2).join(' · '), at: [x / n, y / n] as const }];
  });
}

/** Which colours are in force: the theme that was chosen, and what the system asks for. */
function useScheme(): string {
  const theme = useTheme((state) => state.theme);
  const [dark, setDark] = useState(false);
  useEffect(() => {
    const query = matchMedia('(prefers-color-scheme: dark)');
    const changed = (): void => setDark(query.matches);
    changed();
    query.addEventListener('change', changed);
    return () => query.removeEventListener('change', changed);
  }, []);
  return `${theme} ${dark}`;
}
