import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import type { Manifest, ManifestSegment } from '@core/model/workspace';
import { keyedColumns } from '../arrow/complete-columns';
import { DictionaryBuilder } from '../arrow/column-builders';
import { mergeStreams } from '../arrow/merge-streams';
import { hotColumns, textColumns } from '../arrow/pair-columns';
import type { Disk } from './disk';
import { SEGMENT_PAIRS, SEGMENT_TEXT_BYTES } from './import-transaction';
import { lastNumber, segmentName, segmentPath } from './layout';

/** So long are files kept that were merged away: another process may be reading them, ms. */
const KEPT_MS = 600_000;

/** @param at when it was merged away, ms since 1970 UTC */
export function isKept(at: number, now: number): boolean {
  return now - at < KEPT_MS;
}

/** A segment with the size of its texts on disk. */
export interface SizedSegment extends ManifestSegment {
  textBytes: number;
}

/** Segments that are less than half full. */
export function smallSegments(segments: readonly SizedSegment[]): SizedSegment[] {
  return segments.filter(
    ({ pairs, textBytes }) => pairs < SEGMENT_PAIRS / 2 && textBytes < SEGMENT_TEXT_BYTES / 2,
  );
}

/**
 * Which neighbours to put together: small ones, as many as fit in one segment. One that is larger than all behind it
 * together stays for now, so that a pair is written anew a dozen times at most, however slowly segments come.
 */
export function runsToMerge(segments: readonly SizedSegment[]): SizedSegment[][] {
  const small = new Set(smallSegments(segments));
  const runs: SizedSegment[][] = [];
  let run: SizedSegment[] = [];
  const close = (): void => {
    while (run.length > 1 && run[0]!.pairs > pairsOf(run.slice(1))) run.shift();
    if (run.length > 1) runs.push(run);
    run = [];
  };
  for (const segment of segments) {
    const fits =
      pairsOf(run) + segment.pairs <= SEGMENT_PAIRS &&
      run.reduce((sum, { textBytes }) => sum + textBytes, segment.textBytes) <= SEGMENT_TEXT_BYTES;
    if (!small.has(segment) || !fits) close();
    if (small.has(segment)) run.push(segment);
  }
  close();
  return runs;
}

/** The segments with the size of their texts; 0 where a file is missing. */
export function sized(path: string, segments: readonly ManifestSegment[]): Promise<SizedSegment[]> {
  return Promise.all(
    segments.map(async (segment) => {
      const info = await stat(segmentPath(path, segment.name, 'texts')).catch(() => null);
      return { ...segment, textBytes: info?.size ?? 0 };
    }),
  );
}

/**
 * Writes what neighbours hold into one segment each. Pairs keep their sequence numbers. Nothing counts, and nothing is
 * gone, until the manifest that is returned is published. A run with a damaged segment stays as it is.
 * @param now ms since 1970 UTC
 */
export async function mergeSegments(
  { path, manifest, disk }: { path: string; manifest: Manifest; disk: Disk },
  now: number,
): Promise<Manifest> {
  let { segments } = manifest;
  const retired = manifest.retired.filter(({ at }) => isKept(at, now));
  for (const run of runsToMerge(await sized(path, segments))) {
    const parts = await Promise.all(
      run.map(async (segment) => ({
        pairs: await verified(segmentPath(path, segment.name, 'pairs'), segment.pairsSha256),
        texts: await verified(segmentPath(path, segment.name, 'texts'), segment.textsSha256),
      })),
    );
    const intact = parts.flatMap(({ pairs, texts }) => (pairs && texts ? [{ pairs, texts }] : []));
    if (intact.length < run.length) continue;
    const keyed = keyedColumns(manifest).map((name) => ({ name, builder: new DictionaryBuilder() as never }));
    const pairs = mergeStreams(
      intact.map((part) => part.pairs),
      [...hotColumns(), ...keyed],
    );
    const texts = mergeStreams(
      intact.map((part) => part.texts),
      textColumns().columns,
    );
    if (pairs === null || texts === null) continue;
    const name = segmentName(lastNumber(segments) + 1);
    await disk.writeAtomically(segmentPath(path, name, 'pairs'), pairs);
    await disk.writeAtomically(segmentPath(path, name, 'texts'), texts);
    const merged: ManifestSegment = {
      name,
      firstSeq: run[0]!.firstSeq,
      pairs: pairsOf(run),
      pairsSha256: sha256(pairs),
      textsSha256: sha256(texts),
    };
    const gone = new Set(run.map((segment) => segment.name));
    for (const old of gone) retired.push({ name: old, at: now });
    segments = segments.flatMap((segment) => {
      if (segment.name === run[0]!.name) return [merged];
      return gone.has(segment.name) ? [] : [segment];
    });
  }
  return { ...manifest, segments, retired };
}

function pairsOf(segments: readonly ManifestSegment[]): number {
  return segments.reduce((sum, { pairs }) => sum + pairs, 0);
}

/** A file's bytes; null when they are not what was written. */
async function verified(file: string, sum: string): Promise<Uint8Array | null> {
  const bytes = await readFile(file).catch(() => null);
  return bytes !== null && sha256(bytes) === sum ? bytes : null;
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
