import { similarity } from '../decision/similarity';
import type { CriterionResult } from '../model/decision';
import type { Plan } from '../model/plan';
import { moments } from './moments';

/** Similarities as a run gathers them, and the criterion over them at any time. */
export interface RunningScores {
  readonly n: number;
  readonly unmeasurable: number;
  /** NaN stands for a pair that can not be measured. */
  add(values: Float64Array): void;
  criterion(level: number): CriterionResult;
}

/** @param most how many can come at most */
export function runningScores(most: number, plan: Plan): RunningScores {
  const scores = new Float64Array(most);
  let n = 0;
  let unmeasurable = 0;
  return {
    get n() {
      return n;
    },
    get unmeasurable() {
      return unmeasurable;
    },
    add(values) {
      for (const value of values)
        if (Number.isNaN(value)) unmeasurable++;
        else scores[n++] = value;
    },
    criterion(level) {
      const evidence = { n, ...moments(scores.subarray(0, n)), unmeasured: 0, source: null };
      return similarity(evidence, { ...plan.criteria.similarity, level });
    },
  };
}
