import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { AppError } from '@core/model/app-error';
import { type Manifest, ManifestSchema, type ManifestSegment } from '@core/model/workspace';
import type { HotSegment, WorkspaceStore } from '@core/ports/workspace-store';
import { completeColumns, keyedColumns } from '../arrow/complete-columns';
import { SegmentBuilder } from '../arrow/segment-builder';
import { type Disk, diskError, realDisk } from './disk';
import { startTransaction } from './import-transaction';
import { openSpill, SPILL_PREFIX } from './folder-spill';
import { MANIFEST_FILE, REJECTS_FILE, SEGMENTS_FOLDER, segmentPath } from './layout';
import { type Lock, takeLock } from './lock';
import { readMeasured } from './measured-columns';
import { isKept, mergeSegments, sized, smallSegments } from './merge-segments';
import { countRejects, readRejects } from './rejects';
import { currentSimilarity } from './similarity-folder';
import { TextPreviews } from './text-previews';
import { TextSegments } from './text-segments';

export interface OpenOptions {
  /** What a new workspace is called; used when the folder holds none yet. Absent: an existing one is needed. */
  create?: Pick<Manifest, 'id' | 'name' | 'createdAt' | 'gnomonVersion'>;
  disk?: Disk;
}

/** True when the folder holds a workspace. */
export function isWorkspace(path: string): boolean {
  return existsSync(join(path, MANIFEST_FILE));
}

/**
 * Opens a workspace folder for reading, or an empty one to import into. Writes nothing until an import begins.
 * @throws AppError 'not-found' without `create` when there is none, 'bad-data' when the manifest can't be read
 */
export async function openWorkspace(path: string, options: OpenOptions = {}): Promise<WorkspaceStore> {
  const disk = options.disk ?? realDisk;
  let manifest = await readManifest(path, options.create);
  const { current: similarity, problem: similarityProblem } = await currentSimilarity(path);
  const texts = new TextSegments(path);
  const previews = new TextPreviews(path);

  /** Takes the lock; the manifest is then the present one. */
  async function beginWriting(): Promise<Lock> {
    await mkdir(join(path, SEGMENTS_FOLDER), { recursive: true }).catch((error: unknown) => {
      throw diskError(error, path);
    });
    const lock = await takeLock(path);
    try {
      manifest = await readManifest(path, options.create);
      await removeLeftovers(path, manifest);
      return lock;
    } catch (error) {
      await lock.release();
      throw diskError(error, path);
    }
  }

  async function publish(next: Manifest): Promise<void> {
    const text = `${JSON.stringify(next, null, 2)}\n`;
    await disk.writeAtomically(join(path, MANIFEST_FILE), new TextEncoder().encode(text));
    manifest = next;
  }

  /** Where texts lie now: another process may have merged their segments. Pairs keep their sequence numbers. */
  async function presentSegments(): Promise<readonly ManifestSegment[]> {
    return (await readManifest(path, undefined)).segments;
  }

  return {
    path,
    get manifest() {
      return manifest;
    },
    similarity: similarity && { identity: similarity.identity, batches: similarity.batches.length },
    similarityProblem,
    emptySegment: () => completeColumns(new SegmentBuilder().finish().pairs, keyedColumns(manifest)),
    async *hotSegments() {
      const pairs = manifest.segments.reduce((sum, segment) => sum + segment.pairs, 0);
      const measured = similarity && (await readMeasured(similarity, pairs));
      for (const segment of manifest.segments) {
        const hot = await readHot(path, segment, keyedColumns(manifest));
        yield measured && hot.bytes ? { ...hot, bytes: measured.fill(hot.bytes, segment.firstSeq) } : hot;
      }
    },
    async isIntact() {
      for (const segment of manifest.segments)
        if ((await readHot(path, segment, keyedColumns(manifest))).reason !== null) return false;
      return true;
    },
    readTexts: (seqs) =>
      texts.read(manifest.segments, seqs).catch(async () => texts.read(await presentSegments(), seqs)),
    async previewTexts(seqs, length) {
      const { texts: found, missing } = previews.read(manifest.segments, seqs, length);
      return missing ? previews.read(await presentSegments(), seqs, length).texts : found;
    },
    readRejects: (query) => readRejects(join(path, REJECTS_FILE), manifest.rejectsBytes, query),
    countRejects: () => countRejects(join(path, REJECTS_FILE), manifest.rejectsBytes),
    async beginImport({ onSegment = () => {} } = {}) {
      const lock = await beginWriting();
      return startTransaction({
        path,
        manifest,
        disk,
        lock,
        publish,
        onSegment,
        openSpill: () => openSpill(path),
      });
    },
    async mergeSmallSegments(most) {
      if (smallSegments(await sized(path, manifest.segments)).length <= most) return false;
      const lock = await beginWriting();
      try {
        const merged = await mergeSegments({ path, manifest, disk }, Date.now());
        const changed = merged.segments.length < manifest.segments.length;
        if (changed) await publish(merged);
        return changed;
      } finally {
        await lock.release();
      }
    },
  };
}

