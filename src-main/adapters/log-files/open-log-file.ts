import { open, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { AppError } from '@core/model/app-error';
import type { LogFile } from '@core/ports/log-file';
import { gunzip, isGzip } from './gunzip';
import { identifyBinary } from './identify-binary';
import { readChunks } from './read-chunks';
import { transcodeUtf16, utf16Order } from './transcode-utf16';

const HEAD_BYTES = 64 * 1024;

/**
 * Opens a log for reading, plain or gzipped (told by its first bytes), UTF-8 or UTF-16 with a byte order mark.
 * Throws AppError: 'not-found' for a missing file, 'bad-data' for a directory, an empty file, a file that may not
 * be read, and a binary file (saying what it looks like).
 */
export async function openLogFile(path: string): Promise<LogFile> {
  const name = basename(path);
  const { size, head } = await readHead(path, name);
  const gzip = isGzip(head);
  const text = gzip ? await firstBytes(gunzip(readChunks(path), name)) : head;
  if (text.length === 0) throw emptyFile(name);
  const order = utf16Order(text);
  const binary = order ? null : identifyBinary(text);
  if (binary) throw binaryFile(gzip ? `The content of ${name}` : name, binary);

  return {
    name,
    path,
    size,
    gzip,
    async *open({ signal, onBytesRead } = {}) {
      const raw = readChunks(path, onBytesRead);
      const unpacked = gzip ? gunzip(raw, name) : raw;
      const chunks = order ? transcodeUtf16(unpacked, order) : unpacked;
      throwIfAborted(signal);
      for await (const chunk of chunks) {
        throwIfAborted(signal);
        yield chunk;
      }
    },
  };
}

async function readHead(path: string, name: string): Promise<{ size: number; head: Uint8Array }> {
  try {
    const found = await stat(path);
    if (found.isDirectory()) throw notAFile(name, 'a directory', 'choose the log files in it');
    if (!found.isFile()) throw notAFile(name, 'no regular file', 'write it to a file first');
    if (found.size === 0) throw emptyFile(name);
    const handle = await open(path, 'r');
    try {
      const buffer = Buffer.alloc(HEAD_BYTES);
      const { bytesRead } = await handle.read(buffer, 0, HEAD_BYTES, 0);
      return { size: found.size, head: buffer.subarray(0, bytesRead) };
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw fileError(error, path, name);
  }
}

/** The beginning of a stream; what could be read of a broken one. */
async function firstBytes(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  for await (const chunk of chunks) return chunk.subarray(0, HEAD_BYTES);
  return new Uint8Array(0);
}

function throwIfAborted(signal: AbortSignal | undefined): void {
  if (!signal?.aborted) return;
  throw new AppError('cancelled', { message: 'Reading the log was cancelled.' }, { cause: signal.reason });
}

function fileError(error: unknown, path: string, name: string): unknown {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    return new AppError(
      'not-found',
      { message: `There is no file ${name}.`, where: path, remedy: 'check the path' },
      { cause: error },
    );
  }
  if (code === 'EACCES' || code === 'EPERM') {
    const details = {
      message: `${name} may not be read.`,
      where: path,
      remedy: 'give yourself the right to read it',
    };
    return new AppError('bad-data', details, { cause: error });
  }
  return error;
}

function notAFile(name: string, what: string, remedy: string): AppError {
  return new AppError('bad-data', { message: `${name} is ${what}.`, remedy });
}

function emptyFile(name: string): AppError {
  const cause = 'the program that should have written it did not run to the end';
  return new AppError('bad-data', {
    message: `${name} is empty.`,
    cause,
    remedy: 'check how the log was written',
  });
}

function binaryFile(name: string, { name: looksLike, remedy }: { name: string; remedy: string }): AppError {
  return new AppError('bad-data', { message: `${name} is no text: it looks like ${looksLike}.`, remedy });
}
