import { pairDetail } from '@core/engine/pair-detail';
import type { OpenPair } from '@core/model/api/pair';
import type { GnomonEngine } from './gnomon-engine';
import { readReviews } from './reviews';

/** Everything known of one pair, with what reviewers say of it now. */
export async function readPair(engine: GnomonEngine, path: string, seq: number): Promise<OpenPair> {
  const { book } = await readReviews(path);
  return engine.withWorkspace(path, (db, store) =>
    pairDetail({ db, store }, seq, (requestId) => book.of(requestId)),
  );
}
