/** Ascending edges of bins; a value belongs to the last bin whose lower edge it reaches. */
export interface Bins {
  edges: readonly number[];
  /** The first bin also holds everything below its lower edge, the last one everything from its upper edge on. */
  openBelow: boolean;
  openAbove: boolean;
}

const MOST = 48;
/** Share of the values that may lie beyond each end of a linear axis, so that a few far ones do not flatten the rest. */
const TAIL = 0.005;
/** Ratios beyond this factor share a bin. */
const FARTHEST = 16;
/** Least step relative to the values: edges that are finer than their rounding would be equal. */
const FINEST = 1e-10;
/** Values that are looked at to find the tails. */
const SAMPLE = 50_000;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** ms */
const TIME_STEPS = [
  ...[1, 5, 15, 30].map((n) => n * 1000),
  ...[1, 5, 15, 30].map((n) => n * MINUTE),
  ...[1, 3, 6, 12].map((n) => n * HOUR),
  ...[1, 7].map((n) => n * DAY),
];

/** How the bins of a column are spaced: evenly, evenly in time, by factors around 1×, or by factors of a whole number. */
export type BinScale = 'linear' | 'time' | 'ratio' | 'log';

/** Bins for a column; null where it holds no finite value. */
export function binsFor(values: Float64Array, scale: BinScale): Bins | null {
  const extent = extentOf(values);
  if (extent === null) return null;
  if (scale === 'time') return edged(steps(extent, timeStep((extent[1] - extent[0]) / MOST)), extent);
  const sorted = sampleOf(values).toSorted();
  const at = (p: number): number => sorted[Math.min(sorted.length - 1, Math.floor(p * sorted.length))]!;
  const [low, high] = [at(TAIL), at(1 - TAIL)];
  if (scale === 'ratio') {
    const held = (ratio: number): number => Math.min(FARTHEST, Math.max(1 / FARTHEST, ratio));
    return edged(powers([held(low), held(high)], 4).map(rounded), extent);
  }
  if (scale === 'linear') {
    const raw = (high - low) / MOST || Math.abs(high) * 1e-3 || 1;
    return edged(steps([low, high], niceStep(Math.max(raw, Math.abs(high) * FINEST))), extent);
  }
  const least = Math.max(1, low);
  const edges = powers([least, Math.max(least, high)], high / least > 2 ** 12 ? 2 : 4);
  const whole = [...new Set(edges.map(Math.round))];
  return edged(whole.length > 1 ? whole : [whole[0]!, whole[0]! + 1], extent);
}

/** Bin of each value, 1 for the first; 0 where there is no value. */
export function binCodes(values: Float64Array, { edges }: Bins): Uint8Array {
  const codes = new Uint8Array(values.length);
  const last = edges.length - 1;
  for (let row = 0; row < values.length; row++) {
    const value = values[row]!;
    if (Number.isNaN(value)) continue;
    let [low, high] = [0, last - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (edges[middle]! <= value) low = middle;
      else high = middle - 1;
    }
    codes[row] = low + 1;
  }
  return codes;
}

function extentOf(values: Float64Array): readonly [least: number, most: number] | null {
  let [least, most] = [Infinity, -Infinity];
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    if (value < least) least = value;
    if (value > most) most = value;
  }
  return least <= most ? [least, most] : null;
}

/** Finite values, evenly taken from all: the tails of an axis need no more. */
function sampleOf(values: Float64Array): Float64Array {
  const stride = Math.max(1, Math.floor(values.length / SAMPLE));
  return values.filter((value, row) => row % stride === 0 && Number.isFinite(value));
}

function edged(edges: readonly number[], [least, most]: readonly [number, number]): Bins {
  return { edges, openBelow: least < edges[0]!, openAbove: most >= edges.at(-1)! };
}

/** Multiples of a step around what lies between low and high. */
function steps([low, high]: readonly [number, number], step: number): number[] {
  const first = Math.floor(low / step + 1e-9);
  const count = Math.floor(high / step + 1e-9) - first + 1;
  return Array.from({ length: count + 1 }, (_, i) => clean((first + i) * step));
}

/** Powers of two with so many parts to each doubling, around what lies between low and high. */
function powers([low, high]: readonly [number, number], parts: number): number[] {
  const first = Math.floor(Math.log2(low) * parts + 1e-9);
  const last = Math.max(first + 1, Math.ceil(Math.log2(high) * parts - 1e-9));
  return Array.from({ length: last - first + 1 }, (_, i) => 2 ** ((first + i) / parts));
}

/** The least of 1, 2, 2.5, 5 × 10^k that is not below the raw step. */
function niceStep(raw: number): number {
  const power = 10 ** Math.floor(Math.log10(raw));
  return power * ([1, 2, 2.5, 5].find((factor) => factor * power >= raw * (1 - 1e-9)) ?? 10);
}

function timeStep(raw: number): number {
  return TIME_STEPS.find((step) => step >= raw) ?? Math.ceil(raw / (30 * DAY)) * 30 * DAY;
}

function rounded(value: number): number {
  return Number(value.toPrecision(3));
}

/** Without the rounding error of a product of decimals. */
function clean(value: number): number {
  return Number(value.toPrecision(12));
}
