import { createHash } from 'node:crypto';
import { canonicalJson } from '@core/import/canonical-json';

/** SHA-256, hex, of a value's canonical JSON: the same value has the same hash whatever the order of its keys. */
export function hashJson(value: unknown): string {
  return createHash('sha256')
    .update(canonicalJson(withInfinities(value)) ?? '')
    .digest('hex');
}

/** JSON has no ±Infinity, which order statistics may be; it would turn them into null. */
function withInfinities(value: unknown): unknown {
  if (value === Infinity || value === -Infinity) return String(value);
  if (Array.isArray(value)) return value.map(withInfinities);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, item]) => item !== undefined)
      .map(([key, item]) => [key, withInfinities(item)]),
  );
}
