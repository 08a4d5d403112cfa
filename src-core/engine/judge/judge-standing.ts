import type { ConfigurationGames } from '../../judge/judgement-index';
import { verdictByRule } from '../../judge/pair-rules';
import { RunningTally } from '../../judge/running-tally';
import { judgePair, scoreOf } from '../../judge/verdicts';
import { JUDGE_ORDERS, type JudgeVerdict, type RunEntry } from '../../model/judge';
import type { JudgeTotals } from '../../model/judge-run';
import type { PlannedPair } from './judge-plan';

/** How a pair came to its verdict, or why it has none. */
export type JudgedHow = 'judge' | 'unjudged' | 'failed-arm' | 'identical';

/** What the judge's columns hold of one pair. */
export interface JudgedPair {
  seq: number;
  verdict: JudgeVerdict | null;
  /** Game mean for the shadow, in [0, 1]. */
  score: number | null;
  how: JudgedHow;
  /** It belongs to a sample of all pairs, and so counts for the criterion. */
  sampled: boolean;
}

type Terms = Pick<RunEntry, 'orders' | 'repeats' | 'rules' | 'representative' | 'stratifiedBy' | 'upTo'>;

/** What a configuration is read by before its first run, as when only a batch was handed over. */
const NO_RUN: Terms = {
  orders: JUDGE_ORDERS,
  repeats: 1,
  rules: { failedArm: 'loses', identical: 'tie' },
  representative: false,
  stratifiedBy: null,
  upTo: [],
};

export interface JudgeStanding {
  /** Those that were judged or are decided by rule. */
  pairs: JudgedPair[];
  /** Whether pairs of the sample have not been asked yet. */
  open: boolean;
}

/** Where one configuration stands. */
export function judgeStanding(candidates: readonly PlannedPair[], held: ConfigurationGames): JudgeStanding {
  const { orders, rules } = held.run ?? NO_RUN;
  const sampling = samplingOf(candidates, held);
  const pairs: JudgedPair[] = [];
  for (const pair of candidates) {
    if (pair.rule !== null) {
      if (!sampling.ruleCounts(pair)) continue;
      const verdict = verdictByRule(pair.rule, rules);
      const how = pair.rule === 'identical' ? 'identical' : 'failed-arm';
      const score = verdict === null ? null : scoreOf(verdict);
      pairs.push({ seq: pair.seq, verdict, score, how, sampled: true });
      continue;
    }
    const games = held.pairs.get(pair.pair);
    if (games === undefined) continue;
    const { verdict, score } = judgePair(pair.pair, games, orders);
    const how = verdict === null ? 'unjudged' : 'judge';
    pairs.push({ seq: pair.seq, verdict, score, how, sampled: sampling.isSampled(pair) });
  }
  return { pairs, open: sampling.open };
}

/** Counts over the sample of a configuration's last run; of a sample that was picked by a filter, over what was asked. */
export function judgeTotals(candidates: readonly PlannedPair[], held: ConfigurationGames): JudgeTotals {
  const { orders, repeats, rules, representative } = held.run ?? NO_RUN;
  const sampling = samplingOf(candidates, held);
  const tally = new RunningTally({ orders, repeats, rules });
  let toJudge = 0;
  for (const pair of candidates) {
    if (pair.rule !== null) {
      if (sampling.ruleCounts(pair)) tally.addRule(pair.rule, pair.cluster);
      continue;
    }
    const games = held.pairs.get(pair.pair) ?? [];
    if (!sampling.isSampled(pair) && (representative || games.length === 0)) continue;
    toJudge++;
    const counting = games.filter((game) => orders.includes(game.order) && game.repeat < repeats);
    tally.addPair(pair.pair, counting, pair.cluster);
  }
  return tally.totals(toJudge);
}

/**
 * Which pairs belong to the sample of the last run. Rules count as far as the judge has come, so that what counts is a
 * sample of all pairs at any time; a sample that was picked by a filter counts for nothing but itself.
 */
function samplingOf(
  candidates: readonly PlannedPair[],
  held: ConfigurationGames,
): {
  isSampled: (pair: PlannedPair) => boolean;
  ruleCounts: (pair: PlannedPair) => boolean;
  open: boolean;
} {
  const { representative, stratifiedBy, upTo } = held.run ?? NO_RUN;
  const ends = new Map(upTo);
  const stratumOf = ({ stratum }: PlannedPair): string => (stratifiedBy === null ? '' : stratum);
  const isSampled = (pair: PlannedPair): boolean =>
    representative && pair.draw <= (ends.get(stratumOf(pair)) ?? -1);

  /** Stratum → draw of the last pair that was asked. */
  const reached = new Map<string, number>();
  let open = false;
  for (const pair of candidates) {
    if (pair.rule !== null || !isSampled(pair)) continue;
    const stratum = stratumOf(pair);
    if (held.pairs.has(pair.pair)) reached.set(stratum, Math.max(reached.get(stratum) ?? -1, pair.draw));
    else open = true;
  }
  return {
    open,
    isSampled,
    ruleCounts: (pair) => isSampled(pair) && (!open || pair.draw <= (reached.get(stratumOf(pair)) ?? -1)),
  };
}
