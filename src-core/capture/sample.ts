import type { CaptureConfig } from './capture-config';

/**
 * A number in [0, 1) that follows from a key: MurmurHash3 (Austin Appleby, public domain, x86 32 bits, over UTF-16
 * units). A key that is in at 5 % is in at 25 %, so phases extend each other.
 */
export function unitHash(key: string): number {
  let hash = 0x9747b28c;
  for (let i = 0; i < key.length; i++) {
    let k = Math.imul(key.charCodeAt(i), 0xcc9e2d51);
    k = (k << 15) | (k >>> 17);
    hash ^= Math.imul(k, 0x1b873593);
    hash = (hash << 13) | (hash >>> 19);
    hash = (Math.imul(hash, 5) + 0xe6546b64) | 0;
  }
  hash ^= key.length;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  hash ^= hash >>> 16;
  return (hash >>> 0) / 2 ** 32;
}

/** The rate of a request: of its route, else of its tags, else of the phase. */
export function rateOf(
  config: Pick<CaptureConfig, 'sample'>,
  request: { routeRate: number | undefined; tags: ReadonlyMap<string, string>; phaseRate: number },
): number {
  if (request.routeRate !== undefined) return request.routeRate;
  const byTag = config.sample.tags.find(({ tag, value }) => request.tags.get(tag) === value);
  return byTag?.rate ?? request.phaseRate;
}
