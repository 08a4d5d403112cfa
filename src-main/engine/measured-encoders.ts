import type { MeasuredEncoder } from '@core/model/api/models';
import { storedSimilarities } from '../adapters/workspace/similarity-folder';

/** What each encoder measured in a workspace, the one that the figures are computed from first. */
export async function measuredEncoders(workspace: string): Promise<MeasuredEncoder[]> {
  const stored = await storedSimilarities(workspace);
  return stored.toSorted((a, b) => Number(b.current) - Number(a.current) || b.pairs - a.pairs);
}
