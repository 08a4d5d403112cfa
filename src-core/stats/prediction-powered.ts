import { type ClusteredSample, clusterMeanBounds } from './cluster-mean-bounds';

/** One item with the judge's score and, where a person looked, the person's. */
export interface Scored {
  judge: number;
  human: number | null;
  cluster: unknown;
}

export interface CorrectedMean {
  value: number;
  lower: number;
  upper: number;
  /** Mean of (human − judge) over the labelled items: what the judge is off by. */
  correction: number;
  n: number;
  labelled: number;
  clusters: number;
}

/**
 * Prediction-powered mean: mean of the judge over all items + mean of (human − judge) over the labelled ones.
 * Angelopoulos et al. 2023, Science 382:669 (arXiv 2301.09633). The standard error adds up each item's influence
 * within its cluster, which gives var(judge)/N + var(human − judge)/n where labelled and other items are different
 * ones, and the human mean's own where all are labelled.
 * Valid when the labelled items are a random draw from all. Null below two labelled items or two clusters.
 */
export function predictionPoweredMean(items: readonly Scored[], level: number): CorrectedMean | null {
  const n = items.length;
  const labelled = items.filter((item): item is Scored & { human: number } => item.human !== null);
  if (labelled.length < 2) return null;
  const judgeMean = items.reduce((sum, { judge }) => sum + judge, 0) / n;
  const correction = labelled.reduce((sum, { human, judge }) => sum + human - judge, 0) / labelled.length;
  const influence = new Map<unknown, number>();
  for (const { judge, human, cluster } of items) {
    const part = judge - judgeMean;
    const rectified = human === null ? 0 : (human - judge - correction) * (n / labelled.length);
    influence.set(cluster, (influence.get(cluster) ?? 0) + part + rectified);
  }
  const clusters = influence.size;
  if (clusters < 2) return null;
  const squares = [...influence.values()].reduce((sum, value) => sum + value ** 2, 0);
  const sample: ClusteredSample = { n, mean: judgeMean + correction, clusters, squares };
  return {
    value: sample.mean,
    ...clusterMeanBounds(sample, level),
    correction,
    n,
    labelled: labelled.length,
    clusters,
  };
}
