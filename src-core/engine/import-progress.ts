import type { ImportProgress } from '../model/api';

/** Reports are this far apart, ms: enough to look alive, few enough to cost nothing. */
const INTERVAL_MS = 100;
/** A rate from less than this is noise, ms. */
const SETTLED_MS = 500;

export interface ProgressMeter {
  phase: ImportProgress['phase'];
  bytesRead: number;
  pairs: number;
  rejected: number;
  /** Reports when the last report is long enough ago. */
  tick(): void;
  /** Reports at once. */
  report(): void;
}

/** Measures the rate of an import; time comes from `now`, ms. */
export function startProgress(options: {
  bytesTotal: number;
  now: () => number;
  onProgress: (progress: ImportProgress) => void;
}): ProgressMeter {
  const { bytesTotal, now, onProgress } = options;
  const started = now();
  let last = started;
  return {
    phase: 'reading',
    bytesRead: 0,
    pairs: 0,
    rejected: 0,
    tick() {
      if (now() - last >= INTERVAL_MS) this.report();
    },
    report() {
      last = now();
      const elapsed = last - started;
      const rate = elapsed >= SETTLED_MS ? (this.bytesRead / elapsed) * 1000 : null;
      const { phase, bytesRead, pairs, rejected } = this;
      const secondsLeft = rate ? Math.max(0, (bytesTotal - bytesRead) / rate) : null;
      onProgress({ phase, bytesRead, bytesTotal, pairs, rejected, bytesPerSecond: rate, secondsLeft });
    },
  };
}
