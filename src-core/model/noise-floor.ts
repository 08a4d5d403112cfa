import type { MeaningClass } from './meaning';

/** A mean with its one-sided bounds at the plan's level; null where there are too few values. */
export interface BoundedMean {
  mean: number | null;
  lower: number | null;
  upper: number | null;
}

/** Pairs that a share counts, and the share's Wilson bounds (0–1), one-sided at the plan's level. */
export interface BoundedShare {
  count: number;
  lower: number | null;
  upper: number | null;
}

/**
 * Production against its own answer to the same request asked once more: what a model that did not change scores on this
 * data. Shadow's figures stand beside it over the same pairs.
 */
export interface NoiseFloor {
  /** Pairs that carry a rerun, and those of them whose rerun failed. */
  reruns: number;
  failed: number;
  /** Over pairs with both outputs and the rerun's. */
  exactMatch: {
    n: number;
    rerun: { raw: BoundedShare; normalised: BoundedShare };
    shadow: { raw: BoundedShare; normalised: BoundedShare };
  };
  /** Over pairs of which both similarities were measured; null when there is none. */
  similarity: {
    n: number;
    rerun: BoundedMean;
    shadow: BoundedMean;
    /** Mean of rerun − shadow over the pairs, with paired t bounds: how much less alike the shadow is. */
    gap: BoundedMean;
    /** Pairs by class, of production against its rerun and against the shadow. */
    classes: readonly { class: MeaningClass; rerun: BoundedShare; shadow: BoundedShare }[];
  } | null;
}
