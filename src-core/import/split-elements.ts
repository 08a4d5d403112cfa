import { createByteBuffer } from './byte-buffer';
import { isBlank, MAX_RECORD_BYTES, type RecordSink, type RecordSplitter } from './record-splitter';

const QUOTE = 34;
const BACKSLASH = 92;
const COMMA = 44;
const OPEN_LIST = 91;
const CLOSE_LIST = 93;
const OPEN_OBJECT = 123;
const CLOSE_OBJECT = 125;

export interface ElementSplitter extends RecordSplitter {
  /** After `end`: whether the array was opened and never closed. */
  readonly unclosed: boolean;
}

/**
 * Splits a JSON array into its elements without parsing it as a whole, whether on one line or pretty-printed;
 * objects that merely follow one another are split as well. After a broken element it goes on at the next
 * object that begins with the key that the first object began with.
 */
export function splitElements(sink: RecordSink, maxBytes = MAX_RECORD_BYTES): ElementSplitter {
  const held = createByteBuffer();
  let bytes = held.bytes;
  let at = 0;
  let start = 0;
  let depth = 0;
  let inText = false;
  let inArray = false;
  let scalar = false;
  let skipping = false;
  let line = 1;
  let firstKey: Uint8Array | null = null;
  /** Set by the first element whose brackets do not match: from then on each record start is looked for. */
  let eager = false;

  function begin(): void {
    start = at;
    inText = bytes[at] === QUOTE;
    scalar = bytes[at] !== OPEN_OBJECT && bytes[at] !== OPEN_LIST;
    depth = 1;
    at++;
  }

  function countLines(from: number, to: number): void {
    // Searched in the range alone: in a log on one line a search to the end would be made for every element.
    const range = bytes.subarray(from, to);
    for (let i = range.indexOf(10); i >= 0; i = range.indexOf(10, i + 1)) line++;
  }

  function finish(end: number): void {
    depth = 0;
    scalar = false;
    inText = false;
    at = end;
    if (skipping) {
      skipping = false;
      countLines(start, end);
      return;
    }
    firstKey ??= keyAt(bytes, start, end);
    if (end - start > maxBytes) {
      sink.tooLong(bytes, start, end, line);
      countLines(start, end);
    } else if (!sink.accept(bytes, start, end, line)) cut(nextRecord(start + 1, end) ?? end);
    else countLines(start, end);
  }

  function cut(end: number): void {
    let last = end;
    while (last > start && (isBlank(bytes[last - 1]) || bytes[last - 1] === COMMA)) last--;
    if (!skipping) sink.refuse(bytes, start, last, line);
    countLines(start, end);
    skipping = false;
    depth = 0;
    inText = false;
    scalar = false;
    at = end;
  }

  function startsRecord(position: number): boolean {
    if (bytes[position] !== OPEN_OBJECT || !firstKey) return false;
    let before = position - 1;
    while (before > start && isBlank(bytes[before])) before--;
    if (bytes[before] !== COMMA && bytes[before] !== CLOSE_OBJECT) return false;
    let key = position + 1;
    while (isBlank(bytes[key])) key++;
    for (let i = 0; i < firstKey.length; i++) if (bytes[key + i] !== firstKey[i]) return false;
    return true;
  }

  function nextRecord(from: number, to: number): number | null {
    firstKey ??= keyAt(bytes, start, to);
    const range = bytes.subarray(0, to);
    for (let i = range.indexOf(OPEN_OBJECT, from); i >= 0; i = range.indexOf(OPEN_OBJECT, i + 1)) {
      if (startsRecord(i)) return i;
    }
    return null;
  }

  function between(byte: number): void {
    if (byte === OPEN_LIST && !inArray) inArray = true;
    else if (byte === CLOSE_LIST) inArray = false;
    else if (byte === 10) line++;
    else if (!isBlank(byte) && byte !== COMMA && !isBom(bytes, at)) return begin();
    at++;
  }

  function within(byte: number): void {
    if (eager && byte === OPEN_OBJECT && at > start && startsRecord(at)) return cut(at);
    if (inText) {
      if (byte === BACKSLASH) at++;
      else if (byte === QUOTE) inText = false;
    } else if (byte === QUOTE) inText = true;
    else if (scalar) {
      if (byte === COMMA || byte === CLOSE_LIST || byte === 10) return finish(at);
    } else if (byte === OPEN_OBJECT || byte === OPEN_LIST) depth++;
    else if ((byte === CLOSE_OBJECT || byte === CLOSE_LIST) && --depth === 0) return finish(at + 1);
    at++;
  }

  /** Runs to the end of a text. Most bytes of a log are in texts: this loop decides the speed. */
  function throughText(): void {
    const chunk = bytes;
    let i = at;
    while (i < chunk.length) {
      const byte = chunk[i];
      if (byte === QUOTE) {
        inText = false;
        i++;
        break;
      }
      i += byte === BACKSLASH ? 2 : 1;
    }
    at = i;
  }

  function scan(): void {
    while (at < bytes.length) {
      if (inText && !eager) throughText();
      else if (depth === 0) between(bytes[at] as number);
      else within(bytes[at] as number);
    }
  }

  /** An element that does not end: goes on at the next record inside it, if one can be told. */
  function recover(): boolean {
    const next = skipping ? null : nextRecord(start + 1, bytes.length);
    if (next === null) return false;
    eager = true;
    cut(next);
    return true;
  }

  return {
    get unclosed() {
      return inArray;
    },
    push(chunk) {
      held.append(chunk);
      bytes = held.bytes;
      scan();
      while (depth > 0 && bytes.length - start > maxBytes && recover()) scan();
      if (depth > 0 && bytes.length - start > maxBytes && !skipping) {
        sink.tooLong(bytes, start, bytes.length, line);
        skipping = true;
      }
      const keep = depth > 0 && !skipping ? start : Math.min(at, bytes.length);
      if (skipping) countLines(start, keep);
      held.dropFirst(keep);
      bytes = held.bytes;
      at -= keep;
      start = 0;
    },
    end() {
      while (depth > 0) {
        if (scalar && !inText) finish(bytes.length);
        else if (!recover()) cut(bytes.length);
        scan();
      }
    },
  };
}

/** An object's first key with its quotes, as bytes; null when it has none. */
function keyAt(bytes: Uint8Array, start: number, end: number): Uint8Array | null {
  let from = start + 1;
  while (from < end && isBlank(bytes[from])) from++;
  if (bytes[start] !== OPEN_OBJECT || bytes[from] !== QUOTE) return null;
  const to = bytes.indexOf(QUOTE, from + 1);
  return to < 0 || to >= end ? null : bytes.slice(from, to + 1);
}

function isBom(bytes: Uint8Array, at: number): boolean {
  const byte = bytes[at];
  return byte === 0xef || byte === 0xbb || byte === 0xbf;
}
