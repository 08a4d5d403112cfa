import { useEffect, useState } from 'react';
import type { SearchProgress } from '@core/model/api/explore';
import type { PairFilter, TextCondition } from '@core/model/pair-filter';
import { pauseSearch, searchTexts } from '../../shared/api/explore-client';
import { refreshExplore } from '../../shared/api/explore-queries';
import { Problem, toProblem } from '../../shared/api/problem';

export interface TextSearches {
  /** How far the searches of the filter are; null once they have ended. */
  progress: SearchProgress | null;
  /** Segments whose texts could not be read, so that what was found is not complete. */
  unread: number;
  problem: Problem | null;
  /** Stops them; what they found is kept. */
  stop: () => void;
  /** Looks through the texts that are left. */
  goOn: () => void;
}

type Followed = Pick<TextSearches, 'progress' | 'unread' | 'problem'>;

const ENDED: Followed = { progress: null, unread: 0, problem: null };
const NOTHING: SearchProgress = {
  scanned: 0,
  bytes: 0,
  searched: 0,
  pairs: 0,
  found: 0,
  unread: 0,
  bytesPerSecond: null,
  secondsLeft: null,
  paused: false,
};

/** Follows the searches that a filter's text conditions need; the table shows what they have found so far. */
export function useTextSearches(workspace: string, filter: PairFilter): TextSearches {
  const key = JSON.stringify([workspace, filter.filter(({ kind }) => kind === 'text')]);
  const [state, setState] = useState<Followed & { key: string }>({ ...ENDED, key });
  /** How often these searches were told to go on although they take long. */
  const [told, setTold] = useState({ key, times: 0 });
  const times = told.key === key ? told.times : 0;
  const asked = JSON.stringify([key, times]);
  useEffect(() => {
    const [key, times] = JSON.parse(asked) as [string, number];
    const [id, conditions] = JSON.parse(key) as [string, TextCondition[]];
    const goOn = times > 0;
    const abort = new AbortController();
    const at = conditions.map(() => NOTHING);
    const follow = async (condition: TextCondition, index: number): Promise<void> => {
      for await (const event of searchTexts(id, { condition, goOn }, abort.signal)) {
        if (event.type === 'error') throw new Problem(event.error.kind, event.error.details);
        at[index] = event.progress;
        setState({ ...ENDED, key, progress: { ...at.reduce(together), paused: false } });
        if (event.progress.scanned > 0) await refreshExplore(id);
      }
    };
    if (conditions.length > 0)
      void Promise.all(conditions.map(follow)).then(
        () => {
          const end = at.reduce(together);
          setState({ ...ENDED, key, unread: end.unread, progress: end.paused ? end : null });
        },
        (error: unknown) => {
          if (!abort.signal.aborted) setState({ ...ENDED, key, problem: toProblem(error) });
          abort.abort();
        },
      );
    return () => abort.abort();
  }, [asked]);
  return {
    ...(state.key === key ? state : ENDED),
    stop: () => {
      const [id, conditions] = JSON.parse(key) as [string, TextCondition[]];
      for (const condition of conditions) void pauseSearch(id, condition).catch(() => {});
    },
    goOn: () => {
      setTold({ key, times: times + 1 });
      setState(({ progress, ...rest }) => ({
        ...rest,
        progress: progress && { ...progress, paused: false },
      }));
    },
  };
}

/** Several searches as one: what all of them have looked through counts as searched. */
function together(a: SearchProgress, b: SearchProgress): SearchProgress {
  return {
    scanned: a.scanned + b.scanned,
    bytes: a.bytes + b.bytes,
    searched: Math.min(a.searched, b.searched),
    pairs: Math.max(a.pairs, b.pairs),
    found: a.found + b.found,
    unread: a.unread + b.unread,
    bytesPerSecond: sum(a.bytesPerSecond, b.bytesPerSecond),
    secondsLeft:
      a.secondsLeft === null || b.secondsLeft === null ? null : Math.max(a.secondsLeft, b.secondsLeft),
    paused: a.paused || b.paused,
  };
}

function sum(a: number | null, b: number | null): number | null {
  return a === null || b === null ? null : a + b;
}
