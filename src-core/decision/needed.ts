import normalQuantile from '@stdlib/stats-base-dists-normal-quantile';
import { sampleSize } from '../stats/sample-size';
import { formatCount } from '../model/format';
import { about, percent } from './words';

/** The chance of a GO that the required sample is computed for. */
export const POWER = 0.8;

/** Projections beyond this, and beyond ten times what there is, are called not reachable. */
const MOST_PAIRS = 1_000_000;
const FEWEST_TO_PROJECT_FROM = 100;

export interface Needed {
  /** Further pairs; null when not reachable or not known. */
  needed: number | null;
  /** Fewest and most further pairs, from the effect at its 75 % and 25 % confidence bounds. */
  range: readonly [number | null, number | null] | null;
  /** Why `needed` is what it is, as a sentence. */
  reason: string;
}

/**
 * Further pairs for an 80 % chance of GO if the estimate is true.
 * @param options.u standard error of the estimate times √n
 * @param options.effect distance from the threshold to the estimate, positive on the passing side
 * @param options.atLeast a total below which the method gives no verdict
 * @param options.unit what is counted, in the plural
 */
export function needed({
  n,
  level,
  u,
  effect,
  atLeast = 0,
  unit = 'pairs',
}: {
  n: number;
  level: number;
  u: number;
  effect: number;
  atLeast?: number;
  unit?: string;
}): Needed {
  if (n < FEWEST_TO_PROJECT_FROM) {
    return {
      needed: null,
      range: null,
      reason: `How many more ${unit} are needed cannot be projected from fewer than ${FEWEST_TO_PROJECT_FROM}.`,
    };
  }
  const most = Math.max(MOST_PAIRS, 10 * n);
  const further = (distance: number): number | null => {
    if (!(distance > 0)) return null;
    const total = Math.max(atLeast, Math.ceil(sampleSize({ level, power: POWER, u, effect: distance })));
    return total > most ? null : Math.max(1, total - n);
  };
  const margin = (normalQuantile(0.75, 0, 1) * u) / Math.sqrt(n);
  const fewest = further(effect + margin);
  const largest = further(effect - margin);
  const range = fewest === null && largest === null ? null : ([fewest, largest] as const);
  const expected = further(effect);
  if (expected !== null) {
    return { needed: expected, range, reason: projection({ expected, fewest, largest, unit }) };
  }
  const reason =
    effect > 0
      ? `If the estimate is true, more than ${formatCount(most)} ${unit} would be needed for a GO.`
      : `The estimate itself does not pass: if it is true, no number of further ${unit} leads to a GO.`;
  return { needed: null, range, reason };
}

function projection({
  expected,
  fewest,
  largest,
  unit,
}: {
  expected: number;
  fewest: number | null;
  largest: number | null;
  unit: string;
}): string {
  const from = fewest === null ? 'unknown' : about(fewest);
  const to = largest === null ? 'not reachable' : about(largest);
  return `About ${about(expected)} more ${unit} give an ${percent(POWER)} chance of GO if the estimate is true (likely range: ${from} to ${to}).`;
}
