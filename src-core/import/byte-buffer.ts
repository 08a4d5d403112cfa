const START_BYTES = 1024 * 1024;
/** A buffer that one huge record made larger than this is given back. */
const KEEP_BYTES = 8 * START_BYTES;

/** Bytes carried over from chunk to chunk in one growing buffer, so that long records are not copied again and again. */
export interface ByteBuffer {
  /** What is held; valid until the next change. */
  readonly bytes: Uint8Array;
  append(chunk: Uint8Array): void;
  dropFirst(count: number): void;
}

export function createByteBuffer(): ByteBuffer {
  let store = new Uint8Array(0);
  let size = 0;

  function resize(capacity: number): void {
    const larger = new Uint8Array(capacity);
    larger.set(store.subarray(0, size));
    store = larger;
  }

  return {
    get bytes() {
      return store.subarray(0, size);
    },
    append(chunk) {
      const needed = size + chunk.length;
      if (needed > store.length) resize(Math.max(START_BYTES, 2 * store.length, needed));
      store.set(chunk, size);
      size = needed;
    },
    dropFirst(count) {
      store.copyWithin(0, count, size);
      size -= count;
      if (size < START_BYTES && store.length > KEEP_BYTES) resize(START_BYTES);
    },
  };
}
