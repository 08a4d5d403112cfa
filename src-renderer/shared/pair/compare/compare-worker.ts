import { type CompareMode, compareTexts } from './compare-texts';
import type { Comparison } from './comparison';

/** Two outputs to compare, numbered so that an answer finds its question. */
export interface CompareRequest {
  id: number;
  left: string;
  right: string;
  /** Code is aligned by lines, prose by sentences. */
  mode: CompareMode;
  /** ms. */
  budget: number;
}

export interface CompareAnswer {
  id: number;
  comparison: Comparison;
}

self.addEventListener('message', ({ data }: MessageEvent<CompareRequest>) => {
  const comparison = compareTexts(data.left, data.right, {
    mode: data.mode,
    budget: data.budget,
    now: () => performance.now(),
  });
  self.postMessage({ id: data.id, comparison } satisfies CompareAnswer);
});
