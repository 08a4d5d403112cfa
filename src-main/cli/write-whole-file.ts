import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { finished } from 'node:stream/promises';
import { diskError } from '../adapters/workspace/disk';

/** Takes the next part of a file; resolves when more can be taken. */
export type Write = (chunk: string | Uint8Array) => Promise<void>;

/** Writes a file part by part, aside, and puts it into place when it is whole. */
export async function writeWholeFile(path: string, produce: (write: Write) => Promise<void>): Promise<void> {
  const temporary = `${path}.${randomBytes(4).toString('hex')}.tmp`;
  const stream = createWriteStream(temporary, { flush: true });
  const done = finished(stream);
  // Awaited below; without this an early failure counts as unhandled while the first parts are still made.
  done.catch(() => {});
  try {
    await produce(async (chunk) => {
      if (!stream.write(chunk)) await Promise.race([once(stream, 'drain'), done]);
    });
    stream.end();
    await done;
    await rename(temporary, path);
  } catch (error) {
    stream.destroy();
    await rm(temporary, { force: true });
    throw diskError(error, path);
  }
}
