import type { SliceCriterion } from '@core/model/slices';

/** Short names of the criteria for the heads of columns. */
export const SLICE_LABEL: Readonly<Record<SliceCriterion, string>> = {
  latency_p95_ratio: 'P95 ratio',
  error_rate: 'Error difference',
  win_rate: 'Win rate',
  similarity: 'Similarity',
};
