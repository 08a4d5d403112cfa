import { useEffect, useRef } from 'react';
import type { MapPoints } from '../../shared/api/map-client';
import type { colouring } from './colours';
import type { GridIndex } from './grid-index';
import { BLEED, rasterise } from './raster';
import { resolvedColours } from './resolved-colours';
import type { Size, View } from './view';

interface PointLayerProps {
  points: MapPoints;
  index: GridIndex;
  colouring: ReturnType<typeof colouring>;
  view: View;
  size: Size;
  /** Of a point, px. */
  radius: number;
  selected: Uint8Array | null;
  scheme: string;
}

/** All points of the map, painted at most once a frame. */
export function PointLayer(props: PointLayerProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const image = useRef<ImageData>(null);
  const { points, index, view, size, radius, selected, scheme } = props;
  const { colours, codes } = props.colouring;

  useEffect(() => {
    const draw = (): void => {
      const element = canvas.current!;
      const ratio = window.devicePixelRatio;
      const [width, height] = [Math.round(size.width * ratio), Math.round(size.height * ratio)];
      if (width === 0 || height === 0) return;
      if (element.width !== width || element.height !== height) {
        element.width = width;
        element.height = height;
        image.current = null;
      }
      image.current ??= new ImageData(width + 2 * BLEED, height + 2 * BLEED);
      const [ground, ...palette] = resolvedColours(
        element.parentElement!,
        ['var(--surface)', ...colours],
        scheme,
      );
      rasterise(image.current.data, {
        points,
        index,
        codes,
        colours: palette,
        ground: ground!,
        view: { ...view, scale: view.scale * ratio },
        size: { width: width + 2 * BLEED, height: height + 2 * BLEED },
        radius: radius * ratio,
        alpha: points.n > 50_000 ? 0.45 : points.n > 10_000 ? 0.6 : 0.85,
        selected,
      });
      element.getContext('2d')!.putImageData(image.current, -BLEED, -BLEED);
    };
    const frame = requestAnimationFrame(draw);
    return () => cancelAnimationFrame(frame);
  }, [points, index, codes, colours, view, size, radius, selected, scheme]);

  return <canvas ref={canvas} className="map-layer" aria-hidden />;
}
