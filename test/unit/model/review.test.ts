import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { REVIEW_VERDICTS, type ReviewEntry, leftArm, mergedVerdict, reviewScore } from '@core/model/review';
import { voteOf } from '@core/model/vote';

function reviews(...verdicts: ReviewEntry['verdict'][]): ReviewEntry[] {
  return verdicts.map((verdict, at) => ({
    at,
    requestId: 'r',
    reviewer: `reviewer ${at}`,
    verdict,
    tags: [],
    severity: null,
    note: '',
    how: { kind: 'open' },
  }));
}

describe('the sides of blind pairs', () => {
  it('are the same for the same seed and pair, and fall like a fair coin over pairs and over seeds', () => {
    const lefts = (count: number, side: (at: number) => string): number =>
      Array.from({ length: count }, (_, at) => side(at)).filter((arm) => arm === 'prod').length;
    for (let seed = 0; seed < 5; seed++)
      expect(Math.abs(lefts(4000, (at) => leftArm(seed, `r-${at}`)) - 2000)).toBeLessThan(4 * 32);
    expect(Math.abs(lefts(4000, (at) => leftArm(at, 'r-1')) - 2000)).toBeLessThan(4 * 32);
    fc.assert(
      fc.property(fc.nat(2 ** 32 - 1), fc.string(), (seed, id) => leftArm(seed, id) === leftArm(seed, id)),
    );
  });

  it('of neighbouring pairs do not alternate', () => {
    const sides = Array.from({ length: 1000 }, (_, at) => leftArm(1, String(at)));
    const changes = sides.filter((side, at) => at > 0 && side !== sides[at - 1]).length;
    expect(changes).toBeGreaterThan(430);
    expect(changes).toBeLessThan(570);
  });
});

describe('several reviewers of one pair', () => {
  it('say what most of them say; where two verdicts are as frequent, the later counts', () => {
    expect(mergedVerdict(reviews('prod', 'shadow', 'prod'))).toBe('prod');
    expect(mergedVerdict(reviews('prod', 'shadow'))).toBe('shadow');
    expect(mergedVerdict(reviews('prod', null))).toBe('prod');
    expect(mergedVerdict(reviews(null))).toBeNull();
  });

  it('give the mean of their scores, in which both bad is neither a tie nor a zero', () => {
    expect(reviewScore(reviews('shadow', 'tie'))).toBe(0.75);
    expect(reviewScore(reviews('prod', 'both-bad'))).toBe(0);
    expect(reviewScore(reviews('both-bad', null))).toBeNull();
  });

  it('always merge to a verdict that somebody gave', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(null, ...REVIEW_VERDICTS), { maxLength: 9 }), (verdicts) => {
        const merged = mergedVerdict(reviews(...verdicts));
        expect(verdicts.some((verdict) => verdict !== null) ? verdicts : [null]).toContain(merged);
      }),
    );
  });
});

describe('a vote', () => {
  it('is read however it is written, and A is the arm that the caller says', () => {
    expect(['A', 'b', ' TIE ', 'both_bad', 'Tie (both bad)', 'model_a'].map((vote) => voteOf(vote))).toEqual([
      'prod',
      'shadow',
      'tie',
      'both-bad',
      'both-bad',
      'prod',
    ]);
    expect(voteOf('A', 'shadow')).toBe('shadow');
    expect(voteOf('production', 'shadow')).toBe('prod');
  });

  it('is nothing else, not even the name of an object’s member', () => {
    expect(
      ['', 'C', 'gpt-4', 'constructor', '__proto__', 'toString', '1'].map((vote) => voteOf(vote)),
    ).toEqual(Array.from({ length: 7 }, () => null));
  });
});
