import normalCdf from '@stdlib/stats-base-dists-normal-cdf';
import normalQuantile from '@stdlib/stats-base-dists-normal-quantile';

/** Grid over which the density of what has not stopped is carried from look to look; odd, for Simpson's rule. */
const POINTS = 401;
/** Below this many standard deviations the density is nothing. */
const FAR = 8;
/** An error too small to be computed with; such a look stops nothing. */
const NO_ERROR = 1e-14;

/** Error spent by information fraction t, O'Brien–Fleming type: 2 − 2Φ(z₁₋α/₂ / √t). Lan & DeMets 1983, Biometrika 70:659. */
export function obrienFlemingSpending(t: number, alpha: number): number {
  return t >= 1 ? alpha : 2 * normalCdf(normalQuantile(alpha / 2, 0, 1) / Math.sqrt(t), 0, 1);
}

/** Error spent by information fraction t, Pocock type: α·ln(1 + (e − 1)t). Lan & DeMets 1983. */
export function pocockSpending(t: number, alpha: number): number {
  return t >= 1 ? alpha : alpha * Math.log(1 + (Math.E - 1) * t);
}

/**
 * Critical z of each of several looks at growing data, one-sided, so that the chance of crossing any of them under the
 * null hypothesis is `alpha`. Lan & DeMets 1983, by the recursive integration of Armitage, McPherson & Rowe 1969
 * (JRSS-A 132:235).
 * @param fractions share of the planned n at each look, ascending, in (0, 1]
 * @param spent error spent by a fraction, rising to alpha at 1
 */
export function lookLimits(
  fractions: readonly number[],
  alpha: number,
  spent: (t: number, alpha: number) => number = obrienFlemingSpending,
): number[] {
  const limits: number[] = [];
  let grid: Grid | null = null;
  let before = { t: 0, spent: 0 };
  for (const t of fractions) {
    const total = spent(t, alpha);
    const step = Math.sqrt(t - before.t);
    const crossing: number = limitOf(grid, step, total - before.spent, Math.sqrt(t));
    limits.push(crossing / Math.sqrt(t));
    grid = carry(grid, step, { from: -FAR * Math.sqrt(t), to: crossing });
    before = { t, spent: total };
  }
  return limits;
}

/** Density of the sum at a look among those that have not stopped, with Simpson weights folded in. */
interface Grid {
  x: Float64Array;
  mass: Float64Array;
}

/** The sum at which the remaining density above it is `error`. */
function limitOf(grid: Grid | null, step: number, error: number, scale: number): number {
  if (error < NO_ERROR) return FAR * scale;
  if (grid === null) return -normalQuantile(error, 0, 1) * step;
  const above = (limit: number): number => {
    let total = 0;
    for (let i = 0; i < grid.x.length; i++)
      total += grid.mass[i]! * normalCdf((grid.x[i]! - limit) / step, 0, 1);
    return total;
  };
  let [low, high] = [-FAR * scale, FAR * scale];
  for (let i = 0; i < 60 && high - low > 1e-10; i++) {
    const middle = (low + high) / 2;
    if (above(middle) > error) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

function carry(grid: Grid | null, step: number, { from, to }: { from: number; to: number }): Grid {
  const x = new Float64Array(POINTS);
  const mass = new Float64Array(POINTS);
  const width = (to - from) / (POINTS - 1);
  for (let i = 0; i < POINTS; i++) {
    x[i] = from + i * width;
    const simpson = (width / 3) * (i === 0 || i === POINTS - 1 ? 1 : i % 2 === 1 ? 4 : 2);
    mass[i] = simpson * densityAt(grid, x[i]!, step);
  }
  return { x, mass };
}

function densityAt(grid: Grid | null, x: number, step: number): number {
  const normal = (z: number): number => Math.exp(-(z ** 2) / 2) / (step * Math.sqrt(2 * Math.PI));
  if (grid === null) return normal(x / step);
  let total = 0;
  for (let i = 0; i < grid.x.length; i++) total += grid.mass[i]! * normal((x - grid.x[i]!) / step);
  return total;
}
