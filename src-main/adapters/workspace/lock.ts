import { open, readFile, rename, rm, stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { AppError } from '@core/model/app-error';
import { diskError } from './disk';

interface Holder {
  pid: number;
  host: string;
  since: string;
}

/** The writer's lock of a workspace folder. */
export interface Lock {
  /** Said to the user: the lock of a process that is gone was taken over. */
  readonly tookOver: string | null;
  release(): Promise<void>;
}

/**
 * Takes a lock in a workspace folder: a file with the writer's pid and host.
 * A lock whose process is gone (same host) is taken over.
 * @param name `lock` for writers of pairs and similarities, `judge.lock` for runs of a judge
 * @throws AppError('locked') naming the holder
 */
export async function takeLock(folder: string, name: 'lock' | 'judge.lock' = 'lock'): Promise<Lock> {
  const path = join(folder, name);
  let tookOver: string | null = null;
  for (let attempt = 0; attempt < 3; attempt++) {
    if (await tryCreate(path)) return { tookOver, release: () => rm(path, { force: true }) };
    const holder = await readHolder(path);
    if (holder && isAlive(holder)) throw lockedBy(holder, path);
    // Renaming first makes sure that of two processes that see the same stale lock only one removes it.
    const stale = `${path}.stale-${process.pid}`;
    await rename(path, stale).catch(() => {});
    await rm(stale, { force: true });
    tookOver = holder ? `process ${holder.pid} of ${holder.since}` : 'an unreadable lock file';
  }
  throw lockedBy(null, path);
}

async function tryCreate(path: string): Promise<boolean> {
  try {
    const file = await open(path, 'wx');
    const holder: Holder = { pid: process.pid, host: hostname(), since: new Date().toISOString() };
    await file.writeFile(JSON.stringify(holder));
    await file.sync();
    await file.close();
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw diskError(error, path);
  }
}

async function readHolder(path: string): Promise<Holder | null> {
  try {
    const holder = JSON.parse(await readFile(path, 'utf8')) as Partial<Holder>;
    if (typeof holder.pid === 'number' && typeof holder.host === 'string')
      return { pid: holder.pid, host: holder.host, since: String(holder.since) };
  } catch {
    // A writer between creating the file and filling it: younger than two seconds counts as held.
    const age = await stat(path).then(
      (info) => Date.now() - info.mtimeMs,
      () => Infinity,
    );
    if (age < 2000) return { pid: process.pid, host: hostname(), since: 'just now' };
  }
  return null;
}

function isAlive({ pid, host }: Holder): boolean {
  // A process on another host (network folder) can't be asked, so its lock is respected.
  if (host !== hostname()) return true;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function lockedBy(holder: Holder | null, path: string): AppError {
  const doing = basename(path) === 'judge.lock' ? 'judging the pairs of' : 'writing to';
  return new AppError('locked', {
    message: holder
      ? `Another Gnomon process (pid ${holder.pid} on ${holder.host}) has been ${doing} this workspace since ${holder.since}.`
      : `Another Gnomon process is ${doing} this workspace.`,
    where: dirname(path),
    remedy: `wait until it is done or close it; if that process no longer exists, delete the file "${basename(path)}" in the folder`,
  });
}
