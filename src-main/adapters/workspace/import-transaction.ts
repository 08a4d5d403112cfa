import { createHash } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Reject } from '@core/model/import';
import { toJsonLine } from '@core/model/json-line';
import type { Pair } from '@core/model/pair';
import type { Manifest, ManifestSegment, ManifestSource } from '@core/model/workspace';
import type { Spill } from '@core/ports/spill';
import type { Comparison, ImportTransaction } from '@core/ports/workspace-store';
import { SegmentBuilder } from '../arrow/segment-builder';
import type { Disk } from './disk';
import { KeyColumns } from './key-columns';
import type { Lock } from './lock';
import { REJECTS_FILE, segmentPath } from './layout';

/** A segment is written when it holds this many pairs or this much text. */
const SEGMENT_PAIRS = 16_384;
const SEGMENT_TEXT_BYTES = 16 << 20;
/** Segments being written while the next is filled; more would only hold memory. */
const MAX_WRITES = 2;

export interface TransactionStart {
  path: string;
  manifest: Manifest;
  disk: Disk;
  lock: Lock;
  /** Writes the manifest atomically and makes it the store's current one. */
  publish(manifest: Manifest): Promise<void>;
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
  let rejects: string[] = [];
  let rejectsBytes = manifest.rejectsBytes;
  let failure: unknown = null;
  const last = manifest.segments.at(-1);
  let seq = last ? last.firstSeq + last.pairs : 0;
  let number = last ? Number(last.name) + 1 : 1;

  function flushSegment(): void {
    if (builder.pairs === 0) return;
    const pairs = builder.pairs;
    const name = String(number++).padStart(6, '0');
    const files = builder.finish();
    const segment: ManifestSegment = {
      name,
      firstSeq: seq - pairs,
      pairs,
      pairsSha256: sha256(files.pairs),
      textsSha256: sha256(files.texts),
    };
    segments.push(segment);
    // Settled, not all: an abort must find no write still under way.
    const write = Promise.allSettled([
      disk.writeAtomically(segmentPath(path, name, 'pairs'), files.pairs),
      disk.writeAtomically(segmentPath(path, name, 'texts'), files.texts),
    ]).then((results) => {
      for (const result of results) if (result.status === 'rejected') failure ??= result.reason;
      writes.delete(write);
    });
    writes.add(write);
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
      const keyed = { ...pair, tags: tagKeys.admit(pair.tags), labels: labelKeys.admit(pair.labels) };
      builder.append({ seq: seq++, pair: keyed, comparison });
      models.prod ??= pair.prod.model;
      models.shadow ??= pair.shadow.model;
      if (builder.pairs >= SEGMENT_PAIRS || builder.textBytes >= SEGMENT_TEXT_BYTES) flushSegment();
    },
    reject(reject: Reject) {
      rejects.push(toJsonLine(reject));
    },
    openSpill: start.openSpill,
    async drain() {
      if (rejects.length > 1000) await flushRejects();
      await settle(MAX_WRITES);
    },
    async commit(sources: readonly ManifestSource[]) {
      flushSegment();
      await flushRejects();
      await settle(0);
      await start.publish({
        ...manifest,
        sources: [...manifest.sources, ...sources],
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
      await lock.release();
    },
  };
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
