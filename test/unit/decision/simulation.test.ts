import { describe, expect, test } from 'vitest';
import { fixedLook, manyLooks, watched } from '../../simulate/simulate';
import { CLUSTERS_IGNORED, WATCHED, WORLDS } from '../../simulate/worlds';

/** Four standard errors above the level of 5 %. */
function most(draws: number): number {
  return 0.05 + 4 * Math.sqrt((0.05 * 0.95) / draws);
}

describe('worlds at the thresholds', () => {
  test.each(WORLDS)('$name: a finished sample is wrong in at most 5 % of draws', (world) => {
    const { wrongGo, wrongNoGo } = fixedLook(world, { n: 600, draws: 250 });
    expect(wrongGo).toBeLessThan(most(250));
    expect(wrongNoGo).toBeLessThan(most(250));
  });

  // The latency worlds sort at each look and are left to `npm run simulate`.
  test.each(WORLDS.slice(2))('$name: ten looks at growing data are together wrong as rarely', (world) => {
    const { wrongGo, wrongNoGo } = manyLooks(world, { planned: 2000, every: 200, draws: 120 });
    expect(wrongGo).toBeLessThan(most(120));
    expect(wrongNoGo).toBeLessThan(most(120));
  });

  test('a win rate that is watched while judging goes on is wrong as rarely', () => {
    const { wrongGo, wrongNoGo } = watched(WATCHED, { every: 100, until: 1000, draws: 150 });
    expect(wrongGo).toBeLessThan(0.05);
    expect(wrongNoGo).toBeLessThan(0.05);
  });

  test('taking the requests of a user for independent is wrong far more often', () => {
    const { wrongGo } = fixedLook(CLUSTERS_IGNORED, { n: 600, draws: 250 });
    expect(wrongGo).toBeGreaterThan(0.1);
  });
});
