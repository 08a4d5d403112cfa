import { randomBytes } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { LogRef } from '@core/model/api';
import { AppError } from '@core/model/app-error';
import { diskError } from '../adapters/workspace/disk';
import { dataFolder } from '../engine/data-folder';

/**
 * The log files that the page may name, by id: the page never sends a path.
 * Uploads from a browser are kept in a private folder until the host closes.
 */
export class LogRegistry {
  private readonly paths = new Map<string, string>();
  private uploads: Promise<string> | null = null;

  async register(path: string): Promise<LogRef> {
    const absolute = resolve(path);
    const size = await stat(absolute).then(
      (info) => info.size,
      () => 0,
    );
    const id = randomBytes(8).toString('hex');
    this.paths.set(id, absolute);
    return { id, name: basename(absolute), size };
  }

  async upload(name: string, body: ReadableStream<Uint8Array>): Promise<LogRef> {
    const folder = await (this.uploads ??= uploadFolder());
    const id = randomBytes(8).toString('hex');
    const safe = fileName(name);
    const path = join(folder, id, safe);
    try {
      await mkdir(join(folder, id));
      await pipeline(
        Readable.fromWeb(body as Parameters<typeof Readable.fromWeb>[0]),
        createWriteStream(path, { mode: 0o600 }),
      );
    } catch (error) {
      await rm(join(folder, id), { recursive: true, force: true });
      throw diskError(error, path);
    }
    this.paths.set(id, path);
    return { id, name: safe, size: (await stat(path)).size };
  }

  /** @throws AppError('not-found') for an id that was never handed out */
  pathOf(id: string): string {
    const path = this.paths.get(id);
    if (path !== undefined) return path;
    throw new AppError('not-found', {
      message: 'This log is no longer open.',
      cause: 'the program was restarted since it was chosen',
      remedy: 'choose the file again',
    });
  }

  async close(): Promise<void> {
    if (this.uploads) await rm(await this.uploads, { recursive: true, force: true });
  }
}

/**
 * The last part of a name as the name of a file that any system takes, in any script: it is stored in a folder of its
 * own, so that no name leads elsewhere.
 */
function fileName(name: string): string {
  const last = basename(name.replaceAll('\\', '/'))
    .replace(/[\p{Cc}\p{Cf}<>:"|?*]/gu, '_')
    .replace(/^\.+|[. ]+$/g, '');
  return last.slice(-120) || 'log';
}

async function uploadFolder(): Promise<string> {
  const parent = join(dataFolder(), 'uploads');
  await mkdir(parent, { recursive: true });
  for (const entry of await readdir(parent))
    if (!isRunning(Number(entry.split('-')[0])))
      await rm(join(parent, entry), { recursive: true, force: true });
  return mkdtemp(join(parent, `${process.pid}-`));
}

function isRunning(pid: number): boolean {
  try {
    return Number.isInteger(pid) && process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
