import type { Verdict } from '../model/decision';

export interface BoundsAndThreshold {
  lower: number | null;
  upper: number | null;
  threshold: number;
  passes: 'below' | 'above';
}

/**
 * The rule of every criterion: GO when the bound on the failing side has cleared the threshold, NO-GO when the bound on
 * the passing side has not (equality fails, since the criteria are strict), NOT-ENOUGH-DATA otherwise and where a
 * bound is missing or the two contradict each other.
 */
export function verdictRule({ lower, upper, threshold, passes }: BoundsAndThreshold): Verdict {
  const below = passes === 'below';
  const go = below ? upper !== null && upper < threshold : lower !== null && lower > threshold;
  const noGo = below ? lower !== null && lower >= threshold : upper !== null && upper <= threshold;
  if (go === noGo) return 'NOT-ENOUGH-DATA';
  return go ? 'GO' : 'NO-GO';
}
