import type { IndexedGame } from '../journal-entry';
import type { JudgeVerdict } from '../../model/judge';

/** A game as the trust figures need it. */
export type TrustGame = Pick<IndexedGame, 'order' | 'repeat' | 'verdict' | 'unjudged' | 'contextFull'>;

/** A person's verdict on a pair. */
export type HumanVerdict = JudgeVerdict | 'both-bad';

/** One pair that was asked or decided by rule. */
export interface TrustPair {
  seq: number;
  /** By the strict rule; null where it is unjudged. */
  verdict: JudgeVerdict | null;
  /** Game mean for the shadow; null together with `verdict`. */
  score: number | null;
  /** Decided without the judge: an arm failed, or the outputs are equal. Has no games. */
  byRule: boolean;
  /** Belongs to a sample of all pairs. */
  sampled: boolean;
  games: readonly TrustGame[];
  /** User or conversation; a pair that stands alone has one of its own. */
  cluster: string | number;
  /** Characters of the outputs; null where there is none. */
  chars: { prod: number | null; shadow: number | null };
  /** What a person said last. */
  human: HumanVerdict | null;
  /** Mean score over the people who called a winner or a tie, the shadow's win being 1; null without any. */
  humanScore: number | null;
}

/** A pair with a verdict. */
export type ScoredPair = TrustPair & { verdict: JudgeVerdict; score: number };

export function isScored(pair: TrustPair): pair is ScoredPair {
  return pair.verdict !== null && pair.score !== null;
}

/** A person's verdict on the judge's scale: of two bad answers neither is better. */
export function comparable(human: HumanVerdict): JudgeVerdict {
  return human === 'both-bad' ? 'tie' : human;
}
