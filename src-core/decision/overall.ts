import type { CriterionResult, Decision, Verdict } from '../model/decision';
import { VERDICT_LABEL } from '../model/decision';
import { formatCount } from '../model/format';
import { METRICS, type MetricId } from '../model/metric';
import type { CriterionId, CriterionKey } from '../model/plan';
import { holm } from '../stats/holm';
import { PLANNED_BELOW, assumedWinRate } from './win-rate';
import { about, percent } from './words';

const NAME: Readonly<Record<CriterionId, string>> = {
  latency_p95_ratio: 'latency P95 ratio',
  error_rate: 'error rate',
  win_rate: 'judge win rate',
  similarity: 'mean similarity',
  coverage: 'coverage',
};

/** A criterion in a sentence: "latency P95 ratio", "error rate in route=code". */
export function criterionName(key: CriterionKey): string {
  const [base = key, slice] = key.split(/@(.*)/s);
  const name = base in NAME ? NAME[base as CriterionId] : METRICS[base as MetricId].label.toLowerCase();
  return slice === undefined ? name : `${name} in ${slice}`;
}

/**
 * The verdict over the required criteria and one sentence about it. GO if every one is GO (intersection–union test, no
 * correction: Berger 1982, Technometrics 24:295); NO-GO if any is NO-GO after Holm's correction, since that claims
 * "at least one is violated"; otherwise, and when nothing is required, NOT-ENOUGH-DATA.
 */
export function overall(
  criteria: readonly CriterionResult[],
  level: number,
): Pick<Decision, 'verdict' | 'summary'> {
  const required = criteria.filter((criterion) => criterion.required);
  const failed = violated(required, level);
  const verdict = verdictOf(required, failed);
  return {
    verdict,
    summary: `${VERDICT_LABEL[verdict]} — ${explain({ verdict, criteria, required, failed })}`,
  };
}

function violated(required: readonly CriterionResult[], level: number): CriterionResult[] {
  const tested = required.flatMap((criterion) =>
    criterion.harmP === null ? [] : [{ criterion, p: criterion.harmP }],
  );
  const adjusted = holm(tested.map(({ p }) => p));
  return tested
    .filter(({ criterion }, i) => criterion.verdict === 'NO-GO' && (adjusted[i] ?? 1) <= 1 - level)
    .map(({ criterion }) => criterion);
}

function verdictOf(required: readonly CriterionResult[], failed: readonly CriterionResult[]): Verdict {
  if (failed.length > 0) return 'NO-GO';
  const go = required.length > 0 && required.every((criterion) => criterion.verdict === 'GO');
  return go ? 'GO' : 'NOT-ENOUGH-DATA';
}

function explain({
  verdict,
  criteria,
  required,
  failed,
}: {
  verdict: Verdict;
  criteria: readonly CriterionResult[];
  required: readonly CriterionResult[];
  failed: readonly CriterionResult[];
}): string {
  if (required.length === 0) return 'the plan requires no criterion';
  const kind = required.length === criteria.length ? '' : 'required ';
  if (verdict === 'GO') {
    return required.length === 1
      ? `the ${kind}criterion passes`
      : `all ${required.length} ${kind}criteria pass`;
  }
  const passed = required.filter((criterion) => criterion.verdict === 'GO').length;
  const passing = `${passed} of ${required.length} ${kind}${required.length === 1 ? 'criterion passes' : 'criteria pass'}`;
  if (verdict === 'NO-GO') {
    const names = failed.map(({ id }) => criterionName(id));
    return `${list(names)} ${names.length === 1 ? 'fails' : 'fail'}; ${passing}`;
  }
  const open = required.filter((criterion) => criterion.verdict !== 'GO').map(shortfall);
  return [passing, ...open].join('; ');
}

function shortfall({ id, verdict, estimate, n, needed, threshold }: CriterionResult): string {
  const name = criterionName(id);
  if (verdict === 'NO-GO') return `${name} fails on its own, but not after correction for several criteria`;
  if (id === 'coverage' && needed !== null) return `${name} needs ${formatCount(needed)} more pairs`;
  if (id === 'win_rate' && needed !== null && n < PLANNED_BELOW) {
    const more = n > 0 ? 'more ' : '';
    const assumed = percent(assumedWinRate(threshold));
    return `${name} needs about ${about(needed)} ${more}judged pairs if the shadow really wins ${assumed}`;
  }
  if (needed !== null) {
    const unit = id === 'win_rate' ? 'judged pairs' : 'pairs';
    return `${name} needs about ${about(needed)} more ${unit}`;
  }
  if (n === 0) return `${name} is not measured yet`;
  if (id === 'coverage') return 'the log does not stand for the traffic';
  return estimate === null ? `${name} has too few pairs` : `${name} is undecided`;
}

function list(names: readonly string[]): string {
  return names.length < 2 ? names.join() : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
