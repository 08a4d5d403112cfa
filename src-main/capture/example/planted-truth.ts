import type { Verdict } from '@core/model/decision';

/** How one fake model behaves. */
export interface FakeModel {
  name: string;
  /** Median and spread (standard deviation of the logarithm) of its latency, ms. */
  medianMs: number;
  spread: number;
  /** Share of requests that it fails. */
  errorRate: number;
  /** Share of answers that it words in its own way. */
  ownWords: number;
}

/** Two models whose differences are known, and what must come out. */
export interface PlantedTruth {
  prod: FakeModel;
  shadow: FakeModel;
  verdict: Verdict;
  criteria: Readonly<Record<'latency_p95_ratio' | 'error_rate' | 'similarity' | 'coverage', Verdict>>;
}

const PROD: FakeModel = { name: 'model-a', medianMs: 160, spread: 0.35, errorRate: 0.04, ownWords: 0 };

/** Latencies of a kind differ by a factor, so that the ratio of their quantiles is that factor. */
export const PLANTED: Readonly<Record<'bad' | 'good', PlantedTruth>> = {
  bad: {
    prod: { ...PROD, errorRate: 0.01 },
    shadow: { ...PROD, name: 'model-b', medianMs: 280, errorRate: 0.08, ownWords: 0.2 },
    verdict: 'NO-GO',
    criteria: { latency_p95_ratio: 'NO-GO', error_rate: 'NO-GO', similarity: 'GO', coverage: 'GO' },
  },
  good: {
    prod: PROD,
    shadow: { ...PROD, name: 'model-b', medianMs: 128, errorRate: 0.002, ownWords: 0.2 },
    verdict: 'GO',
    criteria: { latency_p95_ratio: 'GO', error_rate: 'GO', similarity: 'GO', coverage: 'GO' },
  },
};
