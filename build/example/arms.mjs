/** @typedef {import('./random.mjs').Random} Random */

const MODELS = { prod: 'larkfield-assist-2', shadow: 'larkfield-assist-3-mini' };
/** USD per token; the shadow costs half. */
const PRICE = {
  prod: { tokensIn: 2e-6, tokensOut: 8e-6 },
  shadow: { tokensIn: 1e-6, tokensOut: 4e-6 },
};
const TIMEOUT_MS = 30_000;
const SYSTEM_PROMPT_TOKENS = 430;

/** Parameters of the latencies: time to the first token in ms, time per token in ms, and the shadow's slow tail. */
export const LATENCY = {
  prod: { first: 360, perToken: 15.5 },
  shadow: { first: 290, perToken: 15.2 },
  correlation: 0.6,
  tail: { probability: 0.05, factor: 1.9, spread: 0.35 },
  /** Factor on the shadow's latency in the slice that regresses. */
  regressed: 1.8,
};

/** Probabilities that a request fails, and the kinds of failures with their weights. */
export const FAILURES = {
  both: 0.004,
  prodOnly: 0.013,
  shadowOnly: 0.0052,
  shadowOnlyRegressed: 0.07,
  /** Production is rate-limited in these hours (from, to; hours since the first day). */
  incident: { from: 153, to: 156, prodOnly: 0.2 },
  prod: { '500 internal server error': 4, timeout: 3, '429 rate limit exceeded': 2 },
  incidentKinds: { '429 rate limit exceeded': 1 },
  shadow: { timeout: 4, 'content filter': 3, '429 rate limit exceeded': 2, '500 internal server error': 2 },
};

/**
 * Latencies of a pair, in ms. They share the request's difficulty and the hour's load.
 * @param {{ random: Random, load: number, tokens: { prod: number, shadow: number }, regressed: boolean }} options
 */
export function drawLatencies({ random, load, tokens, regressed }) {
  const { correlation, tail } = LATENCY;
  const common = random.normal();
  const own = correlation * common + Math.sqrt(1 - correlation ** 2) * random.normal();
  const slow = random.chance(tail.probability) ? tail.factor * Math.exp(tail.spread * random.normal()) : 1;
  const factor = Math.max(1, slow) * (regressed ? LATENCY.regressed : 1);
  return {
    prod: latency({ arm: 'prod', tokens: tokens.prod, z: common, factor: 1, load }),
    shadow: latency({ arm: 'shadow', tokens: tokens.shadow, z: own, factor, load }),
  };
}

/** @param {{ arm: 'prod' | 'shadow', tokens: number, z: number, factor: number, load: number }} options */
function latency({ arm, tokens, z, factor, load }) {
  const { first, perToken } = LATENCY[arm];
  const ttft = Math.round(first * Math.exp(0.32 * z) * (1 + 0.35 * load) * Math.sqrt(factor));
  const rest = Math.round(tokens * perToken * Math.exp(0.24 * z) * (1 + 0.2 * load) * factor);
  return { ttftMs: ttft, totalMs: Math.min(ttft + rest, TIMEOUT_MS - 1) };
}

/**
 * @param {{ random: Random, hour: number, regressed: boolean }} options hour: hours since the first day
 * @returns {{ prod: string | null, shadow: string | null }} what each arm failed with; null: it answered
 */
export function drawFailures({ random, hour, regressed }) {
  const { both, incident } = FAILURES;
  const inIncident = hour >= incident.from && hour < incident.to;
  const prodKind = random.weighted(inIncident ? FAILURES.incidentKinds : FAILURES.prod);
  const shadowKind = random.weighted(FAILURES.shadow);
  const prodOnly = inIncident ? incident.prodOnly : FAILURES.prodOnly;
  const shadowOnly = regressed ? FAILURES.shadowOnlyRegressed : FAILURES.shadowOnly;
  const drawn = random.uniform();
  if (drawn < both) return { prod: prodKind, shadow: shadowKind };
  if (drawn < both + prodOnly) return { prod: prodKind, shadow: null };
  if (drawn < both + prodOnly + shadowOnly) return { prod: null, shadow: shadowKind };
  return { prod: null, shadow: null };
}

/**
 * @param {string} text
 * @returns {number} tokens, at about four characters each
 */
export function countTokens(text) {
  return Math.ceil(text.length / 4);
}

/** @param {{ arm: 'prod' | 'shadow', prompt: string, text: string, latency: { ttftMs: number, totalMs: number } }} options */
export function answered({ arm, prompt, text, latency: { ttftMs, totalMs } }) {
  const tokensIn = SYSTEM_PROMPT_TOKENS + countTokens(prompt);
  const tokensOut = countTokens(text);
  return {
    model: MODELS[arm],
    response: text,
    error: null,
    latency_ms: totalMs,
    ttft_ms: ttftMs,
    tokens_in: tokensIn,
    tokens_out: tokensOut,
    cost_usd: cost({ arm, tokensIn, tokensOut }),
  };
}

/** @param {{ random: Random, arm: 'prod' | 'shadow', prompt: string, error: string }} options */
export function failed({ random, arm, prompt, error }) {
  const tokensIn = SYSTEM_PROMPT_TOKENS + countTokens(prompt);
  const billed = error === 'timeout' || error === 'content filter';
  return {
    model: MODELS[arm],
    response: null,
    error,
    latency_ms: error === 'timeout' ? TIMEOUT_MS : random.int(60, 900),
    ttft_ms: null,
    tokens_in: tokensIn,
    tokens_out: 0,
    cost_usd: billed ? cost({ arm, tokensIn, tokensOut: 0 }) : 0,
  };
}

/** @param {{ arm: 'prod' | 'shadow', tokensIn: number, tokensOut: number }} options */
function cost({ arm, tokensIn, tokensOut }) {
  const usd = tokensIn * PRICE[arm].tokensIn + tokensOut * PRICE[arm].tokensOut;
  return Math.round(usd * 1e6) / 1e6;
}