async function readManifest(path: string, create: OpenOptions['create']): Promise<Manifest> {
  const file = join(path, MANIFEST_FILE);
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw diskError(error, path);
  });
  if (text === null) {
    if (create) return emptyManifest(create);
    throw new AppError('not-found', {
      message: 'There is no Gnomon workspace in this folder.',
      where: path,
      remedy: 'name a folder that holds workspace.json, or a log file to analyse',
    });
  }
  const damaged = (reason: string, cause?: unknown): AppError =>
    new AppError(
      'bad-data',
      {
        message: `The workspace can not be opened: ${reason}.`,
        where: file,
        cause: 'the file was edited, or was written by a newer Gnomon',
        remedy: 'restore the file, or import the logs again into a new folder',
      },
      { cause },
    );
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw damaged('workspace.json is not valid JSON', error);
  }
  const parsed = v.safeParse(ManifestSchema, json);
  if (parsed.success) return parsed.output;
  const issue = parsed.issues[0];
  throw damaged(`${v.getDotPath(issue) ?? 'workspace.json'}: ${issue.message}`);
}

function emptyManifest(create: NonNullable<OpenOptions['create']>): Manifest {
  return {
    format: 1,
    ...create,
    sources: [],
    segments: [],
    retired: [],
    tagKeys: [],
    labelKeys: [],
    rejectsBytes: 0,
    models: { prod: null, shadow: null },
  };
}

async function readHot(
  path: string,
  segment: Manifest['segments'][number],
  keyed: readonly string[],
): Promise<HotSegment> {
  const { name, pairs } = segment;
  const damaged = (reason: string): HotSegment => ({ name, pairs, bytes: null, reason });
  try {
    const bytes = await readFile(segmentPath(path, name, 'pairs'));
    const sum = createHash('sha256').update(bytes).digest('hex');
    return sum === segment.pairsSha256
      ? { name, pairs, bytes: completeColumns(bytes, keyed), reason: null }
      : damaged('its checksum differs');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return damaged(code === 'ENOENT' ? 'the file is missing' : `it can not be read (${code})`);
  }
}

/** Removes what an import that never ended has left. The lock is held. */
async function removeLeftovers(path: string, manifest: Manifest): Promise<void> {
  const kept = manifest.retired.filter(({ at }) => isKept(at, Date.now()));
  const known = new Set([...manifest.segments, ...kept].map(({ name }) => name));
  const folder = join(path, SEGMENTS_FOLDER);
  for (const file of await readdir(folder))
    if (!known.has(file.split('.', 1)[0]!) || file.endsWith('.tmp'))
      await rm(join(folder, file), { force: true });
  for (const entry of await readdir(path))
    if (entry.startsWith(SPILL_PREFIX)) await rm(join(path, entry), { recursive: true, force: true });
  await truncate(join(path, REJECTS_FILE), manifest.rejectsBytes).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
  });
}
