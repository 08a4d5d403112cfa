import { type RefObject, useEffect, useRef, useState } from 'react';
import type { MapPoints } from '../../shared/api/map-client';
import type { GridIndex } from './grid-index';
import type { Tool } from './tool';
import {
  type Point,
  type Size,
  type View,
  nearestPoint,
  panned,
  rectangle,
  simplified,
  toMap,
  zoomed,
} from './view';

/** Pixels around the pointer in which a point counts as under it. */
const REACH = 8;
/** A press that moves less is a click, px. */
const CLICK = 4;
const MOST_CORNERS = 60;

interface PointerOptions {
  points: MapPoints;
  index: GridIndex;
  tool: Tool;
  view: View;
  size: Size;
  setView: (view: View) => void;
  onSelect: (corners: Point[] | null) => void;
  onHover: (index: number) => void;
  onOpen: (index: number) => void;
}

/**
 * What the mouse does on the map: drag pans or draws an area (Shift: a rectangle whatever the tool), the wheel zooms, a
 * click opens the pair under it.
 * @returns corners of the area that is being drawn, in map units; null when none is
 */
export function useMapPointer(
  canvas: RefObject<HTMLCanvasElement | null>,
  options: PointerOptions,
): readonly Point[] | null {
  const [area, setArea] = useState<readonly Point[] | null>(null);
  const latest = useRef(options);
  useEffect(() => {
    latest.current = options;
  });

  useEffect(() => {
    const element = canvas.current!;
    let drag: { from: Point; last: Point; tool: Tool; path: Point[] } | null = null;
    const place = (event: MouseEvent): Point => [event.offsetX, event.offsetY];
    const mapPlace = (at: Point): Point => toMap(at, latest.current.view, latest.current.size);

    const down = (event: PointerEvent): void => {
      if (event.button !== 0) return;
      element.setPointerCapture(event.pointerId);
      const at = place(event);
      const tool = event.shiftKey ? 'rectangle' : latest.current.tool;
      drag = { from: at, last: at, tool, path: [mapPlace(at)] };
    };
    const move = (event: PointerEvent): void => {
      const { view, points, index, onHover, setView } = latest.current;
      const at = place(event);
      if (!drag) return onHover(nearestPoint(points, index, mapPlace(at), REACH / view.scale));
      if (drag.tool === 'pan') setView(panned(view, [at[0] - drag.last[0], at[1] - drag.last[1]]));
      else {
        drag.path.push(mapPlace(at));
        setArea(drag.tool === 'lasso' ? [...drag.path] : rectangle(drag.path[0]!, mapPlace(at)));
      }
      drag.last = at;
    };
    const up = (event: PointerEvent): void => {
      if (!drag) return;
      const { view, points, index, onSelect, onOpen } = latest.current;
      const at = place(event);
      const isClick = Math.hypot(at[0] - drag.from[0], at[1] - drag.from[1]) < CLICK;
      const found = isClick ? nearestPoint(points, index, mapPlace(at), REACH / view.scale) : -1;
      if (isClick && found >= 0) onOpen(found);
      else if (isClick) onSelect(null);
      else if (drag.tool === 'lasso') onSelect(simplified(drag.path, MOST_CORNERS));
      else if (drag.tool === 'rectangle') onSelect(simplified(rectangle(drag.path[0]!, mapPlace(at)), 4));
      drag = null;
      setArea(null);
    };
    const wheel = (event: WheelEvent): void => {
      event.preventDefault();
      const { view, size, setView } = latest.current;
      setView(zoomed(view, Math.exp(-event.deltaY / 400), place(event), size));
    };
    const leave = (): void => latest.current.onHover(-1);

    element.addEventListener('pointerdown', down);
    element.addEventListener('pointermove', move);
    element.addEventListener('pointerup', up);
    element.addEventListener('pointerleave', leave);
    element.addEventListener('wheel', wheel, { passive: false });
    return () => {
      element.removeEventListener('pointerdown', down);
      element.removeEventListener('pointermove', move);
      element.removeEventListener('pointerup', up);
      element.removeEventListener('pointerleave', leave);
      element.removeEventListener('wheel', wheel);
    };
  }, [canvas]);
  return area;
}
