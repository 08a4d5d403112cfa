/** What a server says it has left; null where it says nothing. */
export interface RateLimits {
  requests: Limit | null;
  tokens: Limit | null;
}

interface Limit {
  remaining: number;
  /** The limit when full; null when not named. */
  most: number | null;
  /** Until it is full again, ms. */
  resetMs: number;
}

type Headers = Readonly<Record<string, string>>;

/** Names of the headers of one limit. */
type Names = Readonly<Record<'remaining' | 'reset' | 'limit', string>>;

function namesOf(pattern: string): Names {
  const name = (part: string): string => pattern.replace('*', part);
  return { remaining: name('remaining'), reset: name('reset'), limit: name('limit') };
}

const REQUESTS = ['x-ratelimit-*-requests', 'anthropic-ratelimit-requests-*'].map(namesOf);
const TOKENS = [
  'x-ratelimit-*-tokens',
  'anthropic-ratelimit-input-tokens-*',
  'anthropic-ratelimit-tokens-*',
].map(namesOf);

/**
 * Reads `x-ratelimit-*` (OpenAI: resets such as `6m0s`, gateways: seconds) and `anthropic-ratelimit-*` (resets as times).
 * @param now ms since 1970 UTC
 */
export function readRateLimits(headers: Headers, now: number): RateLimits {
  return { requests: firstLimit(headers, REQUESTS, now), tokens: firstLimit(headers, TOKENS, now) };
}

function firstLimit(headers: Headers, names: readonly Names[], now: number): Limit | null {
  for (const each of names) {
    const limit = readLimit(headers, each, now);
    if (limit !== null) return limit;
  }
  return null;
}

/**
 * What the server asks to wait, ms: `retry-after-ms`, else `retry-after` as seconds or as a date. Null when it asks
 * nothing, or nothing that can be read.
 */
export function readRetryAfter(headers: Headers, now: number): number | null {
  const ms = number(headers['retry-after-ms']);
  if (ms !== null) return ms;
  const given = headers['retry-after'];
  const seconds = number(given);
  if (seconds !== null) return seconds * 1000;
  const date = given === undefined ? Number.NaN : Date.parse(given);
  return Number.isNaN(date) ? null : Math.max(0, date - now);
}

function readLimit(headers: Headers, names: Names, now: number): Limit | null {
  const remaining = number(headers[names.remaining]);
  if (remaining === null) return null;
  const resetMs = duration(headers[names.reset], now);
  return resetMs === null ? null : { remaining, most: number(headers[names.limit]), resetMs };
}

function number(text: string | undefined): number | null {
  if (text === undefined || !/^\s*\d+(?:\.\d+)?\s*$/.test(text)) return null;
  return Number(text);
}

const UNITS: Readonly<Record<string, number>> = { h: 3_600_000, m: 60_000, s: 1000, ms: 1 };

/** `6m0s`, `120ms`, plain seconds, or a time (RFC 3339); ms from now. */
function duration(text: string | undefined, now: number): number | null {
  if (text === undefined) return null;
  const plain = number(text);
  if (plain !== null) return plain * 1000;
  if (/^(?:\d+(?:\.\d+)?(?:ms|h|m|s))+$/.test(text)) {
    let total = 0;
    for (const [, amount, unit] of text.matchAll(/(\d+(?:\.\d+)?)(ms|h|m|s)/g))
      total += Number(amount) * UNITS[unit!]!;
    return total;
  }
  const date = Date.parse(text);
  return Number.isNaN(date) ? null : Math.max(0, date - now);
}
