import type { HistogramFacet } from '@core/model/api/explore';

type Bins = Pick<HistogramFacet, 'edges' | 'openBelow' | 'openAbove'>;
interface Range {
  min: number | null;
  max: number | null;
}

/** The bin under a place, held within the plot. @param step width of a bin in the same unit as x */
export function binAt(x: number, step: number, count: number): number {
  return Math.min(count - 1, Math.max(0, Math.floor(x / step)));
}

/** First and last bin that a range covers at least in part; all of them without one. */
export function binsOfRange({ edges }: Bins, range: Range | null): readonly [number, number] {
  const end = edges.length - 2;
  const { min, max } = range ?? { min: null, max: null };
  const first = min === null ? 0 : edges.findLastIndex((edge) => edge <= min);
  const after = max === null ? -1 : edges.findIndex((edge) => edge >= max);
  const last = after === -1 ? end : after - 1;
  const held = Math.min(end, Math.max(0, first));
  return [held, Math.min(end, Math.max(held, last))];
}

/** The range of some bins; an outer bin that also holds what lies beyond it leaves that end open. */
export function rangeOfBins(
  { edges, openBelow, openAbove }: Bins,
  [first, last]: readonly [number, number],
): Range {
  const end = edges.length - 2;
  return {
    min: first === 0 && openBelow ? null : edges[first]!,
    max: last === end && openAbove ? null : edges[last + 1]!,
  };
}
