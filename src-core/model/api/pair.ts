import type { ArmName } from '../arm';
import type { MeaningClass } from '../meaning';
import type { ArmRecord } from '../pair';
import type { ReviewEntry } from '../review';

/** One arm's side of a pair. */
export interface ArmDetail extends ArmRecord {
  /** Class of the error, e.g. `timeout`; null unless the arm failed. */
  errorKind: string | null;
}

/** What every answer about a pair holds. */
interface PairHead {
  seq: number;
  requestId: string;
  /** ms since 1970 UTC. */
  timestamp: number | null;
  prompt: string | null;
  /** The conversation as JSON text, where the log brings one. */
  messages: string | null;
}

/** Everything known of one pair. Texts are as they were logged: make them visible before showing them. */
export interface OpenPair extends PairHead {
  blind: null;
  arms: Readonly<Record<ArmName, ArmDetail>>;
  tags: readonly (readonly [key: string, value: string])[];
  labels: readonly (readonly [key: string, value: string])[];
  /** Cosine of the outputs; null where not measured. */
  similarity: number | null;
  class: MeaningClass | null;
  /** Verdict of the judge and its game mean for the shadow; null where unjudged. */
  judge: { verdict: string; score: number | null } | null;
  /** What reviewers say of it, one entry a reviewer. */
  reviews: readonly ReviewEntry[];
}

/** A pair whose arms are hidden: two outputs in an order that follows from the seed, and nothing that tells them apart. */
export interface BlindPair extends PairHead {
  blind: { seed: number };
  left: BlindOutput;
  right: BlindOutput;
  /** What the reviewer noted before giving a verdict. */
  noted: Pick<ReviewEntry, 'tags' | 'severity' | 'note'> | null;
}

/** Null text: the arm failed or is missing; which of the two would tell. */
export interface BlindOutput {
  response: string | null;
}

export type PairDetail = OpenPair | BlindPair;
