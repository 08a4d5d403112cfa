/** Time, so that tests can let 90 seconds pass at once. */
export interface Clock {
  /** ms since 1970 UTC. */
  now(): number;
  wait(ms: number): Wait;
}

export interface Wait {
  /** Resolves when the time is up; never after `cancel`. */
  done: Promise<void>;
  cancel(): void;
}
