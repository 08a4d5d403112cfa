import type { MomentEvidence } from '../model/evidence';
import {
  clusterDegrees,
  clusteredSample,
  clusterStandardError,
  designEffect,
  fewClusters,
} from '../stats/cluster-mean-bounds';
import { studentQuantile } from '../stats/student-quantile';

/** What clusters add to the bounds of a mean. */
export interface ClusterHalfWidth {
  se: number;
  /** By how much each bound at a level moves outwards against independent pairs; never inwards. */
  extra(level: number): number;
  details: { clusters: number; deff: number };
  cautions: readonly string[];
}

/** Null where pairs do not come in clusters, or too few to tell. */
export function clusterHalfWidth({ n, sd, clusters }: MomentEvidence): ClusterHalfWidth | null {
  if (!clusters || clusters.count < 2 || sd === null || n < 2) return null;
  const sample = clusteredSample(n, clusters);
  const se = clusterStandardError(sample);
  return {
    se,
    extra: (level) =>
      Math.max(
        0,
        studentQuantile(level, clusterDegrees(sample)) * se -
          (studentQuantile(level, n - 1) * sd) / Math.sqrt(n),
      ),
    details: { clusters: clusters.count, deff: sd > 0 ? Math.max(1, designEffect(sample, sd)) : 1 },
    cautions: fewClusters(clusters.count),
  };
}
