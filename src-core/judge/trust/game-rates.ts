import { UNJUDGED_REASONS } from '../../model/judge';
import type { GameRates, RepeatStability, TrustFigure } from '../../model/judge-trust';
import { groupedShare } from '../../stats/grouped-share';
import { clusteredMean } from './clustered-mean';
import { pairSet } from './pair-set';
import type { TrustGame, TrustPair } from './trust-pair';

/** Ties, answers without a verdict, and failures, each a share of games with the games of a pair as one group. */
export function gameRates(pairs: readonly TrustPair[], level: number): GameRates {
  const share = (
    isUnit: (game: TrustGame) => boolean,
    isHit: (game: TrustGame) => boolean,
  ): TrustFigure | null =>
    groupedShare(
      pairs.map(({ games }) => {
        const units = games.filter(isUnit);
        return { hits: units.filter(isHit).length, units: units.length };
      }),
      level,
    );
  const always = (): boolean => true;
  return {
    ties: share(
      ({ verdict }) => verdict !== null,
      ({ verdict }) => verdict === 'tie',
    ),
    unjudged: share(always, ({ verdict }) => verdict === null),
    unparsable: share(always, ({ unjudged }) => unjudged === 'unparsable'),
    failed: share(always, ({ unjudged }) => unjudged !== null && unjudged !== 'unparsable'),
    reasons: UNJUDGED_REASONS.flatMap((reason) => {
      const of = ({ games }: TrustPair): number => games.filter((game) => game.unjudged === reason).length;
      const games = pairs.reduce((sum, pair) => sum + of(pair), 0);
      if (games === 0) return [];
      const seqs = pairs.filter((pair) => of(pair) > 0).map(({ seq }) => seq);
      return [{ reason, games, pairs: pairSet(`the judge gave no verdict: ${reason}`, seqs) }];
    }),
  };
}

/** Mean over pairs × orders with at least two verdicts of (count of the most frequent verdict / verdicts). */
export function repeatStability(pairs: readonly TrustPair[], level: number): RepeatStability | null {
  const repeated = pairs.flatMap(({ seq, games }) =>
    (['prod-first', 'shadow-first'] as const).flatMap((order) => {
      const verdicts = games.flatMap((game) =>
        game.order === order && game.verdict !== null ? [game.verdict] : [],
      );
      if (verdicts.length < 2) return [];
      const most = Math.max(
        ...verdicts.map((verdict) => verdicts.filter((other) => other === verdict).length),
      );
      return [{ score: most / verdicts.length, cluster: seq }];
    }),
  );
  const stability = clusteredMean(repeated, level);
  if (stability === null) return null;
  const unstable = new Set(repeated.filter(({ score }) => score < 1).map(({ cluster }) => cluster));
  return {
    stability,
    unstable: pairSet('the judge’s verdict changed when asked again', [...unstable]),
  };
}
