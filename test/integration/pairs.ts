import type { ArmRecord, Pair } from '@core/model/pair';

/** An arm that answered, with what a test changes. */
export function arm(changes: Partial<ArmRecord> = {}): ArmRecord {
  return {
    state: 'answered',
    model: 'model',
    response: 'An answer.',
    error: null,
    latencyMs: 100,
    ttftMs: null,
    tokensIn: 10,
    tokensOut: 5,
    costUsd: 0.001,
    ...changes,
  };
}

/** A pair with what a test changes. */
export function pair(requestId: string, changes: Partial<Pair> = {}): Pair {
  return {
    requestId,
    timestamp: Date.UTC(2026, 2, 1),
    prompt: 'A question?',
    messages: null,
    prod: arm({ model: 'model-a' }),
    shadow: arm({ model: 'model-b' }),
    rerun: null,
    tags: new Map(),
    labels: new Map(),
    loggedExactMatch: null,
    loggedSimilarity: null,
    ...changes,
  };
}
