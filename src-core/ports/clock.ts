/** Time, so that tests can let 90 seconds pass at once. */
export interface Clock {
  /** ms since 1970 UTC. */
  now(): number;
  /** Resolves after `ms`, or when the signal aborts, whichever is first. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}
