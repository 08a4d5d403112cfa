import { mkdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { AppError } from '@core/model/app-error';
import type { EncoderEntry } from '@core/model/encoder-catalogue';
import { askHub, type HubFile } from './ask-hub';
import { fetchFile } from './fetch-file';
import { PINS_FILE, readPins, type Pins } from './pins';
import { sha256OfFiles } from './sha256-of-files';
import { diskFault } from './disk-fault';

export interface DownloadOptions {
  modelsDir: string;
  /** Root of a server in the hub's URL layout. */
  endpoint?: string;
  /** Bytes that are on the disk, of all files together. */
  onProgress?: (progress: { bytes: number; total: number }) => void;
  signal?: AbortSignal;
  /** Pause before a cut-off transfer is resumed, ms. */
  retryMs?: number;
}

const HUB = 'https://huggingface.co';

/**
 * Downloads a model into its folder below `modelsDir`. A file appears under its name only when it is whole and, where a
 * checksum is known, right. The checksum is the catalogue's, else the one pinned by an earlier download, else the one that
 * the hub states (for its large files: the weights and big vocabularies); all are pinned in the folder at the end.
 * What an interrupted download left is resumed by the next.
 * @returns the model's folder
 * @throws AppError('not-found') without network or for a file that the hub lacks, 'bad-data' for a wrong checksum,
 * 'no-space', 'read-only', 'cancelled'
 */
export async function downloadModel(entry: EncoderEntry, options: DownloadOptions): Promise<string> {
  const { modelsDir, endpoint = HUB, onProgress = () => {}, retryMs = 1000 } = options;
  const signal = options.signal ?? new AbortController().signal;
  const folder = join(modelsDir, entry.id);
  const pins = await readPins(folder);
  const url = (path: string, revision: string): string =>
    `${endpoint}/${entry.id}/resolve/${revision}/${path}`;
  const revision = pins?.revision ?? entry.revision;

  const stated: HubFile[] = [];
  for (const file of entry.files) stated.push(await askHub(url(file.path, revision), { folder, signal }));
  // One commit for all files, even if the branch moves in between.
  const commit = stated.find((file) => file.commit)?.commit ?? revision;
  const total = stated.reduce((sum, file) => sum + file.size, 0);

  const done: Pins['files'] = [];
  let before = 0;
  for (const [i, file] of entry.files.entries()) {
    const { size, sha256: hubSha256 } = stated[i]!;
    const pinned = pins?.files.find((pin) => pin.path === file.path)?.sha256;
    const expected = file.sha256 ?? pinned ?? hubSha256;
    const path = join(folder, file.path);
    if (!(await isWhole(path, expected))) {
      try {
        await mkdir(dirname(path), { recursive: true });
        await fetchFile(url(file.path, commit), {
          part: `${path}.part`,
          size,
          // Without a checksum nothing would tell that two halves belong to different files.
          resume: expected !== null,
          onBytes: (bytes) => onProgress({ bytes: before + bytes, total }),
          signal,
          retryMs,
        });
        await checkSum(`${path}.part`, expected);
        await rename(`${path}.part`, path);
      } catch (error) {
        throw diskFault(error, path);
      }
    }
    before += size;
    onProgress({ bytes: before, total });
    done.push({ path: file.path, size, sha256: await sha256OfFiles(path) });
  }
  await writePins(folder, { id: entry.id, revision: commit, files: done });
  return folder;
}

async function isWhole(path: string, expected: string | null): Promise<boolean> {
  const there = await stat(path).then(
    () => true,
    () => false,
  );
  return there && expected !== null && (await sha256OfFiles(path)) === expected;
}

async function checkSum(part: string, expected: string | null): Promise<void> {
  if (expected === null) return;
  const sha256 = await sha256OfFiles(part);
  if (sha256 === expected) return;
  await rm(part, { force: true });
  throw new AppError('bad-data', {
    message: 'A downloaded file is not the one that was expected, so it was thrown away.',
    where: part.replace(/\.part$/u, ''),
    cause: `its SHA-256 is ${sha256} instead of ${expected}: it was damaged on the way, or replaced on the server`,
    remedy: 'try again; if it happens again, do not trust this server',
  });
}

async function writePins(folder: string, pins: Pins): Promise<void> {
  const path = join(folder, PINS_FILE);
  try {
    await writeFile(`${path}.part`, `${JSON.stringify(pins, null, 2)}\n`, { flush: true });
    await rename(`${path}.part`, path);
  } catch (error) {
    throw diskFault(error, path);
  }
}
