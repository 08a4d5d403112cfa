import { webcrypto } from 'node:crypto';
import { rm, rmdir, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import type { Reject } from '@core/model/import';
import { toJsonLine } from '@core/model/json-line';
import type { Pair } from '@core/model/pair';
import type { Manifest, ManifestSegment, ManifestSource } from '@core/model/workspace';
import type { Spill } from '@core/ports/spill';
import type {
  CommitOptions,
  Comparison,
  ImportTransaction,
  SegmentListener,
} from '@core/ports/workspace-store';
import { completeColumns, keyedColumns } from '../arrow/complete-columns';
import type { PairRow } from '../arrow/pair-columns';
import { SegmentBuilder } from '../arrow/segment-builder';
import type { Disk } from './disk';
import { KeyColumns } from './key-columns';
import type { Lock } from './lock';
import { lastNumber, REJECTS_FILE, segmentName, segmentPath, SEGMENTS_FOLDER } from './layout';

/** Rows that go into the columns together. */
const ROWS = 256;
/** A segment is written when it holds this many pairs or this much text. */
export const SEGMENT_PAIRS = 16_384;
export const SEGMENT_TEXT_BYTES = 16 << 20;
/** Segments being written while the next is filled; more would only hold memory. */
const MAX_WRITES = 2;

export interface TransactionStart {
  path: string;
  manifest: Manifest;
  disk: Disk;
  lock: Lock;
  /** Writes the manifest atomically and makes it the store's current one. */
  publish(manifest: Manifest): Promise<void>;
  onSegment: SegmentListener;
  openSpill(): Promise<Spill>;
}

/** Segments go to disk while the import runs; only the manifest, written last, makes them count. */
export function startTransaction(start: TransactionStart): ImportTransaction {
  const { path, manifest, disk, lock } = start;
  const builder = new SegmentBuilder();
  const segments: ManifestSegment[] = [];
  const writes = new Set<Promise<void>>();
  const tagKeys = new KeyColumns(manifest.tagKeys);
  const labelKeys = new KeyColumns(manifest.labelKeys);
  const models = { ...manifest.models };
  let rows: PairRow[] = [];
  let rejects: string[] = [];
  let rejectsBytes = manifest.rejectsBytes;
  let failure: unknown = null;
  const last = manifest.segments.at(-1);
  let seq = last ? last.firstSeq + last.pairs : 0;
  let number = lastNumber(manifest.segments) + 1;

  function flushRows(): void {
    builder.append(rows);
    rows = [];
    if (builder.pairs >= SEGMENT_PAIRS || builder.textBytes >= SEGMENT_TEXT_BYTES) flushSegment();
  }

  function flushSegment(): void {
    const { pairs } = builder;
    if (pairs === 0) return;
    const name = segmentName(number++);
    const segment: ManifestSegment = { name, firstSeq: seq - pairs, pairs, pairsSha256: '', textsSha256: '' };
    segments.push(segment);
    const files = builder.finish();
    const keyed = keyedColumns({ tagKeys: tagKeys.names(), labelKeys: labelKeys.names() });
    start.onSegment(completeColumns(files.pairs, keyed), keyed);
    const write = writeSegment(segment, files).finally(() => writes.delete(write));
    writes.add(write);
  }

  async function writeSegment(
    segment: ManifestSegment,
    files: Record<'pairs' | 'texts', Uint8Array>,
  ): Promise<void> {
    // Settled, not all: an abort must find no write still under way.
    const results = await Promise.allSettled([
      sha256(files.pairs).then((sum) => (segment.pairsSha256 = sum)),
      sha256(files.texts).then((sum) => (segment.textsSha256 = sum)),
      disk.writeAtomically(segmentPath(path, segment.name, 'pairs'), files.pairs),
      disk.writeAtomically(segmentPath(path, segment.name, 'texts'), files.texts),
    ]);
    for (const result of results) if (result.status === 'rejected') failure ??= result.reason;
  }

  async function flushRejects(): Promise<void> {
    if (rejects.length === 0) return;
    const bytes = new TextEncoder().encode(rejects.join(''));
    rejects = [];
    await disk.append(join(path, REJECTS_FILE), bytes);
    rejectsBytes += bytes.length;
  }

  async function settle(limit: number): Promise<void> {
    while (writes.size > limit) await Promise.race(writes);
    if (failure) throw failure;
  }

  return {
    get droppedKeys() {
      return [...tagKeys.dropped(), ...labelKeys.dropped()];
    },
    append(pair: Pair, comparison: Comparison) {
      const [tags, labels] = [tagKeys.admit(pair.tags), labelKeys.admit(pair.labels)];
      rows.push({ seq: seq++, pair, tags, labels, comparison });
      models.prod ??= pair.prod.model;
      models.shadow ??= pair.shadow.model;
      if (rows.length >= ROWS) flushRows();
    },
    reject(reject: Reject) {
      rejects.push(toJsonLine(reject));
    },
    openSpill: start.openSpill,
    async drain() {
      if (rejects.length > 1000) await flushRejects();
      await settle(MAX_WRITES);
    },
    async commit(sources: readonly ManifestSource[], { grown }: CommitOptions = {}) {
      flushRows();
      flushSegment();
      await flushRejects();
      await settle(0);
      await start.publish({
        ...manifest,
        sources: [...manifest.sources.filter(({ sha256 }) => sha256 !== grown), ...sources],
        segments: [...manifest.segments, ...segments],
        tagKeys: tagKeys.names(),
        labelKeys: labelKeys.names(),
        models,
        rejectsBytes,
      });
      await lock.release();
    },
    async abort() {
      await Promise.all(writes);
      const files = segments.flatMap(({ name }) => [
        segmentPath(path, name, 'pairs'),
        segmentPath(path, name, 'texts'),
      ]);
      await Promise.all(files.map((file) => rm(file, { force: true })));
      await truncate(join(path, REJECTS_FILE), manifest.rejectsBytes).catch(() => {});
      await lock.release();
      if (manifest.sources.length === 0) await removeEmpty(path);
    },
  };
}

/** A workspace that never came to be leaves nothing; folders that hold anything else stay. */
async function removeEmpty(path: string): Promise<void> {
  await rm(join(path, REJECTS_FILE), { force: true });
  await rmdir(join(path, SEGMENTS_FOLDER)).catch(() => {});
  await rmdir(path).catch(() => {});
}

/** In the thread pool, beside the import. */
async function sha256(bytes: Uint8Array): Promise<string> {
  return Buffer.from(await webcrypto.subtle.digest('SHA-256', bytes)).toString('hex');
}
