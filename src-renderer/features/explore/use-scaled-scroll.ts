import { type RefObject, useCallback, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { type ScrollPlace, ScrollScale } from './scroll-scale';

const SETTLE_MS = 150;

interface ScaledScroll {
  /** Height of the rows' space inside of the scrolled element, px. */
  height: number;
  /** Pixels from the top of the first row to the top of what is seen. */
  offset: number;
  /** Height of what is seen of the rows, px. */
  view: number;
  scrollTo: (offset: number) => void;
}

/**
 * Scrolls any number of rows in an element. The rows are to be placed relative to what is seen, in an element that
 * sticks to it: then scrolling never shows an empty frame, however fast.
 * @param full height of all rows, px
 * @param above height that a header takes in the scrolled element, px
 */
export function useScaledScroll(
  full: number,
  above: number,
): [RefObject<HTMLDivElement | null>, ScaledScroll] {
  const ref = useRef<HTMLDivElement>(null);
  const [view, setView] = useState(0);
  const [offset, setOffset] = useState(0);
  const place = useRef<ScrollPlace>({ top: 0, offset: 0 });
  const scale = useMemo(() => new ScrollScale(full, view), [full, view]);

  const scrollTo = useCallback(
    (wanted: number) => {
      place.current = scale.at(wanted);
      setOffset(place.current.offset);
      if (ref.current) ref.current.scrollTop = place.current.top;
    },
    [scale],
  );

  useLayoutEffect(() => {
    const element = ref.current;
    if (element === null) return undefined;
    const observer = new ResizeObserver(() => setView(Math.max(0, element.clientHeight - above)));
    observer.observe(element);
    return () => observer.disconnect();
  }, [above]);

  useLayoutEffect(() => {
    const element = ref.current;
    if (element === null) return undefined;
    const { top } = place.current;
    place.current = scale.at(place.current.offset);
    // Setting it lays the page out, which a table that stays at its place can do without.
    if (place.current.top !== top) element.scrollTop = place.current.top;
    let timer = 0;
    const onScroll = () => {
      place.current = scale.moved(place.current, element.scrollTop);
      setOffset(place.current.offset);
      clearTimeout(timer);
      timer = window.setTimeout(() => {
        place.current = scale.at(place.current.offset);
        if (Math.abs(element.scrollTop - place.current.top) >= 1) element.scrollTop = place.current.top;
      }, SETTLE_MS);
    };
    element.addEventListener('scroll', onScroll, { passive: true });
    return () => {
      clearTimeout(timer);
      element.removeEventListener('scroll', onScroll);
    };
  }, [scale]);

  return [ref, { height: scale.height, offset: scale.clamped(offset), view, scrollTo }];
}
