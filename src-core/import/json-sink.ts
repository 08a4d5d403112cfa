import type { LogFormat } from '../model/import';
import { isObject } from './column-sampler';
import { RecordProblem } from './field-reader';
import { locateJsonError } from './locate-json-error';
import { MAX_REJECT_CHARS } from './log-batch';
import { MAX_RECORD_BYTES, type RecordSink, type RecordSplitter } from './record-splitter';
import { splitElements } from './split-elements';
import { splitLines } from './split-lines';
import { decodeUtf8, isDamagedUtf8 } from './utf8';

/** Receives what a JSON log holds, in its order. */
export interface JsonReceiver {
  object(record: Record<string, unknown>, line: number, text: string): void;
  reject(problem: RecordProblem, line: number, text: string): void;
  damaged(line: number): void;
}

const DAMAGE = '\ufffd';

/** A splitter for a JSON log that parses each record and hands it on. */
export function createJsonSplitter(
  format: Exclude<LogFormat, 'csv'>,
  receiver: JsonReceiver,
): RecordSplitter & { readonly unclosed?: boolean } {
  const sink = createJsonSink(receiver);
  return format === 'jsonl' ? splitLines(sink) : splitElements(sink);
}

function createJsonSink(receiver: JsonReceiver): RecordSink {
  function decode(bytes: Uint8Array, start: number, end: number, line: number): string {
    const text = decodeUtf8(bytes, start, end);
    if (text.includes(DAMAGE) && isDamagedUtf8(text, bytes, start, end)) receiver.damaged(line);
    return text;
  }

  return {
    accept(bytes, start, end, line) {
      const text = decodeUtf8(bytes, start, end);
      let value: unknown;
      try {
        value = JSON.parse(text);
      } catch {
        return false;
      }
      if (text.includes(DAMAGE) && isDamagedUtf8(text, bytes, start, end)) receiver.damaged(line);
      if (isObject(value)) receiver.object(value, line, text);
      else
        receiver.reject(
          new RecordProblem('not-an-object', `The record is ${nameOf(value)}, not an object.`),
          line,
          text,
        );
      return true;
    },
    refuse(bytes, start, end, line) {
      const text = decode(bytes, start, end, line);
      receiver.reject(jsonProblem(text), line, text);
    },
    tooLong(bytes, start, end, line) {
      const shown = Math.min(end, start + MAX_REJECT_CHARS * 4);
      const reason = `The record is longer than ${MAX_RECORD_BYTES / 1024 / 1024} MiB.`;
      receiver.reject(new RecordProblem('too-long', reason), line, decodeUtf8(bytes, start, shown));
    },
  };
}

function jsonProblem(text: string): RecordProblem {
  const { column, cause, truncated } = locateJsonError(text);
  if (truncated) return new RecordProblem('truncated', `The record is truncated: ${cause}.`);
  const before = text.slice(0, column - 1).split('\n');
  const row = before.length === 1 ? '' : `line ${before.length} of the record, `;
  return new RecordProblem(
    'invalid-json',
    `Invalid JSON at ${row}column ${(before.at(-1) ?? '').length + 1}: ${cause}.`,
  );
}

function nameOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'a list' : `a ${typeof value === 'string' ? 'text' : typeof value}`;
}
