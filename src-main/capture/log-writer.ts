import { createReadStream, createWriteStream } from 'node:fs';
import { type FileHandle, mkdir, open, readdir, rename, rm, stat, truncate } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { diskError } from '../adapters/workspace/disk';

/** Lines that may wait for a slow or full disk. */
const MAX_WAITING_BYTES = 32 * 1024 ** 2;
const LOOK_BACK_BYTES = 64 * 1024;

export interface LogWriterOptions {
  path: string;
  maxSize: number;
  maxAgeMs: number;
  gzip: boolean;
  /** A line is on disk after this long at the latest, ms. */
  syncMs: number;
  onNotice(text: string): void;
  /** Lines are on disk, or lost. */
  onSettled(lines: number, kept: boolean): void;
}

/** An append-only JSONL file that is rotated by size and age. */
export interface LogWriter {
  readonly bytes: number;
  readonly rotations: number;
  /** What keeps lines from being written; null when nothing does. */
  readonly problem: string | null;
  /** Takes a line, its line end included. Lines that do not fit are lost, and told so. */
  append(line: string): void;
  /** Writes and syncs what waits. */
  close(): Promise<void>;
}

/**
 * Opens the log, or makes it. A line that a crash broke off is cut away, so that the file is whole lines again.
 * @throws AppError when the folder can not be written
 */
export async function openLogWriter(options: LogWriterOptions): Promise<LogWriter> {
  const { path, onNotice, onSettled } = options;
  let file: FileHandle;
  let bytes: number;
  try {
    await mkdir(dirname(path), { recursive: true });
    const torn = await cutTornLine(path);
    if (torn > 0)
      onNotice(`${basename(path)} ended in a line that a crash had broken off; ${torn} bytes were cut.`);
    file = await open(path, 'a', 0o600);
    bytes = (await file.stat()).size;
  } catch (error) {
    throw diskError(error, path);
  }
  let openedAt = Date.now();
  let waiting: string[] = [];
  let waitingBytes = 0;
  let problem: string | null = null;
  let rotations = 0;
  let work: Promise<void> = Promise.resolve();
  let packing: Promise<void> = options.gzip ? packLeftovers(path) : Promise.resolve();

  async function flush(): Promise<void> {
    if (waiting.length > 0) {
      const lines = waiting;
      waiting = [];
      waitingBytes = 0;
      const content = Buffer.from(lines.join(''));
      try {
        await writeWhole(content);
        bytes += content.length;
        if (problem !== null) onNotice(`${basename(path)} can be written again.`);
        problem = null;
        onSettled(lines.length, true);
      } catch (error) {
        const reason = (error as NodeJS.ErrnoException).code ?? String(error);
        if (problem === null)
          onNotice(`${basename(path)} can not be written (${reason}); pairs are lost until it can.`);
        problem = reason;
        onSettled(lines.length, false);
      }
    }
    if (bytes > 0 && (bytes >= options.maxSize || Date.now() - openedAt >= options.maxAgeMs)) await rotate();
  }

  /** All of it, synced, or nothing of it. */
  async function writeWhole(content: Buffer): Promise<void> {
    try {
      await file.appendFile(content);
      await file.datasync();
    } catch (error) {
      await file.truncate(bytes).catch(() => {});
      throw error;
    }
  }

  async function rotate(): Promise<void> {
    try {
      const stamp = new Date().toISOString().replaceAll(':', '-').replace('Z', '');
      const extension = extname(path);
      const rotated = `${path.slice(0, path.length - extension.length)}-${stamp}${extension}`;
      await file.close();
      await rename(path, rotated);
      file = await open(path, 'a', 0o600);
      bytes = 0;
      openedAt = Date.now();
      rotations++;
      if (options.gzip)
        packing = packing
          .then(() => pack(rotated))
          .catch(() => onNotice(`${basename(rotated)} could not be packed; it stays as it is.`));
    } catch (error) {
      onNotice(`${basename(path)} could not be rotated (${(error as NodeJS.ErrnoException).code}).`);
      file = await open(path, 'a', 0o600);
      openedAt = Date.now();
    }
  }

  const timer = setInterval(() => (work = work.then(flush)), options.syncMs);

  return {
    get bytes() {
      return bytes;
    },
    get rotations() {
      return rotations;
    },
    get problem() {
      return problem;
    },
    append(line) {
      if (waitingBytes + line.length > MAX_WAITING_BYTES) {
        onSettled(1, false);
        return;
      }
      waiting.push(line);
      waitingBytes += line.length;
    },
    async close() {
      clearInterval(timer);
      await work;
      await flush();
      await packing;
      await file.close();
    },
  };
}

/** Cuts what follows the last line end. Gives the number of bytes. */
async function cutTornLine(path: string): Promise<number> {
  const size = await stat(path).then(
    (info) => info.size,
    () => 0,
  );
  const file = size > 0 ? await open(path, 'r') : null;
  try {
    for (let end = size; file && end > 0;) {
      const from = Math.max(0, end - LOOK_BACK_BYTES);
      const { buffer } = await file.read(Buffer.alloc(end - from), 0, end - from, from);
      const at = buffer.lastIndexOf(10);
      if (at >= 0 || from === 0) {
        const keep = at >= 0 ? from + at + 1 : 0;
        if (keep < size) await truncate(path, keep);
        return size - keep;
      }
      end = from;
    }
    return 0;
  } finally {
    await file?.close();
  }
}

/** Packs a rotated file; it goes only when the packed one is whole and on disk. */
async function pack(path: string): Promise<void> {
  const packed = `${path}.gz`;
  const temporary = `${packed}.tmp`;
  await pipeline(
    createReadStream(path),
    createGzip(),
    createWriteStream(temporary, { mode: 0o600, flush: true }),
  );
  await rename(temporary, packed);
  await rm(path);
}

/** Packs rotated files that a crash left unpacked. */
async function packLeftovers(path: string): Promise<void> {
  const extension = extname(path);
  const stem = basename(path, extension);
  for (const name of await readdir(dirname(path)).catch(() => [])) {
    const file = join(dirname(path), name);
    if (name.startsWith(`${stem}-`) && name.endsWith(`${extension}.gz.tmp`)) await rm(file, { force: true });
    else if (isRotated(name, stem, extension)) await pack(file).catch(() => {});
  }
}

function isRotated(name: string, stem: string, extension: string): boolean {
  const stamp = name.slice(stem.length + 1, name.length - extension.length);
  return (
    name.startsWith(`${stem}-`) &&
    name.endsWith(extension) &&
    /^\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d\.\d{3}$/.test(stamp)
  );
}
