import type { ConfigurationGames } from '../../judge/judgement-index';
import { verdictByRule } from '../../judge/pair-rules';
import { RunningTally } from '../../judge/running-tally';
import { judgePair, scoreOf } from '../../judge/verdicts';
import type { JudgeVerdict } from '../../model/judge';
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

export interface JudgeStanding {
  pairs: JudgedPair[];
  /** Over the sample of the last run. */
  tally: RunningTally;
  /** Pairs of the sample that need the judge. */
  toJudge: number;
  /** Whether some of them have not been asked yet. */
  open: boolean;
}

/**
 * Where one configuration stands, over all pairs that can be judged or are decided by rule. Rules count as far as the
 * judge has come, so that what counts is a sample of all pairs at any time; a sample that was picked by a filter counts
 * for nothing but itself.
 */
export function judgeStanding(candidates: readonly PlannedPair[], held: ConfigurationGames): JudgeStanding {
  const { run } = held;
  const orders = run?.orders ?? (['prod-first', 'shadow-first'] as const);
  const repeats = run?.repeats ?? 1;
  const rules = run?.rules ?? { failedArm: 'loses', identical: 'tie' };
  const tally = new RunningTally({ orders, repeats, rules });
  const upTo = new Map(run?.upTo ?? []);
  const sampleOf = ({ stratum, draw }: PlannedPair): boolean => draw <= (upTo.get(stratumOf(stratum)) ?? -1);
  const stratumOf = (stratum: string): string => (run?.stratifiedBy === null ? '' : stratum);
  const representative = run?.representative ?? false;

  /** Stratum → draw of the last pair that was asked. */
  const reached = new Map<string, number>();
  let open = false;
  for (const pair of candidates) {
    if (pair.rule !== null || !representative || !sampleOf(pair)) continue;
    if (!held.pairs.has(pair.pair)) open = true;
    else
      reached.set(stratumOf(pair.stratum), Math.max(reached.get(stratumOf(pair.stratum)) ?? -1, pair.draw));
  }
  const pairs: JudgedPair[] = [];
  let toJudge = 0;
  for (const pair of candidates) {
    const games = held.pairs.get(pair.pair) ?? [];
    const sampled = representative && sampleOf(pair);
    if (pair.rule !== null) {
      const counts = sampled && (!open || pair.draw <= (reached.get(stratumOf(pair.stratum)) ?? -1));
      if (!counts) continue;
      tally.addRule(pair.rule, pair.cluster);
      const verdict = verdictByRule(pair.rule, rules);
      const how = pair.rule === 'identical' ? 'identical' : 'failed-arm';
      pairs.push({ seq: pair.seq, verdict, score: verdict === null ? null : scoreOf(verdict), how, sampled });
      continue;
    }
    if (sampled || (!representative && games.length > 0)) {
      toJudge++;
      const counting = games.filter((game) => orders.includes(game.order) && game.repeat < repeats);
      tally.addPair(pair.pair, counting, pair.cluster);
    }
    if (games.length === 0) continue;
    const { verdict, score } = judgePair(pair.pair, games, orders);
    pairs.push({ seq: pair.seq, verdict, score, how: verdict === null ? 'unjudged' : 'judge', sampled });
  }
  return { pairs, tally, toJudge, open };
}
