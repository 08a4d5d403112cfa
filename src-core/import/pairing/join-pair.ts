import type { ArmLogRecord, ArmRecord, Pair } from '../../model/pair';

const MISSING: ArmRecord = {
  state: 'missing',
  model: null,
  response: null,
  error: null,
  latencyMs: null,
  ttftMs: null,
  tokensIn: null,
  tokensOut: null,
  costUsd: null,
};

/**
 * Makes a pair of what two one-arm logs say of the same request. Where both say something of the request itself
 * (prompt, time, tags), production's word counts. A null arm is missing; at least one must be given.
 */
export function joinPair(prod: ArmLogRecord | null, shadow: ArmLogRecord | null): Pair {
  const [first, second] = [prod ?? shadow, prod ? shadow : null];
  if (!first) throw new TypeError('joinPair needs at least one arm');
  return {
    requestId: first.requestId,
    timestamp: first.timestamp ?? second?.timestamp ?? null,
    prompt: first.prompt ?? second?.prompt ?? null,
    messages: first.messages ?? second?.messages ?? null,
    prod: prod?.arm ?? { ...MISSING },
    shadow: shadow?.arm ?? { ...MISSING },
    rerun: prod?.rerun ?? null,
    tags: merged(first.tags, second?.tags),
    labels: merged(first.labels, second?.labels),
    loggedExactMatch: null,
    loggedSimilarity: null,
  };
}

function merged(first: ReadonlyMap<string, string>, second: ReadonlyMap<string, string> | undefined) {
  return second === undefined || second.size === 0 ? first : new Map([...second, ...first]);
}
