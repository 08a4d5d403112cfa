import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';

/** Hex, of the files' bytes one after another. */
export async function sha256OfFiles(...paths: string[]): Promise<string> {
  const hash = createHash('sha256');
  for (const path of paths) {
    for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 }))
      hash.update(chunk as Buffer);
  }
  return hash.digest('hex');
}
