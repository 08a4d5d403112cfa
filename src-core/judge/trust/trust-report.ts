import type { ArmName } from '../../model/arm';
import type { TrustReport } from '../../model/judge-trust';
import { trustAlarms } from './alarms';
import { gameRates, repeatStability } from './game-rates';
import { correctedWinRate, humanAgreement } from './human-agreement';
import { lengthTrust } from './length-trust';
import { orderTrust } from './order-trust';
import type { OutputScan } from './output-scan';
import { pairSet } from './pair-set';
import { type TrustPair, isScored } from './trust-pair';
import { winRates } from './win-rates';

export interface TrustSource {
  config: string;
  /** Name of the judge's model, and of the arms'. */
  judge: string;
  arms: Readonly<Record<ArmName, string | null>>;
  pairs: readonly TrustPair[];
  scan: OutputScan | null;
  level: number;
  /** What the plan asks of the win rate. */
  threshold: number;
}

/** How far the verdicts of a judge can be relied on, from its games, people's labels and the outputs. */
export function trustReport({
  config,
  judge,
  arms,
  pairs,
  scan,
  level,
  threshold,
}: TrustSource): TrustReport {
  const scored = pairs.filter(isScored);
  const asked = pairs.filter(({ byRule }) => !byRule);
  const order = orderTrust(asked, level);
  const representative = pairs.some(({ sampled }) => sampled);
  // What was picked by hand must not move the rate of all pairs.
  const counted = representative ? scored.filter(({ sampled }) => sampled) : scored;
  const corrected = correctedWinRate(counted, level);
  return {
    config,
    model: judge,
    level,
    threshold,
    representative,
    asked: asked.length,
    judged: asked.filter(isScored).length,
    unjudged: pairSet(
      'asked without a verdict',
      asked.filter((pair) => !isScored(pair)).map(({ seq }) => seq),
    ),
    byRule: pairs.length - asked.length,
    winRates: winRates(counted, level),
    order,
    rates: gameRates(asked, level),
    repeats: repeatStability(asked, level),
    length: lengthTrust(counted, { level, ...(scan && { styles: scan.styles }) }),
    people: humanAgreement(scored, level),
    corrected,
    alarms: trustAlarms({ pairs: asked, judge, arms, scan, order, corrected }),
  };
}
