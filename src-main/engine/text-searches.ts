import type { TextMatches } from '@core/engine/explore-pairs';
import type { SearchProgress } from '@core/model/api/explore';
import { AppError } from '@core/model/app-error';
import type { PairFilter, TextCondition } from '@core/model/pair-filter';
import type { WorkspaceStore } from '@core/ports/workspace-store';
import { searchSegments, textBytes } from '../adapters/text-search/search-segments';
import { textFinder } from '../adapters/text-search/text-finder';

/** Searches kept, each with what it found: 8 bytes a pair at most. */
const KEPT = 12;

/** A search through the texts of a workspace, under way or ended. */
class TextSearch implements TextMatches {
  readonly seqs: number[] = [];
  readonly progress: SearchProgress;
  done = false;
  /** Rejects when the search fails or is stopped. */
  readonly ended: Promise<void>;
  private readonly abort = new AbortController();
  private readonly listeners = new Set<() => void>();

  constructor(store: WorkspaceStore, condition: TextCondition) {
    const { segments } = store.manifest;
    this.progress = { scanned: 0, bytes: textBytes(store.path, segments), found: 0, unread: 0 };
    this.ended = searchSegments({
      workspace: store.path,
      segments,
      condition,
      signal: this.abort.signal,
      onResult: ({ seqs, bytes, reason }) => {
        for (const seq of seqs) this.seqs.push(seq);
        this.progress.scanned += bytes;
        this.progress.found = this.seqs.length;
        if (reason !== null) this.progress.unread++;
        for (const listener of this.listeners) listener();
      },
    }).then(() => {
      this.done = true;
    });
    // Whoever waits is told; a search that nobody waits for ends silently.
    this.ended.catch(() => {});
  }

  stop(): void {
    this.abort.abort();
  }

  /** Calls back after each segment until the search ends; what was found so far is then in `seqs`. */
  async follow(onProgress: () => void, signal?: AbortSignal): Promise<void> {
    this.listeners.add(onProgress);
    const left = (): void => {
      this.listeners.delete(onProgress);
      if (this.listeners.size === 0 && !this.done) this.stop();
    };
    signal?.addEventListener('abort', left);
    try {
      await this.ended;
    } finally {
      signal?.removeEventListener('abort', left);
      this.listeners.delete(onProgress);
    }
  }
}

/** The searches through texts; the same condition on the same workspace is searched for once. */
class TextSearches {
  private readonly searches = new Map<string, TextSearch>();

  /** Starts the search or finds it. @throws AppError('usage') for a regular expression that can't be used */
  of(store: WorkspaceStore, condition: TextCondition): TextSearch {
    const key = JSON.stringify([store.path, pairsOf(store), condition]);
    const known = this.searches.get(key);
    if (!known) textFinder(condition);
    const search = known ?? new TextSearch(store, condition);
    this.searches.delete(key);
    this.searches.set(key, search);
    search.ended.catch(() => this.searches.delete(key));
    if (this.searches.size > KEPT) {
      const [oldest] = this.searches.keys();
      this.searches.get(oldest!)?.stop();
      this.searches.delete(oldest!);
    }
    return search;
  }

  /** The filter with each text condition replaced by the pairs that it holds for, once they are found. */
  async resolve(store: WorkspaceStore, filter: PairFilter, signal?: AbortSignal): Promise<PairFilter> {
    const resolved = filter.map(async (condition) => {
      if (condition.kind !== 'text') return condition;
      const search = this.of(store, condition);
      await search.follow(() => {}, signal);
      signal?.throwIfAborted();
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
export const textSearches = new TextSearches();
