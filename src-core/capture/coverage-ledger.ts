import {
  type CaptureCoverage,
  type CoverageCount,
  type CoverageCounts,
  type CoverageWindow,
  noCounts,
  totalCounts,
} from '../model/capture-coverage';

const HOUR_MS = 3_600_000;
/** Beyond this many windows the oldest are put together by route, phase and rate: a month of a few routes fits. */
const MAX_WINDOWS = 5000;

/** What a request is counted under. */
export interface CoverageBucket {
  /** ms since 1970 UTC. */
  at: number;
  route: string;
  phase: number;
  rate: number;
}

/** The counts of a capture by hour, route, phase and rate. */
export interface CoverageLedger {
  add(bucket: CoverageBucket, name: CoverageCount, by?: number): void;
  windows(): CoverageWindow[];
  totals(): CoverageCounts;
}

/** @param earlier windows of the same log from before a restart */
export function coverageLedger(earlier: CaptureCoverage['windows'] = []): CoverageLedger {
  const windows = new Map<string, CoverageWindow>();
  for (const window of earlier) windows.set(keyOf(window), { ...window, counts: { ...window.counts } });

  function windowOf({ at, route, phase, rate }: CoverageBucket): CoverageWindow {
    const from = Math.floor(at / HOUR_MS) * HOUR_MS;
    const key = keyOf({ from, route, phase, rate });
    let window = windows.get(key);
    if (!window) {
      windows.set(key, (window = { from, route, phase, rate, counts: noCounts() }));
      if (windows.size > MAX_WINDOWS) mergeOldest(windows);
    }
    return window;
  }

  return {
    add(bucket, name, by = 1) {
      windowOf(bucket).counts[name] += by;
    },
    windows: () => [...windows.values()],
    totals: () => totalCounts([...windows.values()]),
  };
}

/** Halves the number of windows: the older half becomes one window for each route, phase and rate. */
function mergeOldest(windows: Map<string, CoverageWindow>): void {
  const oldest = [...windows.values()].toSorted((a, b) => a.from - b.from).slice(0, MAX_WINDOWS / 2);
  const merged = new Map<string, CoverageWindow>();
  for (const window of oldest) {
    windows.delete(keyOf(window));
    const key = keyOf({ ...window, from: 0 });
    const known = merged.get(key);
    if (!known) merged.set(key, { ...window, counts: { ...window.counts } });
    else known.counts = totalCounts([known, window]);
  }
  for (const window of merged.values()) windows.set(keyOf(window), window);
}

function keyOf({ from, route, phase, rate }: Omit<CoverageWindow, 'counts'>): string {
  return JSON.stringify([from, route, phase, rate]);
}
