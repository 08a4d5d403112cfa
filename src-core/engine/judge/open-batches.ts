import type { JudgementIndex, KnownBatch } from '../../judge/judgement-index';
import type { JudgeBatchStatus } from '../../model/judge-run';
import type { BatchState } from '../../ports/judge-provider';
import { keyText } from './judge-games';

/** Batches of a configuration that have not been collected. */
export function openBatches(index: JudgementIndex, config: string): KnownBatch[] {
  return index.batches.filter(
    (batch) => batch.config === config && (batch.status === 'submitting' || batch.status === 'submitted'),
  );
}

/** Keys of the games that batches hold: they are not asked again. */
export function gamesIn(batches: readonly KnownBatch[]): Set<string> {
  return new Set(batches.flatMap(({ games }) => games.map(keyText)));
}

/** Batches of a configuration as lists show them. */
export function batchStatuses(
  index: JudgementIndex,
  config: string | null,
  polled: ReadonlyMap<string, BatchState> = new Map(),
): JudgeBatchStatus[] {
  return index.batches
    .filter((batch) => config === null || batch.config === config)
    .map((batch) => {
      const seen = polled.get(batch.tag);
      return {
        batch: batch.batch,
        config: batch.config,
        provider: index.get(batch.config)?.configuration?.provider ?? '',
        submittedAt: batch.submittedAt,
        status: batch.status,
        games: batch.games.length,
        detail: seen?.detail ?? batch.note,
        completed: seen?.completed ?? null,
        failed: seen?.failed ?? null,
      };
    });
}
