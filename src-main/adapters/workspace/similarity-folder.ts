import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import * as v from 'valibot';
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
  const writeIdentity = (): Promise<void> =>
    disk.writeAtomically(join(folder, IDENTITY_FILE), json(identity));
  const makeCurrent = (): Promise<void> =>
    disk.writeAtomically(
      join(workspace, SIMILARITY_FOLDER, CURRENT_FILE),
      json({ folder: basename(folder) }),
    );
  const stored = await storedBatches(folder);
  let next = (stored.at(-1) ?? -1) + 1;
  let current = stored.length > 0;
  try {
    // Written again, in case they were damaged.
    if (current) await writeIdentity();
    if (current) await makeCurrent();
  } catch (error) {
    await lock.release();
    throw error;
  }
  return {
    identity,
    ...readSimilarities(folder),
    async append(batch) {
      const index = next;
      if (!current) await writeIdentity();
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

/** Reads what an encoder measured, without the writer's lock: what is stored does not change. */
export function readSimilarities(folder: string): Pick<SimilarityStore, 'batches' | 'vectors'> {
  return {
    async *batches() {
      for (const index of await storedBatches(folder)) {
        const scores = await readScores(batchFile(folder, index, 'scores'));
        if (scores) yield { index, scores };
      }
    },
    vectors: (index) => readVectors(batchFile(folder, index, 'vectors')),
  };
}

/** What a workspace shows as its similarities. */
export interface CurrentSimilarity {
  folder: string;
  identity: EncoderIdentity;
  batches: number[];
}

/**
 * What a workspace shows as its similarities; null when nothing was measured. Where the files that name it are damaged,
 * the workspace opens without similarities and this says why: measuring again mends them, and what was stored counts.
 */
export async function currentSimilarity(
  workspace: string,
): Promise<{ current: CurrentSimilarity | null; problem: string | null }> {
  const base = join(workspace, SIMILARITY_FOLDER);
  const text = await readFile(join(base, CURRENT_FILE), 'utf8').catch(() => null);
  if (text === null) return { current: null, problem: null };
  try {
    const { folder: name } = v.parse(
      v.object({ folder: v.pipe(v.string(), v.regex(/^[\w.-]+$/)) }),
      JSON.parse(text),
    );
    const folder = join(base, name);
    return { current: { folder, ...(await storedIn(folder)) }, problem: null };
  } catch {
    return {
      current: null,
      problem: `${CURRENT_FILE} or the encoder's ${IDENTITY_FILE} was changed or damaged, so the similarities that were measured are in no figure; measure again, what is stored will be used`,
    };
  }
}

/** What every encoder measured in a workspace; a folder that does not say its encoder is left out. */
export async function storedSimilarities(
  workspace: string,
): Promise<{ identity: EncoderIdentity; pairs: number; current: boolean }[]> {
  const base = join(workspace, SIMILARITY_FOLDER);
  const { current } = await currentSimilarity(workspace);
  const stored: { identity: EncoderIdentity; pairs: number; current: boolean }[] = [];
  for (const entry of await readdir(base, { withFileTypes: true }).catch(() => [])) {
    const folder = join(base, entry.name);
    const found = entry.isDirectory() ? await storedIn(folder).catch(() => null) : null;
    if (!found) continue;
    let pairs = 0;
    for (const index of found.batches)
      pairs += (await readScores(batchFile(folder, index, 'scores')))?.seqs.length ?? 0;
    stored.push({ identity: found.identity, pairs, current: folder === current?.folder });
  }
  return stored;
}

async function storedIn(folder: string): Promise<{ identity: EncoderIdentity; batches: number[] }> {
  const identity = v.parse(IdentitySchema, JSON.parse(await readFile(join(folder, IDENTITY_FILE), 'utf8')));
  return { identity, batches: await storedBatches(folder) };
}
