import { SEQUENCE_FROM, sequenceHalfWidth } from '../stats/asymptotic-sequence';
import type { Phase } from './capture-config';

/** How far the present phase has come. */
export interface PhaseState {
  index: number;
  /** When it began, ms since 1970 UTC. */
  since: number;
  /** Pairs whose arms have both settled in it. */
  settled: number;
  /** Sum and sum of squares of (shadow failed) − (production failed) over them. */
  excess: number;
  excessSquares: number;
}

export function phaseAt(index: number, since: number): PhaseState {
  return { index, since, settled: 0, excess: 0, excessSquares: 0 };
}

/** Counts a settled pair. */
export function withSettled(state: PhaseState, failed: { prod: boolean; shadow: boolean }): PhaseState {
  const excess = Number(failed.shadow) - Number(failed.prod);
  return {
    ...state,
    settled: state.settled + 1,
    excess: state.excess + excess,
    excessSquares: state.excessSquares + excess * excess,
  };
}

/**
 * True when the phase has done what it was to do and the next may begin. The bound of the shadow's excess error rate is
 * asked for all the time, so it is one that holds at all times.
 * @param now ms since 1970 UTC
 */
export function isPhaseDone({ until }: Phase, state: PhaseState, now: number): boolean {
  if (!until) return false;
  if (until.after !== undefined && now - state.since < until.after) return false;
  if (until.settled !== undefined && state.settled < until.settled) return false;
  return until.errorExcessBelow === undefined || upperExcess(state) < until.errorExcessBelow;
}

/** Upper 95 % bound of (shadow failed) − (production failed), valid at all n; infinite while there are too few. */
function upperExcess({ settled: n, excess, excessSquares }: PhaseState): number {
  if (n < SEQUENCE_FROM) return Infinity;
  const mean = excess / n;
  // One failure that was not seen keeps a run without any difference from having no width.
  const sd = Math.sqrt(Math.max((excessSquares - n * mean ** 2) / (n - 1), 1 / n));
  return mean + sequenceHalfWidth({ n, sd, alpha: 0.05, expected: 1000, sides: 1 });
}
