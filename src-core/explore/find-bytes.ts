/** Texts one behind the other: text i lies from offsets[i] to offsets[i + 1]. */
export interface PackedTexts {
  bytes: Uint8Array;
  offsets: Int32Array;
}

/** Gives the indexes of the texts that match, ascending. */
export type FindIn = (texts: PackedTexts) => number[];

/**
 * Finds UTF-8 bytes whatever the case of their ASCII letters (Horspool 1980): about as fast as memory is read, since it
 * looks at one byte in as many as the pattern is long.
 */
export function findFolded(pattern: Uint8Array): FindIn {
  const needle = pattern.map((byte) => FOLD[byte]!);
  const length = needle.length;
  const skip = new Int32Array(256).fill(length);
  for (let i = 0; i < length - 1; i++) {
    skip[needle[i]!] = length - 1 - i;
    skip[upper(needle[i]!)] = length - 1 - i;
  }
  const last = needle[length - 1]!;
  return ({ bytes, offsets }) => {
    const found: number[] = [];
    const end = offsets[offsets.length - 1]!;
    let text = 0;
    let at = offsets[0]! + length - 1;
    while (at < end) {
      const byte = bytes[at]!;
      if (FOLD[byte] !== last || !endsAt(bytes, at, needle)) {
        at += skip[byte]!;
        continue;
      }
      while (offsets[text + 1]! <= at) text++;
      if (at - length + 1 < offsets[text]!) {
        at++;
        continue;
      }
      found.push(text);
      at = offsets[text + 1]! + length - 1;
    }
    return found;
  };
}

/** Finds bytes as they are. @param indexOf the platform's own search, which is faster than any of ours */
export function findExact(length: number, indexOf: (bytes: Uint8Array, from: number) => number): FindIn {
  return ({ bytes, offsets }) => {
    const found: number[] = [];
    const end = offsets[offsets.length - 1]!;
    let text = 0;
    let at = indexOf(bytes, offsets[0]!);
    while (at >= 0 && at + length <= end) {
      while (offsets[text + 1]! <= at) text++;
      if (at + length <= offsets[text + 1]!) {
        found.push(text);
        at = indexOf(bytes, offsets[text + 1]!);
      } else at = indexOf(bytes, at + 1);
    }
    return found;
  };
}

/**
 * Texts that a test holds for, decoded one by one.
 * @param candidates a faster search that finds every text that can match; absent: all are tested
 */
export function findTested(test: (text: string) => boolean, candidates?: FindIn): FindIn {
  const decoder = new TextDecoder();
  return (texts) => {
    const { bytes, offsets } = texts;
    const tried = candidates?.(texts) ?? Array.from({ length: offsets.length - 1 }, (_, i) => i);
    return tried.filter((i) => {
      const [start, end] = [offsets[i]!, offsets[i + 1]!];
      return end > start && test(decoder.decode(bytes.subarray(start, end)));
    });
  };
}

function endsAt(bytes: Uint8Array, at: number, needle: Uint8Array): boolean {
  for (let i = needle.length - 1, j = at; i >= 0; i--, j--) if (FOLD[bytes[j]!] !== needle[i]) return false;
  return true;
}

const FOLD = Uint8Array.from({ length: 256 }, (_, byte) => (byte >= 65 && byte <= 90 ? byte + 32 : byte));

function upper(byte: number): number {
  return byte >= 97 && byte <= 122 ? byte - 32 : byte;
}
