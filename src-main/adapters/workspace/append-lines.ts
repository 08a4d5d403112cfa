import { fstatSync, readSync, writeSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { syncFolder } from './sync-folder';

const NEWLINE = 10;
/** A file stays open this long after it was last written, ms: opening costs more than writing a line. */
const IDLE_MS = 1000;

const files = new Map<string, LineFile>();

/**
 * Appends whole lines to a file, which is made if there is none, and syncs them. A line that a crash cut off before is
 * ended first, so that it does not swallow the next one.
 */
export function appendLines(path: string, lines: Uint8Array): Promise<void> {
  let file = files.get(path);
  if (file === undefined) {
    file = new LineFile(path, () => files.delete(path));
    files.set(path, file);
  }
  return file.append(lines);
}

class LineFile {
  private file: FileHandle | null = null;
  /** Length after our last write; while it stays so, nobody else has left half a line. */
  private end = 0;
  private work: Promise<void> = Promise.resolve();
  private waiting = 0;
  private idle: NodeJS.Timeout | undefined;

  constructor(
    private readonly path: string,
    private readonly onClosed: () => void,
  ) {}

  async append(lines: Uint8Array): Promise<void> {
    clearTimeout(this.idle);
    this.waiting++;
    const written = this.work.then(() => this.write(lines));
    this.work = written.catch(() => this.close());
    try {
      await written;
    } finally {
      this.waiting--;
      if (this.waiting === 0) this.idle = setTimeout(() => this.closeIfIdle(), IDLE_MS).unref();
    }
  }

  /** Only the sync goes through a thread: handing the short calls over costs more than they take. */
  private async write(lines: Uint8Array): Promise<void> {
    const { file, size } = await this.opened();
    const { fd } = file;
    const cutOff = size > 0 && size !== this.end && !endsInLine(fd, size);
    if (cutOff) writeAll(fd, Buffer.of(NEWLINE));
    writeAll(fd, lines);
    await file.datasync();
    // The name of a new file is the folder's to keep.
    if (size === 0) await syncFolder(dirname(this.path));
    this.end = size + Number(cutOff) + lines.length;
  }

  private async opened(): Promise<{ file: FileHandle; size: number }> {
    if (this.file !== null) {
      const { size, nlink } = fstatSync(this.file.fd);
      if (nlink > 0) return { file: this.file, size };
      // Another file was put in its place.
      await this.close();
    }
    this.file = await open(this.path, 'a+');
    this.end = 0;
    return { file: this.file, size: fstatSync(this.file.fd).size };
  }

  private closeIfIdle(): void {
    if (this.waiting > 0) return;
    this.onClosed();
    void this.close();
  }

  private async close(): Promise<void> {
    const { file } = this;
    this.file = null;
    await file?.close().catch(() => {});
  }
}

function endsInLine(fd: number, size: number): boolean {
  const last = Buffer.alloc(1);
  readSync(fd, last, 0, 1, size - 1);
  return last[0] === NEWLINE;
}

function writeAll(fd: number, bytes: Uint8Array): void {
  for (let written = 0; written < bytes.length;) written += writeSync(fd, bytes, written);
}
