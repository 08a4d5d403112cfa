import type { SimilarityDistribution } from '../model/overview';
import type { Database } from '../ports/database';
import { similarityBins } from '../sql/overview-queries';
import { wilson } from '../stats/wilson';

const BINS = 40;

/** Histogram of the similarity and the share below the threshold; null when nothing is measured. */
export async function similarityDistribution(
  db: Database,
  threshold: number,
  level: number,
): Promise<SimilarityDistribution | null> {
  const [lowest] = await db.query<{ x: number | null }>(
    'SELECT min(similarity) AS x FROM pairs WHERE outcome = 0 AND similarity IS NOT NULL',
  );
  const least = lowest?.x ?? null;
  if (least === null) return null;
  const from = Math.max(-1, Math.min(0.8, Math.floor(least * 10) / 10));
  const rows = await db.query<{ bin: number; n: number; below: number }>(
    similarityBins(from, BINS, threshold),
  );
  const counts = Array.from({ length: BINS }, () => 0);
  for (const { bin, n } of rows) counts[bin] = n;
  const n = rows.reduce((sum, row) => sum + row.n, 0);
  const below = rows.reduce((sum, row) => sum + row.below, 0);
  return {
    n,
    from,
    to: 1,
    counts,
    threshold,
    below,
    belowUpper: wilson({ successes: below, n, level }).upper,
  };
}
