import type { CaptureConfig, ValueSource } from '@core/capture/capture-config';
import { valueAt } from '@core/capture/json-path';
import { headerOf } from './forward-headers';

/** A body longer than this is not read for a key or a tag: parsing it would hold up other requests. */
const MAX_READ_BYTES = 256 * 1024;

/** What the sampling key of a request is; null when it is drawn by chance, also when the request brings no key. */
export function requestKey(
  { sample }: Pick<CaptureConfig, 'sample'>,
  headers: readonly string[],
  body: Uint8Array,
): string | null {
  return sample.by === 'random' ? null : (reader(headers, body)(sample.by) ?? null);
}

/** The tags on which a sampling rate depends. */
export function requestTags(
  { sample, tags }: Pick<CaptureConfig, 'sample' | 'tags'>,
  headers: readonly string[],
  body: Uint8Array,
): Map<string, string> {
  const read = reader(headers, body);
  const found = new Map<string, string>();
  for (const { tag } of sample.tags) {
    const source = tags[tag];
    const value = source && read(source);
    if (value !== undefined) found.set(tag, value);
  }
  return found;
}

/** Reads values of one request; its body is parsed when it is first asked for. */
export function reader(
  headers: readonly string[],
  body: Uint8Array,
): (source: ValueSource) => string | undefined {
  let parsed: unknown;
  let tried = false;
  return (source) => {
    if ('header' in source) return headerOf(headers, source.header.toLowerCase());
    if (!tried) {
      tried = true;
      parsed = parseSmall(body);
    }
    const value = valueAt(parsed, source.body);
    return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
      ? String(value)
      : undefined;
  };
}

function parseSmall(body: Uint8Array): unknown {
  if (body.length === 0 || body.length > MAX_READ_BYTES) return undefined;
  try {
    return JSON.parse(new TextDecoder().decode(body)) as unknown;
  } catch {
    return undefined;
  }
}
