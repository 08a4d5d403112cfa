import { useEffect, useState } from 'react';
import type { SearchProgress } from '@core/model/api/explore';
import type { PairFilter, TextCondition } from '@core/model/pair-filter';
import { searchTexts } from '../../shared/api/explore-client';
import { refreshExplore } from '../../shared/api/explore-queries';
import { Problem, toProblem } from '../../shared/api/problem';

interface Searches {
  /** How far the searches of the filter are; null once they have ended. */
  progress: SearchProgress | null;
  /** Segments whose texts could not be read, so that what was found is not complete. */
  unread: number;
  problem: Problem | null;
}

const ENDED: Searches = { progress: null, unread: 0, problem: null };

/** Follows the searches that a filter's text conditions need; the table shows what they have found so far. */
export function useTextSearches(workspace: string, filter: PairFilter): Searches {
  const key = JSON.stringify([workspace, filter.filter(({ kind }) => kind === 'text')]);
  const [state, setState] = useState<Searches & { key: string }>({ ...ENDED, key });
  useEffect(() => {
    const [id, conditions] = JSON.parse(key) as [string, TextCondition[]];
    const abort = new AbortController();
    const at = conditions.map((): SearchProgress => ({ scanned: 0, bytes: 0, found: 0, unread: 0 }));
    const follow = async (condition: TextCondition, index: number): Promise<void> => {
      for await (const event of searchTexts(id, condition, abort.signal)) {
        if (event.type === 'error') throw new Problem(event.error.kind, event.error.details);
        at[index] = event.progress;
        setState({ ...ENDED, key, progress: summed(at) });
        await refreshExplore(id);
      }
    };
    if (conditions.length > 0)
      void Promise.all(conditions.map(follow)).then(
        () => setState({ ...ENDED, key, unread: summed(at).unread }),
        (error: unknown) => {
          if (!abort.signal.aborted) setState({ ...ENDED, key, problem: toProblem(error) });
          abort.abort();
        },
      );
    return () => abort.abort();
  }, [key]);
  return state.key === key ? state : ENDED;
}

function summed(parts: readonly SearchProgress[]): SearchProgress {
  return parts.reduce((sum, part) => ({
    scanned: sum.scanned + part.scanned,
    bytes: sum.bytes + part.bytes,
    found: sum.found + part.found,
    unread: sum.unread + part.unread,
  }));
}
