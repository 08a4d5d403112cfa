import { orderTrust } from '@core/judge/trust/order-trust';
import { isScored } from '@core/judge/trust/trust-pair';
import { gameRates, repeatStability } from '@core/judge/trust/game-rates';
import { winRates } from '@core/judge/trust/win-rates';
import type { JudgeVerdict } from '@core/model/judge';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { seeded } from '../../stats/samples';
import { judged } from './trust-pairs';

const LETTERS: Readonly<Record<string, JudgeVerdict>> = { A: 'prod', B: 'shadow', T: 'tie' };
/** (verdict with production first, with the shadow first); A is production. */
const TWELVE = ['AA', 'AA', 'AB', 'BB', 'TA', 'TT', 'AT', 'BA', 'AA', 'BB', 'AB', 'AA'].map((pair, seq) =>
  judged(seq, [LETTERS[pair[0]!]!, LETTERS[pair[1]!]!]),
);

const verdict = fc.constantFrom<JudgeVerdict | null>('prod', 'shadow', 'tie', null);
const pairs = fc
  .array(fc.tuple(verdict, verdict), { minLength: 1, maxLength: 60 })
  .map((list) => list.map((verdicts, seq) => judged(seq, verdicts)));

describe('the twelve reference pairs', () => {
  const order = orderTrust(TWELVE, 0.95);
  const rates = winRates(TWELVE.filter(isScored), 0.95);

  test('7 of 12 are judged alike in both orders', () => {
    expect(order.consistency!.value).toBeCloseTo(0.583333, 6);
    expect(order.consistency!.n).toBe(12);
    expect(order.inconsistent.count).toBe(5);
  });

  test('first-shown wins 11, second-shown wins 9, tie games 4; 2 flips to the first, 1 to the second', () => {
    expect(order).toMatchObject({ firstWins: 11, secondWins: 9, tieGames: 4, primacy: 2, recency: 1, p: 1 });
  });

  test('production wins 4, ties 6, loses 2 by the strict rule; its game mean is .625', () => {
    expect([rates.losses, rates.ties, rates.wins]).toEqual([4, 6, 2]);
    expect(1 - rates.strict!.value).toBeCloseTo(0.583333, 6);
    expect(1 - rates.gameMean!.value).toBeCloseTo(0.625, 12);
  });
});

describe('win rate by the strict rule', () => {
  test('of 52 wins, 18 ties and 30 losses agrees with the reference', () => {
    const all = [
      ...Array.from({ length: 52 }, (_, seq) => judged(seq, ['shadow', 'shadow'])),
      ...Array.from({ length: 30 }, (_, seq) => judged(100 + seq, ['prod', 'prod'])),
      ...Array.from({ length: 18 }, (_, seq) => judged(200 + seq, ['tie', 'tie'])),
    ].filter(isScored);
    const { strict, decisive, clusters } = winRates(all, 0.975);
    expect(strict!.value).toBeCloseTo(0.61, 12);
    // t with 99 degrees of freedom in place of the normal quantile of the reference (0.523484).
    expect((strict!.value - strict!.lower) / 1.984217).toBeCloseTo(0.0441416, 6);
    expect(decisive!.value).toBeCloseTo(0.634146, 6);
    expect(decisive!.lower).toBeCloseTo(0.526073, 6);
    expect(decisive!.upper).toBeCloseTo(0.730214, 6);
    expect(decisive!.signP).toBeCloseTo(0.019827, 6);
    expect(clusters).toBeNull();
  });

  test('is less certain when the pairs of a user go the same way', () => {
    const all = Array.from({ length: 90 }, (_, seq) => {
      const user = Math.floor(seq / 3);
      const winner = user % 2 === 0 ? 'shadow' : 'prod';
      return judged(seq, [winner, winner], { cluster: `user ${user}` });
    }).filter(isScored);
    const together = winRates(all, 0.95);
    const apart = winRates(
      all.map((pair) => ({ ...pair, cluster: pair.seq })),
      0.95,
    );
    expect(together.clusters).toBe(30);
    expect(together.strict!.lower).toBeLessThan(apart.strict!.lower - 0.05);
  });

  test('still has bounds that are no certainty when all pairs go one way', () => {
    const all = Array.from({ length: 40 }, (_, seq) => judged(seq, ['shadow', 'shadow'])).filter(isScored);
    const { strict } = winRates(all, 0.95);
    expect(strict!.value).toBe(1);
    expect(strict!.lower).toBeLessThan(0.9);
  });
});

