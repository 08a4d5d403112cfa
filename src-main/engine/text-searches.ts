import type { TextMatches } from '@core/engine/explore-pairs';
import type { SearchProgress } from '@core/model/api/explore';
import { AppError } from '@core/model/app-error';
import type { PairFilter, TextCondition } from '@core/model/pair-filter';
import type { ManifestSegment } from '@core/model/workspace';
import type { WorkspaceStore } from '@core/ports/workspace-store';
import { type SegmentResult, searchSegments, textBytes } from '../adapters/text-search/search-segments';
import { textFinder } from '../adapters/text-search/text-finder';

/** Searches kept, each with what it found: 8 bytes a pair at most. */
const KEPT = 12;
/** A search for what is slow to find, as some expressions are, pauses then and waits to be told to go on, ms. */
const LONG_MS = 15_000;
const PAUSED = Symbol('paused');

interface AskedSearch {
  store: WorkspaceStore;
  condition: TextCondition;
  /** After how many ms it pauses by itself. */
  longMs: number;
  /** Called when it failed or was dropped. */
  onLost: () => void;
}

/** A search through the texts of a workspace: under way, paused or ended. */
class TextSearch implements TextMatches {
  readonly seqs: number[] = [];
  readonly progress: SearchProgress;
  done = false;
  private readonly left: Set<ManifestSegment>;
  private readonly listeners = new Set<() => void>();
  private abort = new AbortController();
  /** Rejects when the search fails or is dropped. */
  private running: Promise<void>;
  /** How long the runs before this one took, ms. */
  private spent = 0;

  constructor(private readonly asked: AskedSearch) {
    const { store, longMs } = asked;
    const { segments } = store.manifest;
    this.left = new Set(segments);
    this.progress = {
      scanned: 0,
      bytes: textBytes(store.path, segments),
      searched: 0,
      pairs: pairsOf(store),
      found: 0,
      unread: 0,
      bytesPerSecond: null,
      secondsLeft: null,
      paused: false,
    };
    this.running = this.run(this.abort.signal);
    const timer = setTimeout(() => this.pause(), longMs);
    // Whoever waits is told of a failure; a search that nobody waits for ends silently.
    void this.running.catch(() => {}).then(() => clearTimeout(timer));
  }

  /** Stops it; what it found so far is kept, and the segments that were under way will be looked through again. */
  pause(): void {
    if (this.done || this.progress.paused) return;
    this.progress.paused = true;
    this.abort.abort(PAUSED);
  }

  /** Goes on to the end, however long that takes. */
  goOn(): void {
    if (!this.progress.paused) return;
    this.progress.paused = false;
    this.abort = new AbortController();
    const { signal } = this.abort;
    this.running = this.running.then(() => this.run(signal));
    this.running.catch(() => {});
  }

  /** Stops it for good. */
  drop(): void {
    this.abort.abort();
  }

  /** Calls back after each segment until the search pauses or ends; what was found so far is then in `seqs`. */
  async follow(onProgress: () => void, signal?: AbortSignal): Promise<void> {
    this.listeners.add(onProgress);
    const leave = (): void => {
      this.listeners.delete(onProgress);
      if (this.listeners.size === 0 && !this.done && !this.progress.paused) this.drop();
    };
    signal?.addEventListener('abort', leave);
    try {
      await this.running;
    } finally {
      signal?.removeEventListener('abort', leave);
      this.listeners.delete(onProgress);
    }
  }

  private async run(signal: AbortSignal): Promise<void> {
    const started = performance.now();
    const elapsed = (): number => this.spent + performance.now() - started;
    try {
      signal.throwIfAborted();
      await searchSegments({
        workspace: this.asked.store.path,
        segments: [...this.left],
        condition: this.asked.condition,
        signal,
        onResult: (result) => this.add(result, elapsed()),
      });
      this.done = true;
      this.progress.paused = false;
    } catch (error) {
      this.spent = elapsed();
      if (signal.reason === PAUSED) return;
      this.asked.onLost();
      throw error;
    }
  }

  private add({ segment, seqs, bytes, reason }: SegmentResult, elapsedMs: number): void {
    const { progress } = this;
    // A thread that was stopped may still have told of its last segment.
    if (!this.left.delete(segment)) return;
    for (const seq of seqs) this.seqs.push(seq);
    progress.scanned += bytes;
    progress.searched += segment.pairs;
    progress.found = this.seqs.length;
    if (reason !== null) progress.unread++;
    progress.bytesPerSecond = (1000 * progress.scanned) / Math.max(1, elapsedMs);
    progress.secondsLeft = (progress.bytes - progress.scanned) / Math.max(1, progress.bytesPerSecond);
    for (const listener of this.listeners) listener();
  }
}

/** The searches through texts; the same condition on the same workspace is searched for once. */
export class TextSearches {
  private readonly searches = new Map<string, TextSearch>();

  /** @param longMs after which a search pauses by itself */
  constructor(private readonly longMs: number) {}

  /** Starts the search or finds it. @throws AppError('usage') for a regular expression that can't be used */
  of(store: WorkspaceStore, condition: TextCondition): TextSearch {
    const key = JSON.stringify([store.path, pairsOf(store), condition]);
    const known = this.searches.get(key);
    if (!known) textFinder(condition);
    const onLost = (): void => void this.searches.delete(key);
    const search = known ?? new TextSearch({ store, condition, longMs: this.longMs, onLost });
    this.searches.delete(key);
    this.searches.set(key, search);
    if (this.searches.size > KEPT) {
      const [oldest] = this.searches.keys();
      this.searches.get(oldest!)?.drop();
      this.searches.delete(oldest!);
    }
    return search;
  }

  /** The filter with each text condition replaced by the pairs that it holds for, once they are found. */
  async resolve(store: WorkspaceStore, filter: PairFilter, signal?: AbortSignal): Promise<PairFilter> {
    const resolved = filter.map(async (condition) => {
      if (condition.kind !== 'text') return condition;
      signal?.throwIfAborted();
      const search = this.of(store, condition);
      // What is made of all pairs that match waits for them, however long it takes.
      while (!search.done) {
        search.goOn();
        await search.follow(() => {}, signal);
        signal?.throwIfAborted();
      }
      if (search.progress.unread > 0)
        throw new AppError('bad-data', {
          message: `${search.progress.unread} text segments can not be read, so the search is not complete.`,
          where: store.path,
          remedy: 'leave the text condition out, or import the log again',
        });
      return { kind: 'pairs' as const, why: condition.pattern, seqs: search.seqs };
    });
    return Promise.all(resolved);
  }
}

function pairsOf({ manifest }: WorkspaceStore): number {
  return manifest.segments.reduce((sum, { pairs }) => sum + pairs, 0);
}

/** One for all workspaces of this process: who asks for the same condition shares one search. */
export const textSearches = new TextSearches(LONG_MS);
