import type { OrderTrust } from '../../model/judge-trust';
import { type Group, groupedShare } from '../../stats/grouped-share';
import { mcnemar } from '../../stats/mcnemar';
import { pairSet } from './pair-set';
import type { TrustGame, TrustPair } from './trust-pair';

/**
 * What the place of a response does to the verdict. A couple is the two orders of one pair and repeat, both with a
 * verdict. Primacy: whichever came first won in both orders; recency: whichever came second. McNemar's exact test of
 * the two tells whether there is a preference (definitions of MT-bench, arXiv 2306.05685, and arXiv 2406.07791).
 * Without couples, the exact test is of first against second among the decided games, which holds when the order of
 * each pair was drawn at random.
 */
export function orderTrust(pairs: readonly TrustPair[], level: number): OrderTrust {
  const consistent: Group[] = [];
  const decided: Group[] = [];
  const inconsistent: number[] = [];
  const count = { primacy: 0, recency: 0, first: 0, second: 0, ties: 0 };
  for (const { seq, games } of pairs) {
    const couples = couplesOf(games);
    const same = couples.filter(([one, other]) => one === other).length;
    consistent.push({ hits: same, units: couples.length });
    if (same < couples.length) inconsistent.push(seq);
    for (const [prodFirst, shadowFirst] of couples) {
      if (prodFirst === 'prod' && shadowFirst === 'shadow') count.primacy++;
      if (prodFirst === 'shadow' && shadowFirst === 'prod') count.recency++;
    }
    const places = games.flatMap(placeOf);
    const first = places.filter((place) => place === 'first').length;
    const second = places.filter((place) => place === 'second').length;
    count.first += first;
    count.second += second;
    count.ties += places.length - first - second;
    decided.push({ hits: first, units: first + second });
  }
  const consistency = groupedShare(consistent, level);
  return {
    consistency,
    primacy: count.primacy,
    recency: count.recency,
    p: exactP(consistency !== null, count),
    firstShown: groupedShare(decided, level),
    firstWins: count.first,
    secondWins: count.second,
    tieGames: count.ties,
    inconsistent: pairSet('the judge’s verdict changed with the order', inconsistent),
  };
}

function exactP(
  coupled: boolean,
  { primacy, recency, first, second }: { primacy: number; recency: number; first: number; second: number },
): number | null {
  const [a, b] = coupled ? [primacy, recency] : [first, second];
  return coupled || a + b > 0 ? mcnemar(a, b).exact : null;
}

/** [verdict with production first, verdict with the shadow first] of each repeat that has both. */
function couplesOf(games: readonly TrustGame[]): [TrustGame['verdict'], TrustGame['verdict']][] {
  const verdictOf = (order: TrustGame['order'], repeat: number) =>
    games.find((game) => game.order === order && game.repeat === repeat)?.verdict ?? null;
  const repeats = new Set(games.map(({ repeat }) => repeat));
  return [...repeats].flatMap((repeat) => {
    const [one, other] = [verdictOf('prod-first', repeat), verdictOf('shadow-first', repeat)];
    return one === null || other === null ? [] : [[one, other] as [typeof one, typeof other]];
  });
}

function placeOf({ order, verdict }: TrustGame): ('first' | 'second' | 'tie')[] {
  if (verdict === null) return [];
  if (verdict === 'tie') return ['tie'];
  return [(verdict === 'prod') === (order === 'prod-first') ? 'first' : 'second'];
}
