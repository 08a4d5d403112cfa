import { createHash, type Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import type { LogFile } from '@core/ports/log-file';
import { gunzip, isGzip } from './gunzip';
import { readChunks } from './read-chunks';

/** Most bytes taken in one step; a longer line is taken whole. */
const STEP_BYTES = 32 * 1024 ** 2;
const LOOK_BACK_BYTES = 64 * 1024;
const NEWLINE = 10;

/** How far a log has been read: its content up to there says which log it is, whatever its name. */
export interface LogPosition {
  /** Bytes of unpacked content; it ends a line. */
  bytes: number;
  lines: number;
  hash: Hash;
}

/** New whole lines of a log. */
export interface Growth {
  /** The lines as a log of its own. */
  file: LogFile;
  /** SHA-256 of the log up to where they begin; null at its start. */
  before: string | null;
  /** SHA-256 of the log up to their end. */
  sha256: string;
  after: LogPosition;
}

function startOfLog(): LogPosition {
  return { bytes: 0, lines: 0, hash: createHash('sha256') };
}

/** True for a file that begins as gzip does. */
export async function isPacked(path: string): Promise<boolean> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(2), 0, 2, 0);
    return bytesRead === 2 && isGzip(buffer);
  } finally {
    await file.close();
  }
}

/**
 * Where to go on in a file of which a workspace may hold the beginning: the furthest length at which its content has the
 * digest of a known source. Reads the file once, up to the longest of them.
 * @param known SHA-256 and length of what is held
 */
export async function positionIn(
  path: string,
  known: readonly { sha256: string; size: number }[],
): Promise<LogPosition> {
  const packed = await isPacked(path);
  const bySize = new Map<number, Set<string>>();
  for (const { sha256, size } of known) bySize.set(size, (bySize.get(size) ?? new Set<string>()).add(sha256));
  const sizes = [...bySize.keys()].filter((size) => size > 0).toSorted((a, b) => a - b);
  let found = startOfLog();
  let next = 0;
  const position = startOfLog();
  for await (const chunk of contentOf(path, packed)) {
    let from = 0;
    while (next < sizes.length && sizes[next]! <= position.bytes + chunk.length - from) {
      const take = sizes[next]! - position.bytes;
      advance(position, chunk.subarray(from, from + take));
      from += take;
      if (bySize.get(sizes[next]!)!.has(position.hash.copy().digest('hex')))
        found = { ...position, hash: position.hash.copy() };
      next++;
    }
    if (next >= sizes.length) break;
    advance(position, chunk.subarray(from));
  }
  return found;
}

/** The next whole lines of a log behind a position; null when there are none. Of a packed file, everything that is left. */
export async function growthOf(path: string, position: LogPosition): Promise<Growth | null> {
  const packed = await isPacked(path);
  const end = packed ? Infinity : await endOfLines(path, position.bytes);
  if (end <= position.bytes) return null;
  const after: LogPosition = { ...position, hash: position.hash.copy() };
  for await (const chunk of part(path, packed, position.bytes, end)) advance(after, chunk);
  if (after.bytes === position.bytes) return null;
  return {
    before: position.bytes === 0 ? null : position.hash.copy().digest('hex'),
    sha256: after.hash.copy().digest('hex'),
    after,
    file: {
      name: basename(path),
      path,
      size: after.bytes - position.bytes,
      gzip: packed,
      firstLine: position.lines + 1,
      async *open({ signal, onBytesRead } = {}) {
        let read = 0;
        for await (const chunk of part(path, packed, position.bytes, after.bytes)) {
          signal?.throwIfAborted();
          read += chunk.length;
          onBytesRead?.(read);
          yield chunk;
        }
      },
    },
  };
}

function advance(position: LogPosition, bytes: Uint8Array): void {
  position.hash.update(bytes);
  position.bytes += bytes.length;
  for (let at = bytes.indexOf(NEWLINE); at >= 0; at = bytes.indexOf(NEWLINE, at + 1)) position.lines++;
}

function contentOf(path: string, packed: boolean): AsyncIterable<Uint8Array> {
  return packed ? gunzip(readChunks(path), basename(path)) : readChunks(path);
}

/** The content from one byte to before another. */
async function* part(path: string, packed: boolean, from: number, to: number): AsyncIterable<Uint8Array> {
  if (!packed) {
    yield* createReadStream(path, {
      start: from,
      end: to - 1,
      highWaterMark: 1 << 20,
    }) as AsyncIterable<Buffer>;
    return;
  }
  let at = 0;
  for await (const chunk of contentOf(path, true)) {
    const start = Math.max(0, from - at);
    const end = Math.min(chunk.length, to - at);
    if (start < end) yield chunk.subarray(start, end);
    at += chunk.length;
    if (at >= to) return;
  }
}

/** Where the last whole line of the next step ends; `from` when there is none. */
async function endOfLines(path: string, from: number): Promise<number> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    for (let limit = Math.min(size, from + STEP_BYTES); ; limit = Math.min(size, limit + STEP_BYTES)) {
      for (let end = limit; end > from;) {
        const start = Math.max(from, end - LOOK_BACK_BYTES);
        const { buffer } = await file.read(Buffer.alloc(end - start), 0, end - start, start);
        const at = buffer.lastIndexOf(NEWLINE);
        if (at >= 0) return start + at + 1;
        end = start;
      }
      if (limit >= size) return from;
    }
  } finally {
    await file.close();
  }
}