describe('order', () => {
  test('a game without a verdict makes no couple, and no tie', () => {
    const order = orderTrust([judged(1, ['prod', null]), judged(2, ['tie', 'tie'])], 0.95);
    expect(order.consistency).toMatchObject({ value: 1, n: 1 });
    expect(order.firstWins).toBe(1);
    expect(order.tieGames).toBe(2);
  });

  test('without couples there is no consistency, and the test is of the places', () => {
    const one = Array.from({ length: 20 }, (_, seq) => {
      const pair = judged(seq, ['prod', 'prod']);
      return { ...pair, games: pair.games.slice(0, 1) };
    });
    const order = orderTrust(one, 0.95);
    expect(order.consistency).toBeNull();
    expect(order.p).toBeCloseTo(2 * 0.5 ** 20, 12);
  });

  test('swapping which arm is called shadow changes no figure of order', () => {
    fc.assert(
      fc.property(pairs, (list) => {
        const swap = { prod: 'shadow', shadow: 'prod', tie: 'tie' } as const;
        const swapped = list.map((pair) =>
          judged(pair.seq, [
            pair.games[1]!.verdict && swap[pair.games[1]!.verdict],
            pair.games[0]!.verdict && swap[pair.games[0]!.verdict],
          ]),
        );
        const { inconsistent: _, ...before } = orderTrust(list, 0.95);
        const { inconsistent: __, ...after } = orderTrust(swapped, 0.95);
        expect(after).toEqual(before);
      }),
    );
  });

  test('bounds hold their estimate and stay in [0, 1]', () => {
    fc.assert(
      fc.property(pairs, (list) => {
        const { consistency, firstShown } = orderTrust(list, 0.95);
        const { ties, unjudged } = gameRates(list, 0.95);
        for (const figure of [consistency, firstShown, ties, unjudged]) {
          if (figure === null) continue;
          expect(figure.lower).toBeGreaterThanOrEqual(0);
          expect(figure.lower).toBeLessThanOrEqual(figure.value);
          expect(figure.upper).toBeGreaterThanOrEqual(figure.value);
          expect(figure.upper).toBeLessThanOrEqual(1);
        }
      }),
    );
  });

  test('recovers the planted preference for the first response within its bounds', () => {
    const bias = 0.3;
    let missed = 0;
    for (let round = 0; round < 200; round++) {
      const { uniform } = seeded(round + 1);
      // With probability `bias` the judge takes the first response, else the better one (a coin here).
      const list = Array.from({ length: 300 }, (_, seq) => {
        const better = uniform() < 0.5 ? 'prod' : 'shadow';
        const say = (first: JudgeVerdict) => (uniform() < bias ? first : better);
        return judged(seq, [say('prod'), say('shadow')]);
      });
      const { firstShown } = orderTrust(list, 0.95);
      if (firstShown!.lower > 0.5 + bias / 2 || firstShown!.upper < 0.5 + bias / 2) missed++;
    }
    expect(missed / 200).toBeLessThan(0.15);
  });
});

describe('rates', () => {
  test('an unparsable answer counts as unjudged, never as a tie', () => {
    const rates = gameRates([judged(1, ['prod', null]), judged(2, ['tie', 'tie'])], 0.95);
    expect(rates.ties).toMatchObject({ value: 2 / 3, n: 3 });
    expect(rates.unparsable).toMatchObject({ value: 0.25, n: 4 });
    expect(rates.failed!.value).toBe(0);
    expect(rates.reasons).toMatchObject([{ reason: 'unparsable', games: 1, pairs: { count: 1 } }]);
  });

  test('repeats of one order are as stable as their most frequent verdict', () => {
    const repeated = (seq: number, verdicts: readonly JudgeVerdict[]) => ({
      ...judged(seq, ['prod', 'prod']),
      games: verdicts.map((each, repeat) => ({
        order: 'prod-first' as const,
        repeat,
        verdict: each,
        unjudged: null,
        contextFull: false,
      })),
    });
    const found = repeatStability(
      [
        repeated(1, ['prod', 'prod', 'shadow']),
        repeated(2, ['tie', 'tie', 'tie']),
        judged(3, ['prod', 'prod']),
      ],
      0.95,
    )!;
    expect(found.stability.value).toBeCloseTo((2 / 3 + 1) / 2, 12);
    expect(found.stability.n).toBe(2);
    expect(found.unstable.count).toBe(1);
  });
});
