import { open, rm, stat } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '@core/model/app-error';
import { cancelled, refused } from './ask-hub';

/** Tries in a row that bring nothing before a transfer is given up. */
const FRUITLESS_TRIES = 3;
/** A connection without a byte for this long is dead. */
const STALLED_MS = 30_000;

export interface FetchFile {
  /** Where the bytes go; kept when the transfer breaks off. */
  part: string;
  /** What the server stated; 0: unknown. */
  size: number;
  /** Whether a part that is there already may be continued. */
  resume: boolean;
  /** Told the bytes that are there. */
  onBytes: (bytes: number) => void;
  signal: AbortSignal;
  retryMs: number;
}

/**
 * Fetches a file into its part file, synced, and goes on where a connection was cut.
 * @throws AppError('not-found') when the server refuses or stays cut off, 'cancelled'; the disk's own errors
 */
export async function fetchFile(url: string, options: FetchFile): Promise<void> {
  const { part, signal } = options;
  let have = options.resume ? await sizeOf(part) : 0;
  for (let fruitless = 0; ;) {
    const before = have;
    const problem = await transfer(url, { ...options, from: have });
    if (signal.aborted) throw cancelled();
    have = await sizeOf(part);
    if (problem === null && (options.size === 0 || have === options.size)) return;
    if (have > options.size && options.size > 0) {
      await rm(part, { force: true });
      have = 0;
    }
    fruitless = have > before ? 0 : fruitless + 1;
    if (fruitless >= FRUITLESS_TRIES) throw cutOff(url, { have, size: options.size, problem });
    await sleep(options.retryMs, undefined, { signal }).catch(() => {});
  }
}

/** @returns null when the body ended, else why it did not; refusals and the disk's errors are thrown */
async function transfer(url: string, options: FetchFile & { from: number }): Promise<string | null> {
  const { from, size, signal } = options;
  if (from > 0 && from === size) return null;
  const stalled = new AbortController();
  const watch = setTimeout(() => stalled.abort(), STALLED_MS);
  try {
    const response = await fetch(url, {
      headers: { 'accept-encoding': 'identity', ...(from > 0 ? { range: `bytes=${from}-` } : {}) },
      signal: AbortSignal.any([signal, stalled.signal]),
    }).catch((error: unknown) => String((error as Error).message));
    if (typeof response === 'string') return response;
    if (response.status === 429 || response.status >= 500 || response.status === 416) {
      if (response.status === 416) await rm(options.part, { force: true });
      return `HTTP ${response.status}`;
    }
    if (!response.ok || !response.body) throw refused(url, response.status);
    // 200 to a range: the server sends all of it, so all of it is written.
    const start = response.status === 206 ? from : 0;
    return await write(response.body, { ...options, start, onChunk: () => watch.refresh() });
  } finally {
    clearTimeout(watch);
  }
}

async function write(
  body: ReadableStream<Uint8Array>,
  { part, start, onBytes, onChunk }: FetchFile & { start: number; onChunk: () => void },
): Promise<string | null> {
  const file = await open(part, start > 0 ? 'r+' : 'w');
  const reader = body.getReader();
  try {
    for (let at = start; ;) {
      const chunk = await reader.read().catch((error: unknown) => String((error as Error).message));
      if (typeof chunk === 'string') return chunk;
      if (chunk.done) return null;
      onChunk();
      await file.write(chunk.value, 0, chunk.value.length, at);
      at += chunk.value.length;
      onBytes(at);
    }
  } finally {
    await reader.cancel().catch(() => {});
    await file.sync().finally(() => file.close());
  }
}

async function sizeOf(path: string): Promise<number> {
  return stat(path).then(
    (found) => found.size,
    () => 0,
  );
}

function cutOff(
  url: string,
  { have, size, problem }: { have: number; size: number; problem: string | null },
): AppError {
  return new AppError('not-found', {
    message: `The download broke off after ${have} of ${size} bytes.`,
    where: url,
    cause: `the connection was cut (${problem ?? 'the server sent less than it stated'})`,
    remedy: 'start it again: what came is kept and continued',
  });
}
