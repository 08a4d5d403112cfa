import type { JudgedWinRates, TrustFigure } from '../../model/judge-trust';
import type { JudgeVerdict } from '../../model/judge';
import { mcnemar } from '../../stats/mcnemar';
import { wilson } from '../../stats/wilson';
import { scoreOf } from '../verdicts';
import { clusteredMean } from './clustered-mean';
import { filteredSet } from './pair-set';
import type { ScoredPair } from './trust-pair';

/** The shadow's win rate by the strict rule, by games, and without ties. */
export function winRates(pairs: readonly ScoredPair[], level: number): JudgedWinRates {
  const count = (verdict: JudgeVerdict): number => pairs.filter((pair) => pair.verdict === verdict).length;
  const [wins, ties, losses] = [count('shadow'), count('tie'), count('prod')];
  const strict = clusteredMean(
    pairs.map(({ verdict, cluster }) => ({ score: scoreOf(verdict), cluster })),
    level,
  );
  const withVerdict = (verdict: JudgeVerdict, n: number) =>
    filteredSet(n, [{ kind: 'any-of', column: 'judge', values: [verdict] }]);
  return {
    wins,
    ties,
    losses,
    pairs: {
      shadow: withVerdict('shadow', wins),
      tie: withVerdict('tie', ties),
      prod: withVerdict('prod', losses),
    },
    strict: strict && figureOf(strict),
    gameMean: figureOf(clusteredMean(pairs, level)),
    decisive: decisive(wins, losses, level),
    clusters: strict && strict.clusters < pairs.length ? strict.clusters : null,
  };
}

function decisive(wins: number, losses: number, level: number): JudgedWinRates['decisive'] {
  const n = wins + losses;
  if (n === 0) return null;
  const bounds = wilson({ successes: wins, n, level });
  return { value: wins / n, ...bounds, n, signP: mcnemar(wins, losses).exact };
}

function figureOf(found: (TrustFigure & { clusters: number }) | null): TrustFigure | null {
  if (found === null) return null;
  const { value, lower, upper, n } = found;
  return { value, lower, upper, n };
}
