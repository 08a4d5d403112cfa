import type { CriterionResult, Decision } from '../model/decision';
import { formatCount, formatDayRange, formatLevel } from '../model/format';
import type { Overview } from '../model/overview';
import { criterionFigure, ruleFigure } from './figures';
import type { ReportModel } from './report-model';
import { clippedName } from '../model/visible-text';

/** Open criteria that a sentence gives with their figures; more are named, and the table below has their figures. */
const MOST_DETAILED = 2;

/** The report's first three sentences: what was compared, what decides, what is still unknown. */
export function sentences({
  metrics,
  decision,
}: Pick<Overview, 'metrics' | 'decision'>): ReportModel['sentences'] {
  return [compared(metrics), decides(decision), unknown(decision)];
}

function compared({
  prod,
  shadow,
  total,
  complete,
  firstTimestamp,
  lastTimestamp,
}: Overview['metrics']): string {
  const candidate = clippedName(shadow.model ?? 'the shadow model');
  const present = clippedName(prod.model ?? 'the production model');
  if (total === 0) return `The logs hold no request on which ${candidate} could be compared with ${present}.`;
  const when =
    firstTimestamp === null || lastTimestamp === null
      ? 'at times that the logs do not tell'
      : `logged ${formatDayRange(firstTimestamp, lastTimestamp)} (UTC)`;
  const settled =
    complete === total
      ? `${formatCount(total)} requests`
      : `the ${formatCount(complete)} of ${formatCount(total)} requests that both answered or failed`;
  return `${candidate}, run in shadow, was compared with ${present}, in production, on ${settled}, ${when}.`;
}

function decides({ verdict, criteria }: Decision): string {
  const required = criteria.filter((result) => result.required);
  const passing = required.filter((result) => result.verdict === 'GO');
  const failing = required.filter((result) => result.verdict === 'NO-GO');
  if (required.length === 0) return 'The plan requires no criterion, so nothing decides.';
  if (verdict === 'GO') {
    const which =
      passing.length === 1
        ? 'The one required criterion passes'
        : `All ${passing.length} required criteria pass`;
    return `${which}, each with its bound and not just its estimate on the passing side of the threshold.`;
  }
  if (verdict === 'NO-GO') return `${upperFirst(failing.map(proof).join('; '))}.`;
  const failed =
    failing.length === 0
      ? 'none fails'
      : `${failing.length === 1 ? 'one fails' : `${failing.length} fail`}, but not once it is allowed for that several criteria were tested (${failing.map(proof).join('; ')})`;
  return `${passing.length} of ${required.length} required criteria pass and ${failed}; a GO needs all of them.`;
}

/** The bound that proves a failure, beside what was required. */
function proof(result: CriterionResult): string {
  const [side, bound] =
    result.passes === 'below' ? (['at least', result.lower] as const) : (['at most', result.upper] as const);
  return `${named(result)} is ${criterionFigure(result, result.estimate)} and with ${formatLevel(result.level)} confidence ${side} ${criterionFigure(result, bound)}, where ${ruleFigure(result)} is required`;
}

function unknown({ criteria }: Decision): string {
  const open = criteria.filter((result) => result.required && result.verdict === 'NOT-ENOUGH-DATA');
  if (open.length === 0) {
    return 'No required criterion is open; how the model does on traffic unlike the logged one was not tested.';
  }
  const unmeasured = open.filter((result) => result.estimate === null);
  const uncertain = open.filter((result) => result.estimate !== null);
  const parts = [
    ...(uncertain.length > MOST_DETAILED
      ? [`too uncertain beside their thresholds: ${uncertain.map(named).join(', ')}`]
      : uncertain.map(
          (result) =>
            `${named(result)} is ${criterionFigure(result, result.estimate)}, too uncertain beside the required ${ruleFigure(result)}${more(result)}`,
        )),
    ...(unmeasured.length === 0
      ? []
      : [`not measured: ${unmeasured.map((result) => `${named(result)}${more(result)}`).join(', ')}`]),
  ];
  return `${upperFirst(parts.join('; '))}.`;
}

function more({ id, needed }: CriterionResult): string {
  if (needed === null || needed === 0) return '';
  return ` (about ${formatCount(needed)} more ${id === 'win_rate' ? 'judged pairs' : 'pairs'} would probably settle it)`;
}

/** A criterion's name inside a sentence: "latency P95, shadow / production" is set off from what follows. */
function named({ label }: CriterionResult): string {
  const text = /^[A-Z][a-z]/.test(label) ? label.charAt(0).toLowerCase() + label.slice(1) : label;
  const [head, ...rest] = text.split(', ');
  return rest.length === 0 ? text : `${head} (${rest.join(', ')})`;
}

function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
