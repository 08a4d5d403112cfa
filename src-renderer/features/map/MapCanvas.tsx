import { Maximize, ZoomIn, ZoomOut } from 'lucide-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { MapCluster } from '@core/model/pair-map';
import type { MapPoints } from '../../shared/api/map-client';
import { useTheme } from '../../shared/theme';
import { IconButton } from '../../shared/ui/IconButton';
import type { colouring } from './colours';
import type { GridIndex } from './grid-index';
import { paintOverlay } from './overlay';
import { PointLayer } from './PointLayer';
import { resolvedColours } from './resolved-colours';
import type { Selection } from './selection';
import type { Tool } from './tool';
import { useMapKeys } from './use-map-keys';
import { useMapPointer } from './use-map-pointer';
import { type Point, type View, fitted, zoomed } from './view';

interface MapCanvasProps {
  points: MapPoints;
  index: GridIndex;
  clusters: readonly MapCluster[];
  /** Of the clusters, where their names stand. */
  middles: readonly (Point | null)[];
  colouring: ReturnType<typeof colouring>;
  tool: Tool;
  selection: Selection | null;
  selected: Uint8Array | null;
  onSelect: (corners: Point[] | null) => void;
  /** Index of the point under the pointer; −1 for none. */
  hovered: number;
  onHover: (index: number) => void;
  onOpen: (index: number) => void;
}

/** How far the map can be zoomed against the whole: out, in. */
const ZOOM_LIMITS = [0.25, 400] as const;
const ZOOM_STEP = 1.6;

/** The map itself: pan, zoom, hover, rectangle and lasso by mouse; the same but the lasso by keyboard. */
export function MapCanvas(props: MapCanvasProps) {
  const { points, index, clusters, middles, selection, selected, hovered } = props;
  const canvas = useRef<HTMLCanvasElement>(null);
  const [size, setSize] = useState({ width: 0, height: 0 });
  const whole = useMemo(() => fitted(points, size), [points, size]);
  const [moved, setMoved] = useState<View | null>(null);
  const view = moved ?? whole;
  const setView = (next: View | null): void => {
    const zoom = (next?.scale ?? whole.scale) / whole.scale;
    if (zoom >= ZOOM_LIMITS[0] && zoom <= ZOOM_LIMITS[1]) setMoved(next);
  };
  const scheme = useScheme();
  const labels = useMemo(
    () =>
      clusters.flatMap(({ words }, i) => {
        const at = middles[i];
        return at ? [{ text: words.slice(0, 2).join(' · '), at }] : [];
      }),
    [middles, clusters],
  );
  const frame = { view, size, setView };
  const drawn = useMapPointer(canvas, { ...props, ...frame });
  const keyed = useMapKeys(canvas, { ...frame, onSelect: props.onSelect });
  const area = drawn ?? keyed ?? (selection?.kind === 'area' ? selection.corners : null);
  const radius = pointRadius(points.n, view.scale / whole.scale);

  useEffect(() => {
    const element = canvas.current!;
    const observer = new ResizeObserver(() =>
      setSize({ width: element.clientWidth, height: element.clientHeight }),
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  useEffect(() => {
    const draw = (): void => {
      const element = canvas.current!;
      const context = element.getContext('2d')!;
      const ratio = window.devicePixelRatio;
      const [width, height] = [Math.round(size.width * ratio), Math.round(size.height * ratio)];
      if (element.width !== width) element.width = width;
      if (element.height !== height) element.height = height;
      context.setTransform(ratio, 0, 0, ratio, 0, 0);
      const colours = ['var(--text)', 'var(--surface)', 'var(--accent)'];
      const [text = '', ground = '', accent = ''] = resolvedColours(
        element.parentElement!,
        colours,
        scheme,
      ).map(([red, green, blue]) => `rgb(${red}, ${green}, ${blue})`);
      const at: Point | null = hovered < 0 ? null : [points.x[hovered]!, points.y[hovered]!];
      paintOverlay(context, { view, size, hovered: at, radius, labels, area, ink: { text, ground, accent } });
    };
    const request = requestAnimationFrame(draw);
    return () => cancelAnimationFrame(request);
  }, [points, view, size, radius, hovered, labels, area, scheme]);

  const zoom = (factor: number): void =>
    setView(zoomed(view, factor, [size.width / 2, size.height / 2], size));
  return (
    <>
      <PointLayer
        points={points}
        index={index}
        colouring={props.colouring}
        view={view}
        size={size}
        radius={radius}
        selected={selected}
        scheme={scheme}
      />
      <canvas
        ref={canvas}
        className="map-layer map-canvas"
        data-tool={props.tool}
        tabIndex={0}
        role="img"
        aria-label={`Map of ${points.n} pairs whose outputs differ. Arrows move it, plus and minus zoom, 0 shows all, S starts a rectangle.`}
      />
      <div className="map-zoom">
        <IconButton icon={ZoomIn} label="Zoom in" keys="+" onPress={() => zoom(ZOOM_STEP)} />
        <IconButton icon={ZoomOut} label="Zoom out" keys="-" onPress={() => zoom(1 / ZOOM_STEP)} />
        <IconButton icon={Maximize} label="Show all" keys="0" onPress={() => setView(null)} />
      </div>
    </>
  );
}

/** Many points are small until they are zoomed, px. */
function pointRadius(n: number, zoom: number): number {
  const least = n > 50_000 ? 0.9 : n > 10_000 ? 1.4 : n > 2_000 ? 2 : 3.2;
  return Math.min(5, least * Math.max(1, zoom) ** 0.4);
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
