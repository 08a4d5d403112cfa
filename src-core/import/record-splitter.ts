/** A longer record is set aside instead of being held in memory. */
export const MAX_RECORD_BYTES = 32 * 1024 * 1024;

/** Takes the records that a splitter finds. Byte ranges are valid during the call only. */
export interface RecordSink {
  /** One whole record from `start` to `end`; false when it cannot be parsed. */
  accept(bytes: Uint8Array, start: number, end: number, line: number): boolean;
  /** A piece of text that is no record: what `accept` refused, or the part of it before the next record. */
  refuse(bytes: Uint8Array, start: number, end: number, line: number): void;
  /** A record above `MAX_RECORD_BYTES`; `bytes` holds its beginning. */
  tooLong(bytes: Uint8Array, start: number, end: number, line: number): void;
}

/** Finds records in a stream of bytes. How the stream is cut into chunks never changes what is found. */
export interface RecordSplitter {
  push(chunk: Uint8Array): void;
  /** No more bytes: hands out the last record. */
  end(): void;
}

/** JSON's white space, which is also what a blank line may hold. */
export function isBlank(byte: number | undefined): boolean {
  return byte === 32 || byte === 10 || byte === 13 || byte === 9;
}

/** The first byte from `start` that is not blank, BOMs passed over as well; `end` when there is none. */
export function skipBlank(bytes: Uint8Array, start: number, end: number): number {
  let at = start;
  for (;;) {
    while (at < end && isBlank(bytes[at])) at++;
    if (at + 2 >= end || bytes[at] !== 0xef || bytes[at + 1] !== 0xbb || bytes[at + 2] !== 0xbf) return at;
    at += 3;
  }
}
