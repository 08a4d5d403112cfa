import { existsSync, statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { AppError } from '@core/model/app-error';
import type { TextCondition } from '@core/model/pair-filter';
import type { ManifestSegment } from '@core/model/workspace';
import { segmentPath } from '../workspace/layout';
import type { SearchReply, SearchRequest, SearchTask } from './search-protocol';

/** More threads than this wait for the disk. */
const MOST_THREADS = 4;

export interface SegmentResult {
  segment: ManifestSegment;
  /** Sequence numbers that match, ascending; empty where the segment could not be read. */
  seqs: number[];
  bytes: number;
  /** Why the segment could not be read. */
  reason: string | null;
}

export interface SegmentSearch {
  workspace: string;
  segments: readonly ManifestSegment[];
  condition: TextCondition;
  onResult: (result: SegmentResult) => void;
  signal: AbortSignal;
}

/** Bytes of text that a search looks through. */
export function textBytes(workspace: string, segments: readonly ManifestSegment[]): number {
  return segments.reduce((sum, segment) => sum + sizeOf(segmentPath(workspace, segment.name, 'texts')), 0);
}

/**
 * Looks through text segments in threads, giving each one's result as it comes. Resolves once all were looked through.
 * @param search its condition is one that `textFinder` takes
 * @throws AppError('cancelled') when the signal aborts
 */
export async function searchSegments(search: SegmentSearch): Promise<void> {
  const waiting = [...search.segments];
  const threads = Math.min(MOST_THREADS, availableParallelism(), waiting.length);
  await Promise.all(Array.from({ length: threads }, () => runThread(search, waiting)));
}

/** One thread, which takes the next segment whenever it is done with one. */
function runThread(search: SegmentSearch, waiting: ManifestSegment[]): Promise<void> {
  const { workspace, condition, onResult, signal } = search;
  const worker = new Worker(workerPath(), { workerData: { condition } satisfies SearchTask });
  let current: ManifestSegment | undefined;
  return new Promise<void>((resolve, reject) => {
    const next = (): void => {
      current = waiting.shift();
      if (!current) return resolve();
      const request: SearchRequest = { path: segmentPath(workspace, current.name, 'texts') };
      worker.postMessage(request);
    };
    worker.on('message', ({ rows, reason }: SearchReply) => {
      const segment = current!;
      onResult({
        segment,
        seqs: (rows ?? []).map((row) => segment.firstSeq + row),
        bytes: sizeOf(segmentPath(workspace, segment.name, 'texts')),
        reason,
      });
      next();
    });
    worker.once('error', reject);
    worker.once('exit', () => reject(new Error('a search thread has ended')));
    signal.addEventListener('abort', () =>
      reject(new AppError('cancelled', { message: 'The search was cancelled.' })),
    );
    next();
  }).finally(() => worker.terminate());
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}

/** Built: beside the bundle. From sources (tests): the bundle in out/main, which `npm run build` makes. */
function workerPath(): string {
  const beside = fileURLToPath(new URL('./text-search-worker.js', import.meta.url));
  if (existsSync(beside)) return beside;
  return fileURLToPath(new URL('../../../out/main/text-search-worker.js', import.meta.url));
}
