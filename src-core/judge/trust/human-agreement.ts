import normalCdf from '@stdlib/stats-base-dists-normal-cdf';
import type { JudgeVerdict } from '../../model/judge';
import type { CorrectedWinRate, HumanAgreement, TrustFigure } from '../../model/judge-trust';
import { agreement } from '../../stats/kappa';
import { predictionPoweredMean } from '../../stats/prediction-powered';
import { roganGladen } from '../../stats/rogan-gladen';
import { wilson } from '../../stats/wilson';
import { pairSet } from './pair-set';
import { type HumanVerdict, type ScoredPair, comparable } from './trust-pair';

const CLASSES: readonly JudgeVerdict[] = ['prod', 'tie', 'shadow'];
const WORDS: Readonly<Record<JudgeVerdict, string>> = { prod: 'production', tie: 'tie', shadow: 'shadow' };
type Labelled = ScoredPair & { human: HumanVerdict };

/** The judge's strict verdicts against people's, over the pairs that the judge (not a rule) decided and people labelled. */
export function humanAgreement(pairs: readonly ScoredPair[], level: number): HumanAgreement | null {
  const labelled = pairs.filter((pair): pair is Labelled => pair.human !== null && !pair.byRule);
  const n = labelled.length;
  if (n === 0) return null;
  const cell = (human: JudgeVerdict, judge: JudgeVerdict): Labelled[] =>
    labelled.filter((pair) => comparable(pair.human) === human && pair.verdict === judge);
  const table = CLASSES.map((human) =>
    CLASSES.map((judge) => {
      const found = seqsOf(cell(human, judge));
      const why = `people: ${WORDS[human]}; judge: ${WORDS[judge]}`;
      return { count: found.length, pairs: pairSet(why, found) };
    }),
  );
  const found = agreement(
    table.map((row) => row.map(({ count }) => count)),
    level,
  )!;
  const same = labelled.filter(({ human, verdict }) => comparable(human) === verdict).length;
  const withoutTies = labelled.filter(
    ({ human, verdict }) => comparable(human) !== 'tie' && verdict !== 'tie',
  );
  const opposed = withoutTies.filter(({ human, verdict }) => human !== verdict);
  const differing = labelled.filter(({ human, verdict }) => comparable(human) !== verdict);
  return {
    n,
    table,
    bothBad: labelled.filter(({ human }) => human === 'both-bad').length,
    observed: shareOf(same, n, level)!,
    decided: shareOf(withoutTies.length - opposed.length, withoutTies.length, level),
    kappa: found.kappa && {
      value: found.kappa.value,
      lower: found.kappa.lower,
      upper: found.kappa.upper,
      n,
    },
    scottPi: found.scottPi,
    ac1: found.ac1,
    linearKappa: found.linearKappa,
    opposed: pairSet('people and the judge prefer opposite arms', seqsOf(opposed)),
    differing: pairSet('people and the judge differ', seqsOf(differing)),
  };
}

/** The win rate corrected by what people say of the labelled pairs; null without labels. */
export function correctedWinRate(pairs: readonly ScoredPair[], level: number): CorrectedWinRate | null {
  const labelled = pairs.filter((pair): pair is Labelled => pair.human !== null);
  if (labelled.length === 0) return null;
  const isScoredByPeople = ({ humanScore }: ScoredPair): boolean => humanScore !== null;
  const powered = predictionPoweredMean(
    pairs.map(({ score, humanScore, cluster }) => ({ judge: score, human: humanScore, cluster })),
    level,
  );
  return {
    predictionPowered: powered && {
      value: powered.value,
      lower: Math.max(0, powered.lower),
      upper: Math.min(1, powered.upper),
      n: powered.n,
      labelled: powered.labelled,
      correction: powered.correction,
    },
    roganGladen: corrected(pairs, labelled, level),
    labelledDifferP: differenceP(
      pairs.filter(isScoredByPeople).map(({ score }) => score),
      pairs.filter((pair) => !isScoredByPeople(pair)).map(({ score }) => score),
    ),
  };
}

/** Ties have no place in a test with two outcomes: all parts are over pairs where nobody calls one. */
function corrected(
  pairs: readonly ScoredPair[],
  labelled: readonly Labelled[],
  level: number,
): CorrectedWinRate['roganGladen'] {
  const decided = pairs.filter(({ verdict }) => verdict !== 'tie');
  const truly = (arm: JudgeVerdict) => {
    const of = labelled.filter(({ human, verdict }) => human === arm && verdict !== 'tie');
    return { positives: of.filter(({ verdict }) => verdict === arm).length, n: of.length };
  };
  const found = roganGladen({
    apparent: { positives: decided.filter(({ verdict }) => verdict === 'shadow').length, n: decided.length },
    truePositive: truly('shadow'),
    trueNegative: truly('prod'),
    level,
  });
  return found && { ...found, n: decided.length };
}

/** Two-sided p of equal means (Welch's z); null where a group is too small or nothing varies. */
function differenceP(a: readonly number[], b: readonly number[]): number | null {
  if (a.length < 10 || b.length < 10) return null;
  const [one, other] = [momentsOf(a), momentsOf(b)];
  const variance = one.variance / a.length + other.variance / b.length;
  if (variance === 0) return null;
  return 2 * normalCdf(-Math.abs(one.mean - other.mean) / Math.sqrt(variance), 0, 1);
}

function momentsOf(values: readonly number[]): { mean: number; variance: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, variance: squares / (values.length - 1) };
}

function shareOf(successes: number, n: number, level: number): TrustFigure | null {
  return n === 0 ? null : { value: successes / n, ...wilson({ successes, n, level }), n };
}

function seqsOf(pairs: readonly ScoredPair[]): number[] {
  return pairs.map(({ seq }) => seq);
}
