import { lengthTrust } from '@core/judge/trust/length-trust';
import { styleCounts, styleDifferences } from '@core/judge/trust/style';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { seeded } from '../../stats/samples';
import { scored } from './trust-pairs';

const SCORES = [1, 1, 0, 1, 0.5, 0, 1, 0, 1, 1, 0, 0.5];
const PROD = [400, 350, 500, 420, 300, 610, 380, 450, 390, 410, 520, 330];
const SHADOW = [520, 500, 450, 700, 310, 500, 640, 470, 380, 600, 410, 300];
const TOY = SCORES.map((score, i) => scored(i, { score, prod: PROD[i]!, shadow: SHADOW[i]! }));

describe('length control', () => {
  test('gives the reference figures of twelve pairs', () => {
    const found = lengthTrust(TOY, { level: 0.95 });
    expect(found.raw).toBeCloseTo(0.583333, 6);
    expect(found.controlled!.value).toBeCloseTo(0.483199, 6);
    expect(Math.log(found.controlled!.value / (1 - found.controlled!.value))).toBeCloseTo(-0.067227, 5);
    expect(found.slope).toBeCloseTo(4.626402, 6);
    expect([found.longer, found.equal, found.shorter]).toEqual([7, 0, 5]);
  });

  test('style control is scaled but not centred: .465190 on length alone, not .783900', () => {
    const plain = { words: 80, headers: 0, lists: 0, bold: 0 };
    const styles = new Map(TOY.map(({ seq }) => [seq, { prod: plain, shadow: plain }]));
    expect(lengthTrust(TOY, { level: 0.95, styles }).styleControlled!.value).toBeCloseTo(0.46519, 6);
  });

  test('is the raw rate of a judge that does not care for length, within its bounds', () => {
    const { uniform } = seeded(5);
    const pairs = Array.from({ length: 2000 }, (_, seq) =>
      scored(seq, {
        score: uniform() < 0.6 ? 1 : 0,
        prod: 400,
        shadow: Math.round(400 * (0.6 + 0.8 * uniform())),
      }),
    );
    const { controlled, raw } = lengthTrust(pairs, { level: 0.975 });
    expect(Math.abs(controlled!.value - raw!)).toBeLessThan(0.02);
    expect(controlled!.lower).toBeLessThan(0.6);
    expect(controlled!.upper).toBeGreaterThan(0.6);
  });

  test('finds an even judge behind a shadow that only writes more', () => {
    const { uniform } = seeded(9);
    const pairs = Array.from({ length: 3000 }, (_, seq) => {
      const shadow = Math.round(400 * (0.8 + 0.8 * uniform()));
      const pull = 1 / (1 + Math.exp(-3 * Math.tanh((shadow - 400) / 92)));
      return scored(seq, { score: uniform() < pull ? 1 : 0, prod: 400, shadow });
    });
    const { controlled, raw, prefersLonger } = lengthTrust(pairs, { level: 0.995 });
    expect(raw!).toBeGreaterThan(0.6);
    expect(prefersLonger!.lower).toBeGreaterThan(0.6);
    expect(controlled!.lower).toBeLessThan(0.5);
    expect(controlled!.upper).toBeGreaterThan(0.5);
  });

  test('is withheld where nearly all shadow outputs are shorter: length and model can not be told apart', () => {
    const pairs = Array.from({ length: 100 }, (_, seq) =>
      scored(seq, { score: seq % 2, prod: 1000, shadow: seq < 5 ? 1100 : 200 + seq }),
    );
    const found = lengthTrust(pairs, { level: 0.95 });
    expect(found.controlled).toBeNull();
    expect(found.withheld).toBe('no-overlap');
    expect(found.prefersLonger).not.toBeNull();
  });

  test('is withheld where all scores are alike: an interval of no width would look like certainty', () => {
    const pairs = Array.from({ length: 100 }, (_, seq) =>
      scored(seq, { score: 0.5, prod: 1000, shadow: 900 + 2 * seq }),
    );
    expect(lengthTrust(pairs, { level: 0.95 })).toMatchObject({
      controlled: null,
      styleControlled: null,
      withheld: 'no-spread',
      raw: 0.5,
    });
  });

  test('pairs that a rule decided, or without texts, are not in it', () => {
    const failed = { ...TOY[0]!, byRule: true };
    expect(lengthTrust([failed], { level: 0.95 }).n).toBe(0);
    expect(lengthTrust([], { level: 0.95 })).toMatchObject({ n: 0, raw: null, withheld: 'no-lengths' });
  });

  test('swapping the arms mirrors the rates', () => {
    const pair = fc.record({
      score: fc.constantFrom(0, 0.25, 0.5, 0.75, 1),
      prod: fc.integer({ min: 50, max: 200 }),
      shadow: fc.integer({ min: 50, max: 200 }),
    });
    fc.assert(
      fc.property(fc.array(pair, { minLength: 30, maxLength: 60 }), (list) => {
        const one = lengthTrust(
          list.map((each, seq) => scored(seq, each)),
          { level: 0.95 },
        );
        const other = lengthTrust(
          list.map(({ score, prod, shadow }, seq) =>
            scored(seq, { score: 1 - score, prod: shadow, shadow: prod }),
          ),
          { level: 0.95 },
        );
        expect(other.prefersLonger).toEqual(one.prefersLonger);
        expect(other.controlled?.value ?? 0.5).toBeCloseTo(1 - (one.controlled?.value ?? 0.5), 6);
        expect(other.controlled?.lower ?? 0.5).toBeCloseTo(1 - (one.controlled?.upper ?? 0.5), 6);
      }),
    );
  });
});

describe('style', () => {
  test('counts headers, lists and bold outside of code', () => {
    const text =
      '# Title\n\n- one\n- **two**\n3. three\n\n```\n# not a header\n- nor a list\n```\n__end__ 1*2*3';
    expect(styleCounts(text)).toMatchObject({ headers: 1, lists: 3, bold: 2 });
  });

  test('is no difference for equal outputs and at most 1 either way', () => {
    const counts = fc.record({
      words: fc.nat(500),
      headers: fc.nat(50),
      lists: fc.nat(50),
      bold: fc.nat(50),
    });
    fc.assert(
      fc.property(counts, counts, (prod, shadow) => {
        expect(styleDifferences({ prod, shadow: prod })).toEqual([0, 0, 0]);
        const there = styleDifferences({ prod, shadow });
        const back = styleDifferences({ prod: shadow, shadow: prod });
        there.forEach((value, k) => {
          expect(Math.abs(value)).toBeLessThanOrEqual(1);
          expect(value).toBeCloseTo(-back[k]!, 12);
        });
      }),
    );
  });
});
