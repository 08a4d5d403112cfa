const FIRST_BYTES = 4096;

/** A copy of bytes that go by, up to a limit. It never holds anything up. */
export interface Tap {
  push(chunk: Uint8Array): void;
  /** What went by so far; null when it was too much. */
  take(): Uint8Array | null;
}

/** Copies at once: a chunk is a view into a socket's buffer, which would otherwise stay alive as a whole. */
export function createTap(maxBytes: number): Tap {
  let bytes = new Uint8Array(0);
  let length = 0;
  let over = false;
  return {
    push(chunk) {
      if (over) return;
      const end = length + chunk.length;
      if (end > maxBytes) {
        over = true;
        bytes = new Uint8Array(0);
        return;
      }
      if (end > bytes.length) {
        const grown = new Uint8Array(Math.min(maxBytes, Math.max(FIRST_BYTES, end, bytes.length * 2)));
        grown.set(bytes.subarray(0, length));
        bytes = grown;
      }
      bytes.set(chunk, length);
      length = end;
    },
    take: () => (over ? null : bytes.subarray(0, length)),
  };
}
