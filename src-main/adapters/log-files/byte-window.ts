/** Bytes of a stream between a moving start and the newest chunk, addressed by their offset in the stream. */
export interface ByteWindow {
  append(chunk: Uint8Array): void;
  /** Offset after the last byte. */
  readonly end: number;
  /** The bytes of a range that has not been dropped. */
  slice(from: number, to: number): Buffer;
  /** Offset of the first newline in a range; -1 when there is none. */
  newlineIn(from: number, to: number): number;
  dropBefore(offset: number): void;
}

export function createByteWindow(): ByteWindow {
  let chunks: { start: number; bytes: Buffer }[] = [];
  let end = 0;

  function parts(from: number, to: number): Buffer[] {
    return chunks
      .filter(({ start, bytes }) => start < to && start + bytes.length > from)
      .map(({ start, bytes }) => bytes.subarray(Math.max(0, from - start), to - start));
  }

  return {
    get end() {
      return end;
    },
    append(chunk) {
      chunks.push({ start: end, bytes: Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength) });
      end += chunk.length;
    },
    slice(from, to) {
      const found = parts(from, to);
      return found.length === 1 && found[0] ? found[0] : Buffer.concat(found);
    },
    newlineIn(from, to) {
      let offset = from;
      for (const part of parts(from, to)) {
        const at = part.indexOf(10);
        if (at >= 0) return offset + at;
        offset += part.length;
      }
      return -1;
    },
    dropBefore(offset) {
      chunks = chunks.filter(({ start, bytes }) => start + bytes.length > offset);
    },
  };
}
