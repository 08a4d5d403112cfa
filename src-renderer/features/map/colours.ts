import { MEANING_CLASSES, type MeaningClass } from '@core/model/meaning';
import type { MapPoints } from '../../shared/api/map-client';
import type { Point } from './view';

export type ColourBy = 'cluster' | 'class' | 'similarity';

/** CSS colours that any eye tells apart from their neighbours in the list (after Okabe & Ito); production's and shadow's are left out. */
const CLUSTER_COLOURS = [
  'light-dark(#007a5e, #2fc49a)',
  'light-dark(#a3467e, #e08bbd)',
  'light-dark(#8a6d00, #e0c341)',
  'light-dark(#5b4fc4, #a59cff)',
  'light-dark(#557a1f, #a3cc62)',
  'light-dark(#1f7f8f, #62c8d8)',
  'light-dark(#8c4a3c, #d89a8a)',
  'light-dark(#6b6b7a, #b6b6c6)',
];
const CLASS_COLOURS: Readonly<Record<MeaningClass, string>> = {
  same: 'light-dark(#6b6b7a, #9a9aa8)',
  reworded: 'light-dark(#1f7f8f, #62c8d8)',
  changed: 'light-dark(#8a6d00, #e0c341)',
  different: 'light-dark(#a3467e, #e08bbd)',
};
/** From unlike to alike. */
const SIMILARITY_COLOURS = [
  'light-dark(#7a0f5c, #f58ad8)',
  'light-dark(#a3467e, #d98fc4)',
  'light-dark(#8f6d8f, #b79fc4)',
  'light-dark(#6c8aa0, #8fb3c4)',
  'light-dark(#2f9a86, #5fc4ae)',
];
const NONE = 'light-dark(#b5bac2, #4a515b)';

/** Colours of a way to colour, and for each point which of them; the last colour is for points without a value. */
export function colouring(
  by: ColourBy,
  points: MapPoints,
  clusterCodes: Uint8Array,
): { colours: readonly string[]; codes: Uint8Array; labels: readonly string[] } {
  const { n, cluster, meaning, similarity } = points;
  const codes = new Uint8Array(n);
  if (by === 'cluster') {
    for (let i = 0; i < n; i++) codes[i] = clusterCodes[cluster[i]!] ?? CLUSTER_COLOURS.length;
    return { colours: [...CLUSTER_COLOURS, NONE], codes, labels: [] };
  }
  if (by === 'class') {
    const classes = Object.keys(MEANING_CLASSES) as MeaningClass[];
    for (let i = 0; i < n; i++) codes[i] = Math.min(meaning[i]!, classes.length);
    return {
      colours: [...classes.map((name) => CLASS_COLOURS[name]), NONE],
      codes,
      labels: classes.map((name) => MEANING_CLASSES[name].label),
    };
  }
  const sorted = similarity.filter((value) => !Number.isNaN(value)).toSorted();
  const steps = SIMILARITY_COLOURS.length;
  const borders = Array.from(
    { length: steps - 1 },
    (_, i) => sorted[Math.floor(((i + 1) * sorted.length) / steps)] ?? 1,
  );
  for (let i = 0; i < n; i++) {
    const value = similarity[i]!;
    codes[i] = Number.isNaN(value) ? steps : borders.filter((border) => value >= border).length;
  }
  const edges = [sorted[0] ?? 0, ...borders, sorted.at(-1) ?? 1].map((value) => value.toFixed(2));
  return {
    colours: [...SIMILARITY_COLOURS, NONE],
    codes,
    labels: SIMILARITY_COLOURS.map((_, i) => `${edges[i]} – ${edges[i + 1]}`),
  };
}

/**
 * Which colour each cluster has. There are more clusters than colours that can be told apart: one that must share a colour
 * takes that of the farthest ones, so that neighbours differ.
 * @param middles of the clusters, the largest first; null where a cluster has no point
 */
export function clusterCodes(middles: readonly (Point | null)[]): Uint8Array {
  const codes = new Uint8Array(middles.length);
  middles.forEach((middle, cluster) => {
    const nearest = CLUSTER_COLOURS.map(() => Infinity);
    for (let other = 0; other < cluster; other++) {
      const [a, b] = [middle, middles[other]];
      if (!a || !b) continue;
      const distance = Math.hypot(a[0] - b[0], a[1] - b[1]);
      nearest[codes[other]!] = Math.min(nearest[codes[other]!]!, distance);
    }
    codes[cluster] = nearest.indexOf(Math.max(...nearest));
  });
  return codes;
}

/** Where the middle of each cluster's points is; null where it has none. */
export function clusterMiddles({ n, x, y, cluster }: MapPoints, clusters: number): (Point | null)[] {
  const sums = Array.from({ length: clusters }, () => ({ x: 0, y: 0, n: 0 }));
  for (let i = 0; i < n; i++) {
    const sum = sums[cluster[i]!];
    if (!sum) continue;
    sum.x += x[i]!;
    sum.y += y[i]!;
    sum.n++;
  }
  return sums.map((sum) => (sum.n === 0 ? null : [sum.x / sum.n, sum.y / sum.n]));
}

/** The CSS colour of a code. */
export function clusterColour(code: number): string {
  return CLUSTER_COLOURS[code]!;
}
