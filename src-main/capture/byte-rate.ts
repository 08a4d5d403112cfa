/** So far may bytes run ahead of the rate, ms: short answers are never held up. */
const AHEAD_MS = 100;

/** A bound on bytes a second, shared by everything that reads under it. */
export interface ByteRate {
  /** Counts bytes that were read. @returns ms until more may be read; 0 when at once */
  read(bytes: number): number;
}

/** @param now a clock that never goes back, ms */
export function byteRate(bytesPerSecond: number, now: () => number): ByteRate {
  let paidUntil = 0;
  return {
    read(bytes) {
      const at = now();
      paidUntil = Math.max(paidUntil, at) + (bytes / bytesPerSecond) * 1000;
      const ahead = paidUntil - at;
      return ahead > AHEAD_MS ? ahead : 0;
    },
  };
}
