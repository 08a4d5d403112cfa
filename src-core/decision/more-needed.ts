import type { MoreNeeded, Pace } from '../model/board';
import type { CriterionResult } from '../model/decision';
import type { Evidence } from '../model/evidence';
import { formatCount, formatDuration } from '../model/format';
import type { CriterionKey } from '../model/plan';
import { about } from './words';

const HOUR = 3_600_000;

/** What would still be needed for a GO, in pairs and in time at the present pace. */
export function moreNeeded(
  result: CriterionResult,
  { evidence, pace }: { evidence: Evidence; pace: Pace | null },
): MoreNeeded {
  const { verdict, needed, neededRange, estimate, id } = result;
  const base = id.split('@')[0]!;
  const judged = base === 'win_rate' || base === 'human_win_rate';
  const unit = base === 'error_rate' ? 'requests' : judged ? 'judged pairs' : 'pairs';
  const none = { pairs: null, range: null, unit, durationMs: null, durationRange: null };
  if (verdict === 'GO') return { ...none, state: 'decided', pairs: 0, words: 'decided: GO' };
  if (verdict === 'NO-GO')
    return { ...none, state: 'decided', pairs: 0, words: 'decided: NO-GO; more data will not help' };
  if (needed === null)
    return estimate === null || base === 'coverage'
      ? { ...none, state: 'unknown', words: result.reason }
      : { ...none, state: 'not-reachable', range: neededRange, words: `not reachable: ${result.reason}` };
  const waiting = unmeasuredOf(base, evidence);
  const time = (pairs: number | null): number | null =>
    pairs === null || pace === null || judged ? null : (Math.max(0, pairs - waiting) / pace.perHour) * HOUR;
  const slowest =
    pace && neededRange && neededRange[1] !== null
      ? (Math.max(0, neededRange[1] - waiting) / pace.range[0]) * HOUR
      : null;
  const fastest =
    pace && neededRange && neededRange[0] !== null
      ? (Math.max(0, neededRange[0] - waiting) / pace.range[1]) * HOUR
      : null;
  const durationMs = time(needed);
  return {
    state: 'reachable',
    pairs: needed,
    range: neededRange,
    unit,
    durationMs,
    durationRange: judged || pace === null ? null : [fastest, slowest],
    words: inWords({ needed, unit, waiting, durationMs, judged }),
  };
}

/** The required criterion that keeps the whole from GO the longest. */
export function bindingCriterion(
  criteria: readonly { key: CriterionKey; result: CriterionResult; more: MoreNeeded }[],
): CriterionKey | null {
  const open = criteria.filter(({ result }) => result.required && result.verdict !== 'GO');
  const cost = ({ more, result }: (typeof open)[number]): number => {
    if (result.verdict === 'NO-GO' || more.state === 'not-reachable') return Infinity;
    if (more.durationMs !== null) return more.durationMs;
    return more.pairs ?? Number.MAX_VALUE;
  };
  return open.toSorted((a, b) => cost(b) - cost(a))[0]?.key ?? null;
}

/** Pairs that are there but not measured yet need no new traffic. */
function unmeasuredOf(base: string, { similarity, winRate }: Evidence): number {
  if (base === 'similarity') return similarity.unmeasured;
  return base === 'win_rate' ? winRate.unmeasured : 0;
}

function inWords({
  needed,
  unit,
  waiting,
  durationMs,
  judged,
}: {
  needed: number;
  unit: string;
  waiting: number;
  durationMs: number | null;
  judged: boolean;
}): string {
  const amount = `about ${about(needed)} more ${unit}`;
  if (judged)
    return waiting >= needed
      ? `${amount}; ${formatCount(waiting)} pairs wait to be judged`
      : `${amount}; only ${formatCount(waiting)} pairs wait to be judged`;
  if (waiting >= needed) return `${amount}; ${formatCount(waiting)} pairs are there and wait to be measured`;
  return durationMs === null ? amount : `${amount}, ${formatDuration(durationMs)} at the present pace`;
}
