import type { CriterionKey } from './plan';

export type Verdict = 'GO' | 'NO-GO' | 'NOT-ENOUGH-DATA';

export const VERDICT_LABEL: Readonly<Record<Verdict, string>> = {
  GO: 'GO',
  'NO-GO': 'NO-GO',
  'NOT-ENOUGH-DATA': 'NOT ENOUGH DATA',
};

/** From worst to best. */
export const VERDICT_RANK: Readonly<Record<Verdict, number>> = { 'NO-GO': 0, 'NOT-ENOUGH-DATA': 1, GO: 2 };

/** By which rule a criterion was decided at this look. */
export interface LookRule {
  /**
   * fixed: the only analysis of a finished log. planned: a planned look at growing data. between: an analysis between
   * planned looks, which can't give a GO. anytime: bounds that hold at every look, on both sides.
   */
  kind: 'fixed' | 'planned' | 'between' | 'anytime';
  /** The rule with its figures, as a sentence. */
  words: string;
}

export interface CriterionResult {
  id: CriterionKey;
  label: string;
  /** Null when nothing was measured. */
  estimate: number | null;
  /** One-sided confidence bounds at `level`; null when they do not exist. */
  lower: number | null;
  upper: number | null;
  threshold: number;
  /** Which side of the threshold passes. */
  passes: 'below' | 'above';
  level: number;
  n: number;
  verdict: Verdict;
  /** Further requests needed for an 80 % chance of a verdict of GO if the estimate is true; 0 when decided, null when not reachable or not known. */
  needed: number | null;
  /** `needed` recomputed with the effect at its 25 % and 75 % confidence bounds; an end is null where not reachable. */
  neededRange: readonly [number | null, number | null] | null;
  required: boolean;
  /** The method in one line, e.g. "Tango score bound, superiority". */
  method: string;
  /** Why the verdict is what it is, in plain words with figures. */
  reason: string;
  /** Cautions that stand beside the figure, e.g. "fewer than 10 discordant pairs". */
  cautions: readonly string[];
  /** One-sided p-value of "the criterion is violated", for Holm over the criteria; null when not testable. */
  harmP: number | null;
  /** Absent in reports of earlier versions. */
  look?: LookRule;
  /** What was asked for: to be better, or not to be worse by more than a margin; null where neither fits. */
  claim?: 'superiority' | 'non-inferiority' | null;
  /** Figures behind the estimate, for tooltips and reports: name → value. */
  details: Readonly<Record<string, number | null>>;
}

export interface Decision {
  verdict: Verdict;
  /** One sentence for the verdict line. */
  summary: string;
  criteria: readonly CriterionResult[];
}
