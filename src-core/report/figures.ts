import { type CriterionResult, type Decision, VERDICT_LABEL } from '../model/decision';
import type { BoundedFigure } from '../model/bounded-figure';
import { NOT_MEASURED, formatCount, formatCriterion, formatPercent } from '../model/format';

/** A value on a criterion's scale; ∞ where the measurement ran beyond a timeout. */
export function criterionFigure(result: CriterionResult, value: number | null): string {
  return formatCriterion(result.id, value, result.threshold);
}

/** Both bounds: "1.10× … 1.16×"; "exact" for a count, which has no sampling error. */
export function boundsFigure(result: CriterionResult): string {
  if (result.estimate === null && result.lower === null && result.upper === null) return NOT_MEASURED;
  if (result.id === 'coverage') return 'exact count';
  return `${criterionFigure(result, result.lower)} … ${criterionFigure(result, result.upper)}`;
}

/** What passes: "below 1.20×". */
export function ruleFigure(result: CriterionResult): string {
  return `${result.passes} ${formatCriterion(result.id, result.threshold)}`;
}

/** Requests still needed: "none" when decided, "620", or "—" when not known or not reachable. */
export function neededFigure({ needed }: CriterionResult): string {
  return needed === 0 ? 'none' : formatCount(needed);
}

/** The likely range of `needed`, "430 to 1,020" or "430 or more"; empty where there is none. */
export function neededRangeFigure({ needed, neededRange }: CriterionResult): string {
  if (needed === null || needed === 0 || neededRange === null) return '';
  const [fewest, most] = neededRange;
  if (fewest === null) return '';
  return most === null ? `${formatCount(fewest)} or more` : `${formatCount(fewest)} to ${formatCount(most)}`;
}

/** "812 ms (801 ms … 823 ms)". */
export function boundedText({ value, bounds }: BoundedFigure): string {
  return `${value} ${bounds}`.trimEnd();
}

/** A part's share of a whole, either of which may be unknown. */
export function share(part: number | null, whole: number): string {
  return part !== null && whole > 0 ? formatPercent(part / whole) : NOT_MEASURED;
}

/** The decision's sentence without the verdict that it begins with, to stand beside the verdict itself. */
export function withoutVerdict({ summary, verdict }: Decision): string {
  const rest = summary.startsWith(VERDICT_LABEL[verdict])
    ? summary.slice(VERDICT_LABEL[verdict].length)
    : summary;
  const text = rest.replace(/^\s*[—–:]\s*/, '');
  return text.charAt(0).toUpperCase() + text.slice(1);
}
