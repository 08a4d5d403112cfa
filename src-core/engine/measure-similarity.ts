import { randomOrder } from '../embed/random-order';
import { textKey } from '../embed/text-key';
import { EmbedderCrash } from '../model/embedder-crash';
import type { SimilarityProgress, SimilarityRun } from '../model/similarity-run';
import type { Plan } from '../model/plan';
import type { Embedder } from '../ports/embedder';
import type { MeasuredBatch, SimilarityStore } from '../ports/similarity-store';
import type { WorkspaceStore } from '../ports/workspace-store';
import { plannedLooks } from './planned-looks';
import { runningScores } from './running-scores';
import { measureBatch, type OutputPair } from './similarity-batch';
import { vectorIndex } from './vector-index';

/** Pairs a batch: what a crash can cost, and enough texts to fill the model's batches by length. */
const BATCH = 512;

export interface SimilarityRequest {
  /** Sequence numbers of the pairs whose outputs can be compared, ascending. */
  comparable: Int32Array;
  workspace: WorkspaceStore;
  store: SimilarityStore;
  embedder: Embedder;
  plan: Plan;
  /** Stop at a planned look at which the criterion is decided. */
  untilDecided?: boolean;
  /** Monotonic clock, ms. */
  now: () => number;
  onProgress?: (progress: SimilarityProgress) => void;
  signal?: AbortSignal;
}

/**
 * Measures the similarity of every comparable pair that the store does not hold yet.
 * Each batch is stored before it is shown. Cancelling keeps what is stored. A crash of the engine is counted and told, and
 * the run goes on with the same batch.
 */
export async function measureSimilarity(request: SimilarityRequest): Promise<SimilarityRun> {
  const { comparable, workspace, store, embedder, plan, now, onProgress, signal } = request;
  const total = comparable.length;
  const measured = new Set<number>();
  const scores = runningScores(total, plan);
  const index = vectorIndex(store);
  for await (const batch of store.batches()) {
    index.add(batch);
    for (const seq of batch.scores.seqs) measured.add(seq);
    scores.add(batch.scores.similarity);
  }
  const before = measured.size;
  const open = randomOrder(comparable, textKey(workspace.manifest.id)).filter((seq) => !measured.has(seq));
  const started = now();
  let crashes = 0;
  const result = (ended: SimilarityRun['ended'], added: number): SimilarityRun => ({
    ended,
    done: before + added,
    total,
    unmeasurable: scores.unmeasurable,
    added,
    crashes,
  });
  const report = (added: number): void => {
    const elapsed = (now() - started) / 1000;
    const pairsPerSecond = added > 0 && elapsed > 0 ? added / elapsed : null;
    const { n, estimate, lower, upper, threshold, verdict } = scores.criterion(plan.level);
    onProgress?.({
      done: before + added,
      total,
      pairsPerSecond,
      secondsLeft: pairsPerSecond ? (open.length - added) / pairsPerSecond : null,
      crashes,
      running: { n, estimate, lower, upper, threshold, verdict },
    });
  };
  /** Once more after a crash of the engine; a batch that makes it crash twice ends the run. */
  const measureDespiteCrash = async (pairs: readonly OutputPair[], at: number): Promise<MeasuredBatch> => {
    const measuring = () => measureBatch(pairs, { embedder, known: index.find, ...(signal && { signal }) });
    try {
      return await measuring();
    } catch (error) {
      if (signal?.aborted || !(error instanceof EmbedderCrash)) throw error;
      crashes++;
      report(at);
      return measuring();
    }
  };
  const looks = plannedLooks(BATCH, scores.n);
  report(0);
  for (let at = 0; at < open.length; at += BATCH) {
    if (signal?.aborted) return result('cancelled', at);
    const seqs = open.subarray(at, at + BATCH).toSorted();
    const texts = await workspace.readTexts([...seqs]);
    const pairs = texts.map((text, i): OutputPair => ({
      seq: seqs[i]!,
      prod: text.prodResponse ?? '',
      shadow: text.shadowResponse ?? '',
      rerun: text.rerunResponse,
    }));
    try {
      const batch = await measureDespiteCrash(pairs, at);
      index.add({ ...(await store.append(batch)), scores: batch });
      scores.add(batch.similarity);
    } catch (error) {
      if (signal?.aborted) return result('cancelled', at);
      throw error;
    }
    const added = at + seqs.length;
    report(added);
    const alpha = looks.alphaAt(scores.n, 1 - plan.level);
    if (request.untilDecided && alpha !== null && added < open.length)
      if (scores.criterion(1 - alpha).verdict !== 'NOT-ENOUGH-DATA') return result('decided', added);
  }
  return result('complete', open.length);
}
