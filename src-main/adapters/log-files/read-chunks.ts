import { type FileHandle, open } from 'node:fs/promises';

/** Half a megabyte: the records of a chunk wait together for their batches, and the garbage collector copies what waits. */
const CHUNK_BYTES = 512 * 1024;

/** Streams a file in chunks. The next chunk is read while the caller works on the last one. */
export async function* readChunks(
  path: string,
  onBytesRead: (bytes: number) => void = () => {},
): AsyncIterable<Uint8Array> {
  const handle = await open(path, 'r');
  let total = 0;
  let next = readOne(handle);
  try {
    for (;;) {
      const chunk = await next;
      if (chunk.length === 0) return;
      next = readOne(handle);
      // Awaited in the next turn at the latest; until then an error must not count as unhandled.
      next.catch(() => {});
      total += chunk.length;
      onBytesRead(total);
      yield chunk;
    }
  } finally {
    await next.catch(() => {});
    await handle.close();
  }
}

async function readOne(handle: FileHandle): Promise<Uint8Array> {
  const buffer = Buffer.allocUnsafeSlow(CHUNK_BYTES);
  const { bytesRead } = await handle.read(buffer, 0, CHUNK_BYTES, null);
  return new Uint8Array(buffer.buffer, 0, bytesRead);
}
