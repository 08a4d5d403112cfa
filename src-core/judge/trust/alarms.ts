import { ARMS, ARM_LABEL, type ArmName } from '../../model/arm';
import { formatCount, formatP, formatPercent } from '../../model/format';
import type { CorrectedWinRate, OrderTrust, TrustAlarm } from '../../model/judge-trust';
import { modelFamily } from './judge-family';
import type { OutputScan } from './output-scan';
import { pairSet } from './pair-set';
import type { TrustPair } from './trust-pair';

/** Share of one output among all of an arm from which on it is remarkable, and from which on it is an attack or a fault. */
const REPEATED = 0.05;
const CONSTANT = 0.2;
const FEWEST_REPEATED = 5;
/** Share of couples judged alike below which verdicts are mostly noise or order: GPT-3.5's 46 % of MT-bench is below. */
const CONSISTENT = 0.6;
const SIGNIFICANT = 0.01;

export interface AlarmSource {
  pairs: readonly TrustPair[];
  judge: string;
  arms: Readonly<Record<ArmName, string | null>>;
  /** Null where the texts were not read. */
  scan: OutputScan | null;
  order: OrderTrust;
  corrected: CorrectedWinRate | null;
}

/** Signs that the judge was fooled or is partial, alarms first. */
export function trustAlarms(source: AlarmSource): TrustAlarm[] {
  const alarms = [
    ...(source.scan === null ? [] : ARMS.flatMap((arm) => outputAlarms(arm, source.scan!))),
    ...familyAlarms(source),
    ...contextAlarms(source),
    ...orderAlarms(source.order),
    ...labelAlarms(source.corrected),
  ];
  return alarms.toSorted((a, b) => Number(b.severity === 'alarm') - Number(a.severity === 'alarm'));
}

function outputAlarms(arm: ArmName, { arms }: OutputScan): TrustAlarm[] {
  const { n, distinct, mostFrequent, addressed, markers } = arms[arm];
  const name = ARM_LABEL[arm];
  const share = n > 0 ? mostFrequent.length / n : 0;
  const alarms: TrustAlarm[] = [];
  if (share >= REPEATED && mostFrequent.length >= FEWEST_REPEATED)
    alarms.push({
      kind: 'constant-outputs',
      severity: share >= CONSTANT ? 'alarm' : 'notice',
      arm,
      text: `${formatPercent(share)} of the ${name} outputs are one and the same text but for case and digits (${formatCount(distinct)} different texts among ${formatCount(n)}). Constant outputs have won over judges before.`,
      pairs: pairSet(`the most frequent ${name} output`, mostFrequent),
    });
  if (addressed.length > 0)
    alarms.push({
      kind: 'addressed-to-judge',
      severity: 'alarm',
      arm,
      text: `${formatCount(addressed.length)} of ${formatCount(n)} ${name} outputs hold text that seems to speak to a judge. Read them before you rely on their verdicts.`,
      pairs: pairSet(`${name} output speaks to the judge`, addressed),
    });
  if (markers.length > 0)
    alarms.push({
      kind: 'verdict-markers',
      severity: 'notice',
      arm,
      text: `${formatCount(markers.length)} of ${formatCount(n)} ${name} outputs hold what a verdict or the frame of a prompt looks like. Contents are fenced in by random marks, so they do not end the prompt; a weak judge may still follow them.`,
      pairs: pairSet(`${name} output holds a verdict marker`, markers),
    });
  return alarms;
}

function familyAlarms({ judge, arms }: AlarmSource): TrustAlarm[] {
  const family = modelFamily(judge);
  if (family === null) return [];
  const kin = ARMS.filter((arm) => arms[arm] !== null && modelFamily(arms[arm]) === family);
  if (kin.length === 0) return [];
  const both = kin.length === ARMS.length;
  return [
    {
      kind: 'own-family',
      // A judge related to both arms favours neither for that reason.
      severity: both ? 'notice' : 'alarm',
      arm: both ? null : kin[0]!,
      text: both
        ? `The judge ${judge} is of the same family (${family}) as both arms.`
        : `The judge ${judge} is of the same family (${family}) as ${ARM_LABEL[kin[0]!]}. Judges tend to prefer their own family’s answers; let another family judge a sample.`,
      pairs: { count: 0, filter: null },
    },
  ];
}

function contextAlarms({ pairs }: AlarmSource): TrustAlarm[] {
  const seqs = pairs
    .filter(({ games }) =>
      games.some(({ contextFull, unjudged }) => contextFull || unjudged === 'context-exceeded'),
    )
    .map(({ seq }) => seq);
  if (seqs.length === 0) return [];
  return [
    {
      kind: 'context-exceeded',
      severity: 'alarm',
      arm: null,
      text: `${formatCount(seqs.length)} of ${formatCount(pairs.length)} pairs filled the judge’s context: it may not have seen both answers whole. Use a longer context or leave them out.`,
      pairs: pairSet('the judge’s context was full', seqs),
    },
  ];
}

function orderAlarms({
  consistency,
  p,
  primacy,
  recency,
  inconsistent,
  firstShown,
}: OrderTrust): TrustAlarm[] {
  const alarms: TrustAlarm[] = [];
  if (consistency !== null && consistency.upper < CONSISTENT)
    alarms.push({
      kind: 'low-consistency',
      severity: 'alarm',
      arm: null,
      text: `Only ${formatPercent(consistency.value)} of the verdicts stay the same when the order is swapped. Both orders keep the win rate fair, but it is mostly ties and order.`,
      pairs: inconsistent,
    });
  if (p !== null && p < SIGNIFICANT && firstShown !== null) {
    const first = consistency === null ? firstShown.value > 0.5 : primacy > recency;
    const counts =
      consistency === null
        ? ''
        : ` (${formatCount(primacy)} flips for the first, ${formatCount(recency)} for the second)`;
    alarms.push({
      kind: 'order-bias',
      severity: consistency === null ? 'alarm' : 'notice',
      arm: null,
      text: `The judge prefers the response shown ${first ? 'first' : 'second'}: ${formatP(p)}${counts}. ${
        consistency === null ? 'Judge both orders.' : 'Judging both orders cancels it in the win rate.'
      }`,
      pairs: inconsistent,
    });
  }
  return alarms;
}

function labelAlarms(corrected: CorrectedWinRate | null): TrustAlarm[] {
  const p = corrected?.labelledDifferP ?? null;
  if (p === null || p >= SIGNIFICANT) return [];
  return [
    {
      kind: 'labels-not-random',
      severity: 'notice',
      arm: null,
      text: `The labelled pairs are no random draw from the judged ones: the judge scores them differently (${formatP(p)}). The human-corrected win rate is then about them, not about all; label a random sample.`,
      pairs: { count: 0, filter: null },
    },
  ];
}
