import type { ArmName } from './arm';
import type { UnjudgedReason } from './judge';
import type { PairFilter } from './pair-filter';

/** The pairs behind a figure. */
export interface PairSet {
  count: number;
  /** Shows them in Explore; of very many, the first ones. Null where there are none. */
  filter: PairFilter | null;
}

/** A figure with one-sided bounds at the report's level; `n` counts what it is over, as its place says. */
export interface TrustFigure {
  value: number;
  lower: number;
  upper: number;
  n: number;
}

/** The same win rate by every way of counting, of the shadow; over pairs that the judge or a rule decided. */
export interface JudgedWinRates {
  wins: number;
  ties: number;
  losses: number;
  /** Each arm's wins and the ties by the strict rule, as pairs. */
  pairs: Readonly<Record<'shadow' | 'tie' | 'prod', PairSet>>;
  /** (W + T/2) / n by the strict rule: a win in every order, else a tie. Null without judged pairs. */
  strict: TrustFigure | null;
  /** Mean over the games, each order weighing the same. */
  gameMean: TrustFigure | null;
  /** W / (W + L) by the strict rule, Wilson's bounds, and the exact test of no difference. */
  decisive: (TrustFigure & { signP: number }) | null;
  /** Users or conversations, where the log tells them apart and several pairs share one; null: pairs stand alone. */
  clusters: number | null;
}

/** Does it matter to the judge which response it sees first? Over couples: the two orders of one pair and repeat. */
export interface OrderTrust {
  /** Share of couples with the same verdict in both orders. Null when no pair was judged in both. */
  consistency: TrustFigure | null;
  /** Couples decided for whichever response came first, and for whichever came second. */
  primacy: number;
  recency: number;
  /** Exact two-sided p of no preference: of `primacy` against `recency`, or of first against second in single orders. */
  p: number | null;
  /** Share of decided games won by the response that was shown first; ½ without bias. */
  firstShown: TrustFigure | null;
  firstWins: number;
  secondWins: number;
  tieGames: number;
  /** Pairs whose verdict changed with the order. */
  inconsistent: PairSet;
}

/** What came of the games. */
export interface GameRates {
  /** Games with a tie, of those with a verdict. */
  ties: TrustFigure | null;
  /** Games that gave no verdict, of all that were asked. */
  unjudged: TrustFigure | null;
  /** Of all asked: an answer without a verdict in it. */
  unparsable: TrustFigure | null;
  /** Of all asked: no answer that counts, for any other reason. */
  failed: TrustFigure | null;
  reasons: readonly { reason: UnjudgedReason; games: number; pairs: PairSet }[];
}

/** Does the judge pay for length? */
export interface LengthTrust {
  /** Pairs with a preference and outputs of different length: share that went to the longer one. */
  prefersLonger: TrustFigure | null;
  /** The same of people, over labelled pairs: what is not bias. */
  peoplePreferLonger: TrustFigure | null;
  /** Pairs with lengths; shadow longer, equal, shorter; the longer at most 20 % longer than the shorter. */
  n: number;
  longer: number;
  equal: number;
  shorter: number;
  near: number;
  /** Win rate at equal length, where the lengths overlap enough to tell. */
  controlled: TrustFigure | null;
  /** Win rate at equal length and equal use of headers, lists and bold; null where not told. */
  styleControlled: TrustFigure | null;
  /** Mean game mean of the same pairs, to compare with. */
  raw: number | null;
  /** Effect of length: change of the log odds when the shadow's answer is one standard deviation longer. */
  slope: number | null;
  /** Why there is no controlled figure. */
  withheld: 'no-lengths' | 'no-spread' | 'no-overlap' | 'no-fit' | null;
}

/** How the judge and people agree, over judged pairs that people labelled. */
export interface HumanAgreement {
  n: number;
  /** Rows people, columns the judge: production, tie, shadow. */
  table: readonly (readonly { count: number; pairs: PairSet }[])[];
  /** People's "both bad", counted as a tie here. */
  bothBad: number;
  observed: TrustFigure;
  /** Agreement where neither calls a tie: chance is 50 %. */
  decided: TrustFigure | null;
  kappa: TrustFigure | null;
  scottPi: number | null;
  ac1: number | null;
  linearKappa: number | null;
  /** Pairs on which one prefers production and the other the shadow. */
  opposed: PairSet;
  /** Pairs that differ in any way. */
  differing: PairSet;
}

/** The win rate as people would have found it. */
export interface CorrectedWinRate {
  /** Prediction-powered: the judge's mean over all + people − judge on the labelled. */
  predictionPowered: (TrustFigure & { labelled: number; correction: number }) | null;
  /** Rogan–Gladen over pairs without ties. */
  roganGladen: (TrustFigure & { sensitivity: number; specificity: number }) | null;
  /** p that labelled and other pairs have the same judge score: small when labels were not drawn at random. */
  labelledDifferP: number | null;
}

/** Does the judge say the same when asked again in the same order? */
export interface RepeatStability {
  /** Mean share of the most frequent verdict; 1 is perfectly stable. `n` counts pairs × orders with repeats. */
  stability: TrustFigure;
  unstable: PairSet;
}

export const TRUST_ALARMS = [
  'constant-outputs',
  'addressed-to-judge',
  'verdict-markers',
  'own-family',
  'context-exceeded',
  'order-bias',
  'low-consistency',
  'labels-not-random',
] as const;
export type TrustAlarmKind = (typeof TRUST_ALARMS)[number];

/** A sign that the verdicts may not mean what they seem to. */
export interface TrustAlarm {
  kind: TrustAlarmKind;
  /** `alarm`: do not rely on the win rate before it is cleared; `notice`: know it when you read the figures. */
  severity: 'alarm' | 'notice';
  arm: ArmName | null;
  /** With its figures, in one or two sentences. */
  text: string;
  pairs: PairSet;
}

/** Everything that says how far the verdicts of one judge configuration can be relied on. */
export interface TrustReport {
  config: string;
  /** The judge's model. */
  model: string;
  /** Level of each one-sided bound. */
  level: number;
  /** What the plan asks of the win rate. */
  threshold: number;
  /** False when the pairs were picked by a filter: the win rates are then theirs, and say nothing of all pairs. */
  representative: boolean;
  /** Pairs with games; those of them with a verdict, and without; pairs decided by rule beside them. */
  asked: number;
  judged: number;
  unjudged: PairSet;
  byRule: number;
  winRates: JudgedWinRates;
  order: OrderTrust;
  rates: GameRates;
  repeats: RepeatStability | null;
  length: LengthTrust;
  /** Null without labels of judged pairs. */
  people: HumanAgreement | null;
  corrected: CorrectedWinRate | null;
  alarms: readonly TrustAlarm[];
}
