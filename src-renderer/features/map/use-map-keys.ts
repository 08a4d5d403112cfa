import { type RefObject, useEffect, useRef, useState } from 'react';
import { type Point, type Size, type View, panned, rectangle, simplified, toMap, zoomed } from './view';

const STEP = 40;
const ZOOM = 1.3;

/** A rectangle on the screen, by its middle and half its sides, px. */
interface Box {
  at: Point;
  half: Point;
}

interface KeyOptions {
  view: View;
  size: Size;
  setView: (view: View | null) => void;
  onSelect: (corners: Point[] | null) => void;
}

/**
 * What keys do while the map has the focus: arrows pan, + and − zoom, 0 shows all. S starts a rectangle, which arrows
 * move and Shift with arrows sizes; Enter selects what is in it, Escape puts it or the selection away.
 * @returns corners of that rectangle in map units; null when there is none
 */
export function useMapKeys(
  canvas: RefObject<HTMLCanvasElement | null>,
  options: KeyOptions,
): readonly Point[] | null {
  const [box, setBox] = useState<Box | null>(null);
  const latest = useRef({ ...options, box });
  useEffect(() => {
    latest.current = { ...options, box };
  });

  useEffect(() => {
    const element = canvas.current!;
    const down = (event: KeyboardEvent): void => {
      if (event.metaKey || event.ctrlKey || event.altKey) return;
      if (!handle(event)) return;
      event.preventDefault();
      event.stopPropagation();
    };
    const handle = (event: KeyboardEvent): boolean => {
      const { view, size, setView, onSelect, box: open } = latest.current;
      const arrow = ARROWS[event.key];
      const middle: Point = [size.width / 2, size.height / 2];
      if (arrow && open) setBox(event.shiftKey ? sized(open, arrow) : shifted(open, arrow));
      else if (arrow) setView(panned(view, [-arrow[0] * STEP, -arrow[1] * STEP]));
      else if (event.key === '+' || event.key === '=') setView(zoomed(view, ZOOM, middle, size));
      else if (event.key === '-') setView(zoomed(view, 1 / ZOOM, middle, size));
      else if (event.key === '0') setView(null);
      else if (event.key === 's') setBox({ at: middle, half: [size.width / 6, size.height / 6] });
      else if (event.key === 'Enter' && open) {
        onSelect(simplified(cornersOf(open, view, size), 4));
        setBox(null);
      } else if (event.key === 'Escape' && open) setBox(null);
      else if (event.key === 'Escape') onSelect(null);
      else return false;
      return true;
    };
    element.addEventListener('keydown', down);
    return () => element.removeEventListener('keydown', down);
  }, [canvas]);
  return box && cornersOf(box, options.view, options.size);
}

const ARROWS: Readonly<Record<string, Point | undefined>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

function shifted({ at, half }: Box, [x, y]: Point): Box {
  return { at: [at[0] + (x * STEP) / 2, at[1] + (y * STEP) / 2], half };
}

function sized({ at, half }: Box, [x, y]: Point): Box {
  const grown = (side: number, by: number): number => Math.max(8, side + (by * STEP) / 4);
  return { at, half: [grown(half[0], x), grown(half[1], -y)] };
}

function cornersOf({ at, half }: Box, view: View, size: Size): Point[] {
  const corner = (sign: number): Point => [at[0] + sign * half[0], at[1] + sign * half[1]];
  return rectangle(toMap(corner(-1), view, size), toMap(corner(1), view, size));
}
