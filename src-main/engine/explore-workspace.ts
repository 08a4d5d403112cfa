import { type ExportPiece, exportPairs } from '@core/engine/export-pairs';
import { exploreFacets } from '@core/engine/explore-facets';
import { toWarm } from '@core/engine/warm-explore';
import { ExplorePairs, type FindTexts } from '@core/engine/explore-pairs';
import { explorePlace, exploreRows } from '@core/engine/explore-rows';
import type {
  ExportPairsRequest,
  Facets,
  FacetsRequest,
  PairPlace,
  PlaceRequest,
  RowPage,
  RowsRequest,
  SearchProgress,
  SearchRequest,
  WithoutCounts,
} from '@core/model/api/explore';
import type { PairColumn } from '@core/model/pair-columns';
import type { PairFilter, TextCondition } from '@core/model/pair-filter';
import type { Database } from '@core/ports/database';
import type { WorkspaceStore } from '@core/ports/workspace-store';
import { journalState } from './annotators';
import type { GnomonEngine } from './gnomon-engine';
import { REVIEWS_FILE } from './reviews';
import { ROW_ENCODERS } from './row-encoders';
import { resolveTexts } from './resolve-texts';
import { textSearches } from './text-searches';
import { loadTraits, traitsState } from './traits';

interface Exploring {
  pairs: ExplorePairs;
  /** Lengths of the journals whose annotations the columns show. */
  journals: Readonly<Record<string, number>>;
  /** Whose languages they show. */
  traits: string;
}

/** Finds pairs in the loaded workspace. Its columns are kept as long as that stays loaded. */
export class ExploreWorkspace {
  private readonly explored = new WeakMap<WorkspaceStore, Promise<Exploring>>();

  constructor(private readonly engine: GnomonEngine) {}

  /**
   * Looks through the texts until they are done or the search pauses; it is dropped when the signal aborts and nobody
   * else follows it.
   */
  async search(
    path: string,
    { condition, goOn }: SearchRequest,
    { onProgress, signal }: { onProgress: (progress: SearchProgress) => void; signal: AbortSignal },
  ): Promise<SearchProgress> {
    const search = await this.engine.withWorkspace(path, async (_, store) =>
      textSearches.of(store, condition),
    );
    if (goOn) search.goOn();
    onProgress(search.progress);
    await search.follow(() => onProgress(search.progress), signal);
    return search.progress;
  }

  /** Stops a search and keeps what it found. */
  async pauseSearch(path: string, condition: TextCondition): Promise<void> {
    await this.engine.withWorkspace(path, async (_, store) => textSearches.of(store, condition).pause());
  }

  columns(path: string): Promise<{ columns: readonly PairColumn[]; pairs: number }> {
    return this.explore(path, async ({ pairs }) => ({ columns: pairs.known, pairs: pairs.length }));
  }

  /**
   * Loads the workspace and what facets and orders need, column by column, so that opening Explore waits for little.
   * Others have their turn between columns; what is there already takes no time.
   */
  async warm(path: string): Promise<void> {
    const wanted = await this.explore(path, async ({ pairs }) => toWarm(pairs));
    for (const step of wanted) await this.explore(path, ({ pairs, db }) => step(pairs, db));
  }

  rows(path: string, request: RowsRequest): Promise<RowPage> {
    return this.explore(path, (explored) => exploreRows(explored, request));
  }

  place(path: string, request: PlaceRequest): Promise<PairPlace> {
    return this.explore(path, (explored) => explorePlace(explored, request));
  }

  facets(path: string, { filter, columns }: FacetsRequest): Promise<Facets> {
    return this.explore(path, ({ pairs, db, find }) => exploreFacets(pairs, db, { filter, find, columns }));
  }

  without(path: string, filter: PairFilter): Promise<WithoutCounts> {
    return this.explore(path, async ({ pairs, db, find }) => ({
      counts: await pairs.without(db, { filter, find }),
    }));
  }

  /**
   * The pairs of a filter in its order as a file, in pieces; the database is free between them.
   * @throws AppError('usage') for an unknown column, 'cancelled'
   */
  async *export(
    path: string,
    { format, filter, sort, columns }: ExportPairsRequest,
    signal: AbortSignal,
  ): AsyncGenerator<ExportPiece> {
    const resolved = await resolveTexts(this.engine, path, { filter, signal });
    const seqs = await this.explore(path, async ({ pairs, db, find }) => {
      const rows = await pairs.select(db, { filter: resolved, sort, find });
      return Int32Array.from(rows, (row) => pairs.seqs[row]!);
    });
    yield* exportPairs(
      (use) => this.engine.withWorkspace(path, use),
      { ...(columns && { columns }), which: { seqs }, signal },
      ROW_ENCODERS[format](),
    );
  }

  private explore<T>(
    path: string,
    use: (explored: {
      pairs: ExplorePairs;
      db: Database;
      store: WorkspaceStore;
      find: FindTexts;
    }) => Promise<T>,
  ): Promise<T> {
    return this.engine.withWorkspace(path, async (db, store) => {
      await loadTraits(db, store);
      const [journals, traits] = await Promise.all([journalState(path), traitsState(store)]);
      const known = this.explored.get(store);
      const exploring =
        known ?? ExplorePairs.load(db, store.manifest).then((pairs) => ({ pairs, journals, traits }));
      if (!known) this.explored.set(store, exploring);
      exploring.catch(() => this.explored.delete(store));
      const state = await exploring;
      const changed = Object.keys(journals).filter((file) => journals[file] !== state.journals[file]);
      if (changed.length > 0)
        state.pairs.annotationsChanged({ labelsOnly: changed.every((file) => file === REVIEWS_FILE) });
      if (traits !== state.traits) state.pairs.languagesChanged();
      Object.assign(state, { journals, traits });
      return use({ pairs: state.pairs, db, store, find: (condition) => textSearches.of(store, condition) });
    });
  }
}
