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

/**
 * Reads `x-ratelimit-*` (OpenAI: resets such as `6m0s`, gateways: seconds) and `anthropic-ratelimit-*` (resets as times).
 * @param now ms since 1970 UTC
 */
export function readRateLimits(headers: Headers, now: number): RateLimits {
  return {
    requests:
      readLimit(headers, 'x-ratelimit-*-requests', now) ??
      readLimit(headers, 'anthropic-ratelimit-requests-*', now),
    tokens:
      readLimit(headers, 'x-ratelimit-*-tokens', now) ??
      readLimit(headers, 'anthropic-ratelimit-input-tokens-*', now) ??
      readLimit(headers, 'anthropic-ratelimit-tokens-*', now),
  };
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

function readLimit(headers: Headers, pattern: string, now: number): Limit | null {
  const value = (part: string): string | undefined => headers[pattern.replace('*', part)];
  const remaining = number(value('remaining'));
  const resetMs = duration(value('reset'), now);
  if (remaining === null || resetMs === null) return null;
  return { remaining, most: number(value('limit')), resetMs };
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
