import { isDecided } from '@core/engine/judge/stop-rule';
import { RunningTally } from '@core/judge/running-tally';
import { expect, it } from 'vitest';

const RULE = { threshold: 0.5, level: 0.95, planned: 1500 };

/** Numbers in [0, 1), the same ones each time (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * Pairs of users in random order, of which each user has five and leans to one arm; on the whole neither is better.
 * @returns whether looking after every pair ever found the criterion decided
 */
function everDecided(seed: number, clustered: boolean): boolean {
  const random = seeded(seed);
  const pairs = Array.from({ length: 300 }, (_, user) => {
    const leaning = random() < 0.5 ? 0.75 : 0.25;
    return Array.from({ length: 5 }, () => ({ user, at: random(), wins: random() < leaning }));
  })
    .flat()
    .toSorted((a, b) => a.at - b.at);
  const tally = new RunningTally({
    orders: ['prod-first'],
    repeats: 1,
    rules: { failedArm: 'loses', identical: 'tie' },
  });
  for (const [i, { user, wins }] of pairs.entries()) {
    tally.addRule(wins ? 'prod-failed' : 'shadow-failed', clustered ? `u${user}` : null);
    if (i % 10 === 0 && isDecided(tally.scores(), RULE)) return true;
  }
  return false;
}

it('keeps its error over all looks where pairs come in clusters; taken as independent, it would not', () => {
  const paths = 200;
  const count = (clustered: boolean): number =>
    Array.from({ length: paths }, (_, seed) => everDecided(seed + 1, clustered)).filter(Boolean).length;
  // 5 % on each side; two standard errors of 200 paths above it.
  expect(count(true) / paths).toBeLessThan(0.1 + 2 * Math.sqrt((0.1 * 0.9) / paths));
  expect(count(false)).toBeGreaterThan(count(true));
});

it('decides nothing from few clusters, however many pairs they hold', () => {
  const sums = { n: 5000, mean: 0.9, sd: 0.3, m3: 0, clusters: { count: 20, squares: 100 } };
  expect(isDecided(sums, RULE)).toBe(false);
  expect(isDecided({ ...sums, clusters: { count: 1000, squares: 400 } }, RULE)).toBe(true);
});
