import { createByteBuffer } from './byte-buffer';
import {
  isBlank,
  MAX_RECORD_BYTES,
  skipBlank,
  type RecordSink,
  type RecordSplitter,
} from './record-splitter';
import { plainBytes } from './utf8';

const NEWLINE = 10;
const NOTHING = new Uint8Array(0);

/** Splits JSON Lines: one record a line, blank lines passed over, LF or CRLF. */
export function splitLines(sink: RecordSink, maxBytes = MAX_RECORD_BYTES): RecordSplitter {
  /** The line that the last chunk began and did not end. */
  const begun = createByteBuffer();
  let line = 1;
  let skipping = false;

  function record(bytes: Uint8Array, from: number, to: number): void {
    const start = skipBlank(bytes, from, to);
    if (start === to) return;
    let end = to;
    while (isBlank(bytes[end - 1])) end--;
    if (end - start > maxBytes) sink.tooLong(bytes, start, end, line);
    else if (!sink.accept(bytes, start, end, line)) sink.refuse(bytes, start, end, line);
  }

  return {
    push(chunk) {
      const bytes = plainBytes(chunk);
      let start = 0;
      let newline = bytes.indexOf(NEWLINE);
      if (newline >= 0 && (begun.bytes.length > 0 || skipping)) {
        // Only the line that the last chunk began is copied together, not the whole chunk.
        begun.append(skipping ? NOTHING : bytes.subarray(0, newline));
        record(begun.bytes, 0, begun.bytes.length);
        begun.dropFirst(begun.bytes.length);
        skipping = false;
        line++;
        start = newline + 1;
        newline = bytes.indexOf(NEWLINE, start);
      }
      while (newline >= 0) {
        record(bytes, start, newline);
        line++;
        start = newline + 1;
        newline = bytes.indexOf(NEWLINE, start);
      }
      if (skipping) return;
      begun.append(bytes.subarray(start));
      const held = begun.bytes;
      if (held.length > maxBytes && skipBlank(held, 0, held.length) < held.length) {
        sink.tooLong(held, 0, held.length, line);
        begun.dropFirst(held.length);
        skipping = true;
      }
    },
    end() {
      record(begun.bytes, 0, begun.bytes.length);
    },
  };
}
