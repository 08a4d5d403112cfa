import { textTraits, type TextTraits } from '../meaning/traits';
import { languageOf } from '../meaning/whole-text';
import type { LedgerProgress } from '../model/ledger';
import type { WorkspaceStore } from '../ports/workspace-store';

/** One row of the table `traits`. */
export interface TraitRow {
  seq: number;
  promptLanguage: string | null;
  /** Null where not both arms answered with a text. */
  prod: TextTraits | null;
  shadow: TextTraits | null;
}

const BATCH = 500;

/** Reads the texts of pairs and says what exact checks see in them, batch by batch. */
export async function* readTraits(
  store: Pick<WorkspaceStore, 'readTexts'>,
  seqs: Int32Array,
  { onProgress, signal }: { onProgress?: (progress: LedgerProgress) => void; signal?: AbortSignal },
): AsyncGenerator<TraitRow[]> {
  for (let at = 0; at < seqs.length; at += BATCH) {
    signal?.throwIfAborted();
    const batch = Array.from(seqs.subarray(at, at + BATCH));
    const texts = await store.readTexts(batch);
    yield texts.map(({ prompt, prodResponse, shadowResponse }, i): TraitRow => {
      const promptLanguage = prompt === null ? null : languageOf(prompt.slice(0, 1000));
      const both = prodResponse !== null && shadowResponse !== null;
      return {
        seq: batch[i]!,
        promptLanguage,
        prod: both ? textTraits(prodResponse, promptLanguage) : null,
        shadow: both ? textTraits(shadowResponse, promptLanguage) : null,
      };
    });
    onProgress?.({ done: Math.min(seqs.length, at + BATCH), total: seqs.length });
  }
}
