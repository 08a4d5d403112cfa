import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import type { Rectangle } from 'electron';
import * as v from 'valibot';

export const MIN_WIDTH = 1024;
export const MIN_HEIGHT = 640;
const MIN_VISIBLE = 64;

const boundsSchema = v.object({
  x: v.pipe(v.number(), v.integer()),
  y: v.pipe(v.number(), v.integer()),
  width: v.pipe(v.number(), v.integer(), v.minValue(MIN_WIDTH)),
  height: v.pipe(v.number(), v.integer(), v.minValue(MIN_HEIGHT)),
  maximized: v.boolean(),
});

export type WindowBounds = v.InferOutput<typeof boundsSchema>;

/** The remembered bounds in screen pixels; null when there are none that show on one of these screens. */
export function readWindowBounds(file: string, workAreas: readonly Rectangle[]): WindowBounds | null {
  try {
    const bounds = v.parse(boundsSchema, JSON.parse(readFileSync(file, 'utf8')));
    return workAreas.some((area) => overlap(bounds, area) >= MIN_VISIBLE) ? bounds : null;
  } catch {
    return null;
  }
}

/** Remembers the bounds: the file holds either the old ones or these, whole. */
export function writeWindowBounds(file: string, bounds: WindowBounds): void {
  const temporary = `${file}.new`;
  const descriptor = openSync(temporary, 'w');
  try {
    writeSync(descriptor, JSON.stringify(bounds));
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  renameSync(temporary, file);
}

/** The smaller side of the common area of two rectangles. */
function overlap(a: Rectangle, b: Rectangle): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  return Math.min(width, height);
}
