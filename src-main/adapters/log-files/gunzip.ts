import { pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { AppError } from '@core/model/app-error';

const CHUNK_BYTES = 1024 * 1024;

/** Whether a file begins as gzip does, whatever its name. */
export function isGzip(head: Uint8Array): boolean {
  return head[0] === 0x1f && head[1] === 0x8b;
}

/**
 * Unpacks a gzip stream. Throws AppError('bad-data') where it is truncated or corrupt, after yielding what could
 * be unpacked up to there.
 */
export async function* gunzip(source: AsyncIterable<Uint8Array>, name: string): AsyncIterable<Uint8Array> {
  const unpacked = createGunzip({ chunkSize: CHUNK_BYTES });
  // The callback only keeps an error from being unhandled: reading `unpacked` throws it as well.
  pipeline(Readable.from(source, { objectMode: false }), unpacked, () => {});
  try {
    for await (const chunk of unpacked) yield chunk as Uint8Array;
  } catch (error) {
    throw isZlibError(error) ? brokenGzip(name, error) : error;
  }
}

function isZlibError(error: unknown): error is NodeJS.ErrnoException {
  const code = (error as NodeJS.ErrnoException).code ?? '';
  return code.startsWith('Z_');
}

function brokenGzip(name: string, error: NodeJS.ErrnoException): AppError {
  const truncated = error.code === 'Z_BUF_ERROR';
  return new AppError(
    'bad-data',
    {
      message: truncated ? `The gzip file ${name} is truncated.` : `The gzip file ${name} is damaged.`,
      cause: truncated
        ? 'the copy or the program that wrote it was interrupted'
        : `its content was changed: ${error.message}`,
      remedy: `get the file again; gzip -t ${name} says whether it is whole`,
    },
    { cause: error },
  );
}
