import type { PairFilter } from '@core/model/pair-filter';
import type { MapCluster } from '@core/model/pair-map';
import type { MapPoints } from '../../shared/api/map-client';
import { type Point, isInside } from './view';

/** What is picked out on the map: clusters, or an area. */
export type Selection =
  | { kind: 'clusters'; clusters: ReadonlySet<number> }
  | { kind: 'area'; corners: readonly Point[] };

/** 1 for each selected point, and how many there are. */
export function selectedPoints(
  selection: Selection,
  { n, x, y, cluster }: MapPoints,
): { selected: Uint8Array; count: number } {
  const selected = new Uint8Array(n);
  let count = 0;
  for (let i = 0; i < n; i++) {
    const holds =
      selection.kind === 'clusters'
        ? selection.clusters.has(cluster[i]!)
        : isInside([x[i]!, y[i]!], selection.corners);
    if (!holds) continue;
    selected[i] = 1;
    count++;
  }
  return { selected, count };
}

/** The same selection as a filter that every screen understands. */
export function selectionFilter(selection: Selection, clusters: readonly MapCluster[]): PairFilter {
  if (selection.kind === 'area')
    return [{ kind: 'map-area', corners: selection.corners.map(([x, y]): [number, number] => [x, y]) }];
  const values = [...selection.clusters].toSorted((a, b) => a - b).map((index) => clusters[index]!.name);
  return [{ kind: 'any-of', column: 'cluster', values }];
}
