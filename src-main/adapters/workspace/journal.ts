import { open, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { toJsonLine } from '@core/model/json-line';
import type { Journal, JournalContent } from '@core/ports/journal';
import { type Disk, diskError, realDisk } from './disk';
import { isMissing } from './is-missing';

const NEWLINE = 10;
/** Bytes read at a time. */
const CHUNK = 1 << 20;

/**
 * Opens a journal of a workspace; the file is made by the first append. Several processes may append: each call writes
 * whole lines at the end of the file. While one call is being synced, later ones are gathered and synced together.
 * @param name file name, e.g. `reviews.jsonl`
 * @param parse gives the entry of a parsed line; what it throws is the reason why the line is left out
 */
export function openJournal<Entry>(
  workspace: string,
  name: string,
  parse: (value: unknown) => Entry,
  disk: Disk = realDisk,
): Journal<Entry> {
  const path = join(workspace, name);
  let waiting: string[] = [];
  let writing: Promise<void> = Promise.resolve();
  let next: Promise<void> | null = null;

  async function write(): Promise<void> {
    next = null;
    const lines = waiting.join('');
    waiting = [];
    await disk.append(path, new TextEncoder().encode(lines));
  }

  return {
    read: (from = 0) => readEntries(path, from, parse),
    append(entries) {
      if (entries.length === 0) return Promise.resolve();
      waiting.push(entries.map(toJsonLine).join(''));
      next ??= writing.then(write);
      // What waited for a write that failed is reported by that write's callers, not by the next.
      writing = next.catch(() => {});
      return next;
    },
  };
}

/** Length of a journal in bytes; 0 when there is none. A change says that there is something new to read. */
export async function journalBytes(workspace: string, name: string): Promise<number> {
  const path = join(workspace, name);
  try {
    return (await stat(path)).size;
  } catch (error) {
    if (isMissing(error)) return 0;
    throw diskError(error, path);
  }
}

async function readEntries<Entry>(
  path: string,
  from: number,
  parse: (value: unknown) => Entry,
): Promise<JournalContent<Entry>> {
  const content: JournalContent<Entry> = { entries: [], damaged: [], end: from };
  const file = await openToRead(path);
  if (file === null) return content;
  let line = 0;
  const take = (bytes: Buffer): void => {
    line++;
    if (bytes.length === 0) return;
    try {
      content.entries.push(parse(JSON.parse(bytes.toString('utf8'))));
    } catch (error) {
      content.damaged.push({ line, reason: (error as Error).message });
    }
  };
  try {
    const chunk = Buffer.alloc(CHUNK);
    let begun = Buffer.alloc(0);
    for (let at = from; ;) {
      const { bytesRead } = await file.read(chunk, 0, CHUNK, at);
      if (bytesRead === 0) break;
      at += bytesRead;
      const bytes = Buffer.concat([begun, chunk.subarray(0, bytesRead)]);
      let start = 0;
      for (let end = bytes.indexOf(NEWLINE); end >= 0; end = bytes.indexOf(NEWLINE, start)) {
        take(bytes.subarray(start, end));
        start = end + 1;
      }
      content.end += start;
      begun = bytes.subarray(start);
    }
    if (begun.length > 0)
      content.damaged.push({ line: line + 1, reason: 'the line was cut off, as by a crash while writing' });
    return content;
  } finally {
    await file.close();
  }
}

async function openToRead(path: string) {
  try {
    return await open(path, 'r');
  } catch (error) {
    if (isMissing(error)) return null;
    throw diskError(error, path);
  }
}
