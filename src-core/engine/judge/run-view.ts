import { winRate } from '../../decision/win-rate';
import type { Budget } from '../../judge/budget';
import type { RunningTally } from '../../judge/running-tally';
import type { JudgeBatchStatus, JudgeProgress } from '../../model/judge-run';
import type { MomentEvidence } from '../../model/evidence';

/** The criterion that a run is for. */
export interface RunCriterion {
  level: number;
  threshold: number;
  required: boolean;
}

/** What is to be shown of a run at a moment. */
export function progressOf({
  state,
  tally,
  budget,
  criterion,
  source,
  games,
  pairs,
  concurrency,
  waiting,
  retrying,
  elapsedMs,
  batches,
}: {
  state: JudgeProgress['state'];
  tally: RunningTally;
  budget: Budget;
  criterion: RunCriterion;
  /** The judge's name. */
  source: string;
  games: JudgeProgress['games'] & { before: number };
  pairs: JudgeProgress['pairs'];
  concurrency: number;
  waiting: JudgeProgress['waiting'];
  retrying: JudgeProgress['retrying'];
  elapsedMs: number;
  batches: readonly JudgeBatchStatus[];
}): JudgeProgress {
  const { before, ...counted } = games;
  const now = counted.done - before;
  const gamesPerSecond = now > 0 && elapsedMs > 0 ? (now / elapsedMs) * 1000 : null;
  const evidence = winRateEvidence(tally, { source, unmeasured: pairs.total - pairs.done });
  const { n, estimate, lower, upper, threshold, verdict } = winRate(evidence, criterion);
  return {
    state,
    games: counted,
    pairs,
    concurrency,
    gamesPerSecond,
    secondsLeft: gamesPerSecond ? (counted.total - counted.done) / gamesPerSecond : null,
    waiting,
    retrying,
    spend: budget.spend,
    totals: tally.totals(pairs.total),
    running: { n, estimate, lower, upper, threshold, verdict },
    consistency: tally.consistency,
    batches,
  };
}

/** What the decision needs of the judge's verdicts. */
function winRateEvidence(
  tally: RunningTally,
  { source, unmeasured }: { source: string; unmeasured: number },
): MomentEvidence {
  const { n, mean, sd, m3, clusters } = tally.scores();
  return {
    n,
    mean,
    sd,
    m3,
    unmeasured,
    source: n > 0 ? source : null,
    clusters: clusters.count < n ? clusters : null,
  };
}
