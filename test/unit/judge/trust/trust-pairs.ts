import { judgePair } from '@core/judge/verdicts';
import type { HumanVerdict, TrustPair } from '@core/judge/trust/trust-pair';
import type { JudgeVerdict } from '@core/model/judge';

type Verdict = JudgeVerdict | null;

/** Of two bad answers neither wins, and they say nothing of the rate. */
const PEOPLE = { prod: 0, shadow: 1, tie: 0.5, 'both-bad': null } as const;

/** A pair judged in both orders: verdicts with production first and with the shadow first. */
export function judged(
  seq: number,
  [prodFirst, shadowFirst]: readonly [Verdict, Verdict],
  more: Partial<TrustPair> = {},
): TrustPair {
  const games = (
    [
      ['prod-first', prodFirst],
      ['shadow-first', shadowFirst],
    ] as const
  ).map(([order, verdict]) => ({
    order,
    repeat: 0,
    verdict,
    unjudged: verdict === null ? ('unparsable' as const) : null,
    contextFull: false,
  }));
  const { verdict, score } = judgePair(String(seq), games, ['prod-first', 'shadow-first']);
  return {
    seq,
    verdict,
    score,
    byRule: false,
    sampled: true,
    games,
    cluster: seq,
    chars: { prod: null, shadow: null },
    human: null,
    ...more,
    humanScore: more.human === undefined || more.human === null ? null : PEOPLE[more.human],
  };
}

/** A pair with a score as a judge of several games gives it, and lengths of its outputs. */
export function scored(
  seq: number,
  {
    score,
    prod,
    shadow,
    human = null,
  }: { score: number; prod: number; shadow: number; human?: HumanVerdict | null },
): TrustPair & { verdict: JudgeVerdict; score: number } {
  const verdict = score > 0.5 ? 'shadow' : score < 0.5 ? 'prod' : 'tie';
  return {
    ...judged(seq, [verdict, verdict], { human }),
    verdict,
    score,
    chars: { prod, shadow },
  };
}
