import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import * as v from 'valibot';
import { AppError } from '@core/model/app-error';
import type { EncoderIdentity } from '@core/model/encoder-identity';
import type { SimilarityStore } from '@core/ports/similarity-store';
import { type Disk, realDisk } from './disk';
import { takeLock } from './lock';
import {
  batchFile,
  encodeScores,
  encodeVectors,
  readScores,
  readVectors,
  SIMILARITY_FOLDER,
  similarityFolder,
  storedBatches,
} from './similarity-files';

const IDENTITY_FILE = 'encoder.json';
/** Names the folder whose similarities count. */
const CURRENT_FILE = 'current.json';

const IdentitySchema = v.object({
  model: v.string(),
  revision: v.string(),
  dtype: v.string(),
  pooling: v.string(),
  dimensions: v.number(),
  maxTokens: v.number(),
});

/**
 * Opens what an encoder measured in a workspace, to add to it. From its first batch on it is what the
 * workspace shows, and so it is again when it is opened after another encoder's run.
 * @throws AppError('locked') when another process writes to the workspace
 */
export async function openSimilarityStore(
  workspace: string,
  identity: EncoderIdentity,
  disk: Disk = realDisk,
): Promise<SimilarityStore> {
  const folder = similarityFolder(workspace, identity);
  const lock = await takeLock(workspace);
  const json = (value: unknown): Uint8Array =>
    new TextEncoder().encode(`${JSON.stringify(value, null, 2)}\n`);
  const makeCurrent = async (): Promise<void> =>
    disk.writeAtomically(
      join(workspace, SIMILARITY_FOLDER, CURRENT_FILE),
      json({ folder: basename(folder) }),
    );
  const stored = await storedBatches(folder);
  let next = (stored.at(-1) ?? -1) + 1;
  let current = stored.length > 0;
  try {
    if (current) await makeCurrent();
  } catch (error) {
    await lock.release();
    throw error;
  }
  return {
    identity,
    async *batches() {
      for (const index of await storedBatches(folder)) {
        const scores = await readScores(batchFile(folder, index, 'scores'));
        if (scores) yield { index, scores };
      }
    },
    vectors: (index) => readVectors(batchFile(folder, index, 'vectors')),
    async append(batch) {
      const index = next;
      if (!current) await disk.writeAtomically(join(folder, IDENTITY_FILE), json(identity));
      // The scores come last: a batch counts once they are there.
      await disk.writeAtomically(
        batchFile(folder, index, 'vectors'),
        encodeVectors(batch, identity.dimensions),
      );
      await disk.writeAtomically(batchFile(folder, index, 'scores'), encodeScores(batch));
      if (!current) await makeCurrent();
      current = true;
      next++;
      return { index };
    },
    close: () => lock.release(),
  };
}

/** What a workspace shows as its similarities; null when nothing was measured. */
export async function currentSimilarity(
  workspace: string,
): Promise<{ folder: string; identity: EncoderIdentity; batches: number[] } | null> {
  const base = join(workspace, SIMILARITY_FOLDER);
  const text = await readFile(join(base, CURRENT_FILE), 'utf8').catch(() => null);
  if (text === null) return null;
  try {
    const { folder: name } = v.parse(
      v.object({ folder: v.pipe(v.string(), v.regex(/^[\w.-]+$/)) }),
      JSON.parse(text),
    );
    const folder = join(base, name);
    const identity = v.parse(IdentitySchema, JSON.parse(await readFile(join(folder, IDENTITY_FILE), 'utf8')));
    return { folder, identity, batches: await storedBatches(folder) };
  } catch (error) {
    throw new AppError(
      'bad-data',
      {
        message: 'The similarities of this workspace can not be read.',
        where: base,
        cause: 'a file in this folder was changed or removed',
        remedy: 'remove the folder and measure again; pairs and labels are not touched',
      },
      { cause: error },
    );
  }
}
