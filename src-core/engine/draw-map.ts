import { wordCounts } from '../map/distinguishing-words';
import { AppError } from '../model/app-error';
import type { MapCluster, MapProgress } from '../model/pair-map';
import type { Database } from '../ports/database';
import type { WorkspaceStore } from '../ports/workspace-store';
import { DISAGREEMENTS } from '../sql/map-queries';

/** Places of pairs on a map, one entry a pair. */
export interface MapPoints {
  seqs: Int32Array;
  x: Float32Array;
  y: Float32Array;
  /** −1 between the clusters. */
  cluster: Int16Array;
  fitted: number;
}

/** Projects the vectors of pairs; in a thread of its own, since it takes seconds to minutes. */
export type Projector = (
  seqs: Int32Array,
  options: { onShare: (share: number) => void; signal?: AbortSignal },
) => Promise<MapPoints>;

/** Pairs whose texts are read together. */
const BATCH = 512;
const WORDS = 3;
/** Fewer points make no map. */
const FEWEST = 10;
/** What of the whole time the projection takes, about. */
const PROJECTING = 0.95;

/** Pairs whose outputs differ but for form and that have a similarity, ascending. */
export async function drawablePairs(db: Database): Promise<Int32Array> {
  return Int32Array.from((await db.numbers<'seq'>(DISAGREEMENTS)).seq);
}

/**
 * Draws the map of a workspace's disagreements and names its clusters by the words that set their requests apart.
 * @throws AppError('usage') when there are too few pairs, 'cancelled'
 */
export async function drawMap({
  seqs,
  store,
  project,
  now,
  onProgress,
  signal,
}: {
  seqs: Int32Array;
  store: Pick<WorkspaceStore, 'readTexts'>;
  project: Projector;
  /** Monotonic clock, ms. */
  now: () => number;
  onProgress: (progress: MapProgress) => void;
  signal?: AbortSignal;
}): Promise<{ points: MapPoints; clusters: MapCluster[] }> {
  if (seqs.length < FEWEST) throw tooFew(seqs.length);
  const started = now();
  const report = (phase: MapProgress['phase'], share: number): void => {
    const elapsed = (now() - started) / 1000;
    onProgress({ phase, share, secondsLeft: share > 0.12 ? (elapsed / share) * (1 - share) : null });
  };
  const points = await project(seqs, {
    onShare: (share) => report('projecting', share * PROJECTING),
    ...(signal && { signal }),
  });
  const count = points.cluster.reduce((most, cluster) => Math.max(most, cluster + 1), 0);
  const words = wordCounts(count);
  const sizes = new Uint32Array(count);
  for (const cluster of points.cluster) if (cluster >= 0) sizes[cluster]!++;
  const clusterOf = new Map(Array.from(points.seqs, (seq, i) => [seq, points.cluster[i]!] as const));
  // In the order in which texts lie on the disk.
  const ordered = points.seqs.toSorted();
  for (let at = 0; at < ordered.length; at += BATCH) {
    if (signal?.aborted) throw new AppError('cancelled', { message: 'Drawing the map was cancelled.' });
    const batch = ordered.subarray(at, at + BATCH);
    const texts = await store.readTexts([...batch]);
    texts.forEach(({ prompt, prodResponse }, i) =>
      words.add(prompt ?? prodResponse ?? '', clusterOf.get(batch[i]!)!),
    );
    report('naming', PROJECTING + (1 - PROJECTING) * (at / ordered.length));
  }
  const named = new Set<string>();
  const clusters = Array.from(sizes, (pairs, cluster): MapCluster => {
    const found = words.wordsOf(cluster, WORDS);
    const name = unique(found.join(' · ') || 'unnamed', named);
    return { name, words: found, pairs };
  });
  return { points, clusters };
}

/** Names are values of a column: two clusters must not share one. */
function unique(name: string, taken: Set<string>): string {
  let candidate = name;
  for (let n = 2; taken.has(candidate); n++) candidate = `${name} (${n})`;
  taken.add(candidate);
  return candidate;
}

function tooFew(n: number): AppError {
  return new AppError('usage', {
    message: `There is nothing to map yet: ${n} pairs have outputs that differ and a similarity.`,
    cause: 'similarity was not measured, or the outputs are equal',
    remedy: `measure similarity first; a map needs at least ${FEWEST} such pairs`,
  });
}
