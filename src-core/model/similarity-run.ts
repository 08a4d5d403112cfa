import type { CriterionResult } from './decision';

/** How far a similarity run is, and what it says by now. */
export interface SimilarityProgress {
  /** Pairs measured, those of earlier runs included, of those whose arms both answered with a text. */
  done: number;
  total: number;
  /** Pairs a second of this run, and seconds left at that rate; null before it is known. */
  pairsPerSecond: number | null;
  secondsLeft: number | null;
  /** How often the engine crashed in this run and was started anew. */
  crashes: number;
  /** The criterion over what is measured: pairs are drawn in random order, so it estimates the whole. */
  running: Pick<CriterionResult, 'n' | 'estimate' | 'lower' | 'upper' | 'threshold' | 'verdict'>;
}

/** How a similarity run ended. */
export interface SimilarityRun {
  ended: 'complete' | 'decided' | 'cancelled';
  done: number;
  total: number;
  /** Pairs with a text in both arms that have no similarity: one holds only white space, or nothing the model knows. */
  unmeasurable: number;
  /** Pairs that this run measured. */
  added: number;
  /** How often the engine crashed and was started anew. */
  crashes: number;
}
