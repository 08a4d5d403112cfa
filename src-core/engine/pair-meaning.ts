import { compareMeaning } from '../meaning/compare-meaning';
import type { PairMeaning } from '../model/meaning';
import type { Database } from '../ports/database';
import type { WorkspaceStore } from '../ports/workspace-store';

/**
 * Checks one pair's outputs anew, which takes milliseconds, so that every flag comes with its passages.
 * @throws AppError('not-found') for a number that no pair has; 'bad-data' when its texts are damaged
 */
export async function pairMeaning(
  { db, store }: { db: Database; store: WorkspaceStore },
  seq: number,
): Promise<PairMeaning> {
  const [texts] = await store.readTexts([seq]);
  const { prodResponse: prod, shadowResponse: shadow } = texts!;
  const [row] = await db.query<{ similarity: number | null }>('SELECT similarity FROM pairs WHERE seq = ?', [
    seq,
  ]);
  const similarity = row?.similarity ?? null;
  const comparison = prod === null || shadow === null ? null : compareMeaning(prod, shadow, similarity);
  return { seq, similarity, comparison };
}
