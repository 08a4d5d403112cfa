import { describe, expect, it } from 'vitest';
import { judgePair, lenientVerdict, scoreOf, strictVerdict, toVerdict } from '@core/judge/verdicts';
import type { JudgeVerdict, Letter } from '@core/model/judge';

const BOTH = ['prod-first', 'shadow-first'] as const;

/** Twelve pairs as (production first, shadow first), mapped back; A is production (judge-methods, recomputed figures). */
const GOLDEN: readonly (readonly [JudgeVerdict, JudgeVerdict])[] = (
  'AA AA AB BB TA TT AT BA AA BB AB AA'.split(' ') as string[]
).map((pair) => [...pair].map((letter) => ({ A: 'prod', B: 'shadow', T: 'tie' })[letter]!) as never);

function judged([first, second]: readonly [JudgeVerdict | null, JudgeVerdict | null]) {
  const games = [first, second].map((verdict, i) => ({ order: BOTH[i]!, repeat: 0, verdict }));
  return judgePair('p', games, BOTH);
}

describe('the verdict of a pair', () => {
  it('gives the reference counts of the strict rule, game mean and lenient rule', () => {
    const strict = GOLDEN.map((pair) => strictVerdict(pair));
    const count = (verdicts: readonly unknown[], verdict: JudgeVerdict) =>
      verdicts.filter((each) => each === verdict).length;
    expect([count(strict, 'prod'), count(strict, 'tie'), count(strict, 'shadow')]).toEqual([4, 6, 2]);
    expect((count(strict, 'prod') + count(strict, 'tie') / 2) / 12).toBeCloseTo(0.583333, 6);
    const mean = GOLDEN.reduce((sum, pair) => sum + judged(pair).score!, 0) / 12;
    expect(1 - mean).toBeCloseTo(0.625, 12);
    const lenient = GOLDEN.map((pair) => lenientVerdict(pair));
    expect([count(lenient, 'prod'), count(lenient, 'tie'), count(lenient, 'shadow')]).toEqual([6, 4, 2]);
    expect((6 + 4 / 2) / 12).toBeCloseTo(0.666667, 6);
  });

  it('maps arena-hard games to the published scores, strong labels counting three times', () => {
    const games: readonly (readonly [string, string])[] = [
      ['B>A', 'A>>B'],
      ['A=B', 'A>B'],
      ['A>B', 'B>A'],
      ['B>>A', 'A>B'],
    ];
    const scores = games.flatMap((pair) =>
      pair.flatMap((label, i) => {
        const letter: Letter = label === 'A=B' ? 'TIE' : (label[0] as Letter);
        // The baseline stands first in the first game, the model in the second.
        const score = scoreOf(toVerdict(letter, BOTH[i]!));
        return Array.from({ length: label.includes('>>') ? 3 : 1 }, () => score);
      }),
    );
    expect(scores).toEqual([1, 1, 1, 1, 0.5, 1, 0, 0, 1, 1, 1, 1]);
    expect(scores.reduce((sum, score) => sum + score, 0) / scores.length).toBeCloseTo(0.791667, 6);
  });

  it('is unjudged, and no tie, where an order has no verdict (AutoArena counted failures as ties)', () => {
    expect(judged([null, 'shadow'])).toMatchObject({ verdict: null, score: null });
    expect(judged([null, null])).toMatchObject({ verdict: null, score: null });
    expect(judgePair('p', [], BOTH)).toMatchObject({ verdict: null, score: null });
  });

  it('stays with its arm when the pair is shown swapped (AutoArena turned sides)', () => {
    expect(toVerdict('A', 'prod-first')).toBe('prod');
    expect(toVerdict('A', 'shadow-first')).toBe('shadow');
    expect(toVerdict('B', 'prod-first')).toBe('shadow');
    expect(toVerdict('B', 'shadow-first')).toBe('prod');
  });

  it('takes the majority of repeats within an order; orders weigh the same whatever repeats failed', () => {
    const game = (order: (typeof BOTH)[number], repeat: number, verdict: JudgeVerdict | null) => ({
      order,
      repeat,
      verdict,
    });
    const pair = judgePair(
      'p',
      [
        game('prod-first', 0, 'shadow'),
        game('prod-first', 1, 'shadow'),
        game('prod-first', 2, 'prod'),
        game('shadow-first', 0, null),
        game('shadow-first', 1, null),
        game('shadow-first', 2, 'shadow'),
      ],
      BOTH,
    );
    expect(pair.verdict).toBe('shadow');
    expect(pair.score).toBeCloseTo((2 / 3 + 1) / 2, 12);
    const split = [game('prod-first', 0, 'prod'), game('prod-first', 1, 'shadow')];
    expect(judgePair('p', split, ['prod-first']).verdict).toBe('tie');
  });
});
