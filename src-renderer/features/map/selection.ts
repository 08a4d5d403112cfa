import type { PairFilter } from '@core/model/pair-filter';
import type { MapCluster } from '@core/model/pair-map';
import type { MapPoints } from '../../shared/api/map-client';
import { type GridIndex, boundsOf } from './grid-index';
import { type Point, isInside } from './view';

/** What is picked out on the map: clusters, or an area. */
export type Selection =
  | { kind: 'clusters'; clusters: ReadonlySet<number> }
  | { kind: 'area'; corners: readonly Point[] };

/** 1 for each selected point, and how many there are. */
export function selectedPoints(
  selection: Selection,
  { n, x, y, cluster }: MapPoints,
  index: GridIndex,
): { selected: Uint8Array; count: number } {
  const selected = new Uint8Array(n);
  let count = 0;
  const take = (i: number): void => {
    selected[i] = 1;
    count++;
  };
  if (selection.kind === 'clusters') {
    for (let i = 0; i < n; i++) if (selection.clusters.has(cluster[i]!)) take(i);
    return { selected, count };
  }
  const { corners } = selection;
  const box = boundsOf(
    corners.map(([across]) => across),
    corners.map(([, up]) => up),
  );
  const runs = index.runs(box);
  for (let run = 0; run < runs.length; run += 2)
    for (let k = runs[run]!; k < runs[run + 1]!; k++) {
      const i = index.order[k]!;
      if (isInside([x[i]!, y[i]!], corners)) take(i);
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
