const DECODER = new TextDecoder();
const REPLACEMENT = '\ufffd';

/** Decodes UTF-8; a byte sequence that is none becomes U+FFFD. A leading BOM is dropped. */
export function decodeUtf8(bytes: Uint8Array, start: number, end: number): string {
  return DECODER.decode(bytes.subarray(start, end));
}

/**
 * Whether decoding met damaged bytes: the text holds more U+FFFD than the bytes spell out as EF BF BD.
 * @param text what `decodeUtf8` made of these bytes
 */
export function isDamagedUtf8(text: string, bytes: Uint8Array, start: number, end: number): boolean {
  let replaced = 0;
  for (let at = text.indexOf(REPLACEMENT); at >= 0; at = text.indexOf(REPLACEMENT, at + 1)) replaced++;
  if (replaced === 0) return false;
  for (let i = start; i + 2 < end; i++) {
    if (bytes[i] === 0xef && bytes[i + 1] === 0xbf && bytes[i + 2] === 0xbd) replaced--;
  }
  return replaced > 0;
}

/** A plain view of a chunk: slicing and decoding a Node Buffer costs half again as much. */
export function plainBytes(chunk: Uint8Array): Uint8Array {
  return new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.byteLength);
}

/** Two byte arrays as one. */
export function concatBytes(a: Uint8Array, b: Uint8Array): Uint8Array {
  if (a.length === 0) return b;
  const joined = new Uint8Array(a.length + b.length);
  joined.set(a);
  joined.set(b, a.length);
  return joined;
}
