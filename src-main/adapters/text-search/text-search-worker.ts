import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import type { FindIn } from '@core/explore/find-bytes';
import type { TextCondition } from '@core/model/pair-filter';
import { HEAD_BYTES, type TextColumnPlace, textLayout } from '../arrow/text-layout';
import type { SearchReply, SearchRequest, SearchTask } from './search-protocol';
import { textFinder } from './text-finder';

const PROMPT = ['prompt', 'messages'];
const PROD = ['prod_response', 'prod_error'];
const SHADOW = ['shadow_response', 'shadow_error'];
const COLUMNS: Readonly<Record<TextCondition['in'], readonly string[]>> = {
  prompt: PROMPT,
  prod: PROD,
  shadow: SHADOW,
  anywhere: [...PROMPT, ...PROD, ...SHADOW],
};

const port = parentPort;
if (!port) throw new Error('text-search-worker runs as a worker thread only');
const { condition } = workerData as SearchTask;
const find = textFinder(condition);
/** Segments are read into the same memory one after the other; it grows to the largest. */
let memory = Buffer.alloc(0);

port.on('message', ({ path }: SearchRequest) => {
  let reply: SearchReply;
  try {
    reply = { rows: searchFile(path, find), reason: null };
  } catch (error) {
    reply = { rows: null, reason: error instanceof Error ? error.message : String(error) };
  }
  port.postMessage(reply);
});

/** Rows of a text segment in which at least one of the columns matches, ascending. */
function searchFile(path: string, find: FindIn): number[] {
  const bytes = contentOf(path);
  const layout = textLayout(bytes.subarray(0, HEAD_BYTES));
  const rows = new Set<number>();
  for (const name of COLUMNS[condition.in]) {
    const place = layout.get(name);
    if (place && place.size > 0) for (const row of find(packed(bytes, place))) rows.add(row);
  }
  return [...rows].toSorted((a, b) => a - b);
}

/** A row without a value takes no bytes, so that it can't match. */
function packed(bytes: Buffer, { rows, offsets, bytes: start, size }: TextColumnPlace) {
  // IPC buffers begin at multiples of eight bytes of the file, and so of the memory that holds it.
  return {
    bytes: new Uint8Array(bytes.buffer, bytes.byteOffset + start, size),
    offsets: new Int32Array(bytes.buffer, bytes.byteOffset + offsets, rows + 1),
  };
}

function contentOf(path: string): Buffer {
  const file = openSync(path, 'r');
  try {
    const { size } = fstatSync(file);
    if (memory.length < size) memory = Buffer.from(new ArrayBuffer(size));
    let read = 0;
    while (read < size) {
      const got = readSync(file, memory, read, size - read, read);
      if (got === 0) throw new Error('the file became shorter while it was read');
      read += got;
    }
    return memory.subarray(0, size);
  } finally {
    closeSync(file);
  }
}
