/** The last instant that a Date can hold, ms. */
const MAX_MS = 8.64e15;
/** ISO 8601 with 'T' or a blank, any fraction; groups: date, time, zone. */
const ISO =
  /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?)\s*(Z|[+-]\d{2}(?::?\d{2})?|UTC|GMT)?)?$/i;

/**
 * A timestamp as ms since 1970 UTC: ISO 8601 (without a zone it is taken as UTC), or a number of seconds,
 * milliseconds, microseconds or nanoseconds told by its size (read as times between 1973 and 5138).
 * Null when it is none of these.
 */
export function readTimestamp(value: unknown): number | null {
  if (typeof value === 'number') return fromNumber(value);
  if (typeof value !== 'string') return null;
  if (value.endsWith('Z') && value.charAt(10) === 'T') {
    const ms = Date.parse(value);
    if (!Number.isNaN(ms)) return ms;
  }
  const text = value.trim();
  if (text === '') return null;
  const match = ISO.exec(text);
  if (match) return fromIso(match[1] ?? '', match[2], match[3]);
  return fromNumber(Number(text));
}

function fromNumber(value: number): number | null {
  if (!Number.isFinite(value) || value < 0) return null;
  const ms = value < 1e11 ? value * 1e3 : value < 1e14 ? value : value < 1e17 ? value / 1e3 : value / 1e6;
  return ms <= MAX_MS ? ms : null;
}

function fromIso(date: string, time: string | undefined, zone: string | undefined): number | null {
  const offset = !zone || /^(?:utc|gmt)$/i.test(zone) ? 'Z' : zone.toUpperCase();
  const colon = /^[+-]\d{4}$/.test(offset) ? `${offset.slice(0, 3)}:${offset.slice(3)}` : offset;
  const full = /^[+-]\d{2}$/.test(colon) ? `${colon}:00` : colon;
  const ms = Date.parse(`${date}T${(time ?? '00:00').replace(',', '.')}${full}`);
  return Number.isNaN(ms) ? null : ms;
}
