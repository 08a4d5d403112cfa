import { randomBytes } from 'node:crypto';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { AppError } from '@core/model/app-error';
import { appendLines } from './append-lines';
import { syncFolder } from './sync-folder';

/** The few ways in which a workspace touches the disk; tests give one that is full or read-only. */
export interface Disk {
  /**
   * Writes, syncs and renames into place: readers see the old file or the whole new one.
   * @param options.mode permissions, e.g. 0o600 for a file that only its owner may read
   */
  writeAtomically(path: string, bytes: Uint8Array, options?: { mode?: number }): Promise<void>;
  /** Appends whole lines and syncs; see `appendLines`. */
  append(path: string, lines: Uint8Array): Promise<void>;
}

export const realDisk: Disk = {
  async writeAtomically(path, bytes, { mode } = {}) {
    const temporary = `${path}.${randomBytes(4).toString('hex')}.tmp`;
    try {
      await mkdir(dirname(path), { recursive: true });
      await writeSynced(temporary, bytes, mode);
      await rename(temporary, path);
      await syncFolder(dirname(path));
    } catch (error) {
      await rm(temporary, { force: true }).catch(() => {});
      throw diskError(error, path);
    }
  },
  async append(path, lines) {
    try {
      await appendLines(path, lines);
    } catch (error) {
      throw diskError(error, path);
    }
  },
};

async function writeSynced(path: string, bytes: Uint8Array, mode: number | undefined): Promise<void> {
  const file = await open(path, 'w', mode);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Turns the system's error into one that says what to do; others pass through. */
export function diskError(error: unknown, path: string): unknown {
  const code = (error as NodeJS.ErrnoException | null)?.code;
  if (code === 'ENOSPC' || code === 'EDQUOT')
    return new AppError(
      'no-space',
      {
        message: 'The disk is full, so the workspace could not be written.',
        where: path,
        remedy:
          'free some space, or choose another folder with --workspace; what was imported before is intact',
      },
      { cause: error },
    );
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS')
    return new AppError(
      'read-only',
      {
        message: 'The workspace folder can not be written.',
        where: path,
        cause: 'the folder is read-only or belongs to another user',
        remedy: 'choose another folder with --workspace, or change its permissions',
      },
      { cause: error },
    );
  if (code === 'ENOTDIR' || code === 'EEXIST')
    return new AppError(
      'usage',
      { message: 'The workspace path is a file, not a folder.', where: path, remedy: 'name a folder' },
      { cause: error },
    );
  return error;
}
