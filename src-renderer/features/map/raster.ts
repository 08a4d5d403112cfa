import type { MapPoints } from '../../shared/api/map-client';
import type { GridIndex } from './grid-index';
import { type Size, type View, boxInView } from './view';

/** Red, green, blue, 0–255. */
export type Rgb = readonly [number, number, number];

export interface Raster {
  points: Pick<MapPoints, 'x' | 'y'>;
  index: GridIndex;
  /** Which of `colours` a point has. */
  codes: Uint8Array;
  colours: readonly Rgb[];
  ground: Rgb;
  /** In pixels of the image. */
  view: View;
  size: Size;
  radius: number;
  /** Opacity of a point. */
  alpha: number;
  /** 1 for selected points, the others are faint; null: all are shown alike. */
  selected: Uint8Array | null;
}

/** Pixels that an image goes beyond what is seen, on each side. */
export const BLEED = 12;
/** Opacity of what is not selected, as a share of what it would be. */
const FAINT = 0.2;

/**
 * Paints the points as discs. By arithmetic on the pixels and not by the canvas's own shapes: of those, 100,000 take
 * several frames, and a machine without a graphics processor has nothing faster.
 * @param pixels RGBA, size.width × size.height; overwritten
 */
export function rasterise(pixels: Uint8ClampedArray, raster: Raster): void {
  const { ground, selected, alpha } = raster;
  const image = new Int32Array(pixels.buffer, pixels.byteOffset, pixels.length / 4);
  image.fill(pack(ground));
  if (selected) {
    paintPoints(image, raster, { alpha: alpha * FAINT, wanted: 0 });
    paintPoints(image, raster, { alpha: Math.min(1, alpha * 1.5), wanted: 1 });
  } else paintPoints(image, raster, { alpha, wanted: null });
}

function paintPoints(
  image: Int32Array,
  { points: { x, y }, index, codes, colours, view, size, radius, selected }: Raster,
  { alpha, wanted }: { alpha: number; wanted: 0 | 1 | null },
): void {
  const { width, height } = size;
  const { offsets, coverage, reach } = disc(radius, alpha, width);
  const packed = Int32Array.from(colours, pack);
  const [shiftX, shiftY] = [width / 2 - view.x * view.scale, height / 2 + view.y * view.scale];
  const { order } = index;
  const runs = index.runs(boxInView(view, size, reach));
  for (let run = 0; run < runs.length; run += 2)
    for (let k = runs[run]!; k < runs[run + 1]!; k++) {
      const i = order[k]!;
      if (wanted !== null && selected![i] !== wanted) continue;
      const column = Math.round(x[i]! * view.scale + shiftX);
      const row = Math.round(shiftY - y[i]! * view.scale);
      // A disc that the border cuts off is left out: images are wider than what is seen by BLEED.
      if (column < reach || row < reach || column >= width - reach || row >= height - reach) continue;
      const colour = packed[codes[i]!]!;
      // Two channels in one number, eight bits apart, so that one product serves both.
      const [outer, inner] = [colour & OUTER, colour & INNER];
      const at = row * width + column;
      for (let p = 0; p < offsets.length; p++) {
        const pixel = at + offsets[p]!;
        const under = image[pixel]!;
        const share = coverage[p]!;
        const rest = 256 - share;
        const mixedOuter = (Math.imul(under & OUTER, rest) + Math.imul(outer, share)) >>> 8;
        const mixedInner = (Math.imul(under & INNER, rest) + Math.imul(inner, share)) >>> 8;
        image[pixel] = OPAQUE | (mixedOuter & OUTER) | (mixedInner & INNER);
      }
    }
}

const OPAQUE = 255 << 24;
/** Blue and red, and green, of a pixel. */
const OUTER = 0xff00ff;
const INNER = 0x00ff00;

/** As four bytes of an image: little-endian, as every machine that Chromium runs on. */
function pack([red, green, blue]: Rgb): number {
  return OPAQUE | (blue << 16) | (green << 8) | red;
}

/** The pixels of a disc as offsets from its middle, with their opacity in 256ths: less at the rim, so that it looks round. */
function disc(
  radius: number,
  alpha: number,
  width: number,
): { offsets: Int32Array; coverage: Int32Array; reach: number } {
  const reach = Math.ceil(radius);
  const offsets: number[] = [];
  const coverage: number[] = [];
  for (let row = -reach; row <= reach; row++)
    for (let column = -reach; column <= reach; column++) {
      const covered = Math.min(1, radius + 0.5 - Math.hypot(row, column));
      if (covered <= 0) continue;
      offsets.push(row * width + column);
      coverage.push(Math.round(256 * alpha * covered));
    }
  return { offsets: Int32Array.from(offsets), coverage: Int32Array.from(coverage), reach };
}
