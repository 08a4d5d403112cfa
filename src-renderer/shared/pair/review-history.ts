import { create } from 'zustand';
import type { PairDetail } from '@core/model/api/pair';
import type { ReviewStep } from '@core/model/api/review';
import type { ReviewContent, ReviewRequest } from '@core/model/review';
import { getReviewHistory, postReview } from '../api/pair-client';
import { type Problem, toProblem } from '../api/problem';
import { refreshExplore } from '../api/explore-queries';
import { queryClient } from '../api/queries';
import { pairQuery } from './use-pair';

/** What a reviewer said of a pair, and what stood there before. */
interface ReviewChange {
  workspace: string;
  before: ReviewRequest;
  after: ReviewRequest;
}

interface HistoryState {
  past: readonly ReviewChange[];
  future: readonly ReviewChange[];
  saving: boolean;
  problem: Problem | null;
  /** Saved last, to be said to the reviewer. */
  last: { change: ReviewChange; pair: PairDetail; undone: boolean } | null;
  /** Takes over what the journal holds of a reviewer's changes; once for each workspace and reviewer. */
  load: (workspace: string, reviewer: string) => Promise<void>;
  /** @returns true once it is on disk; false when it is not, which `problem` explains */
  write: (change: ReviewChange) => Promise<boolean>;
  /** @returns the pair that was changed back, null when there is nothing to undo or it failed */
  undo: () => Promise<string | null>;
  redo: () => Promise<string | null>;
  dismiss: () => void;
}

/** What a reviewer changed last, so that it can be undone and redone across pairs, also after the window was reloaded. */
export const useReviewHistory = create<HistoryState>()((set, get) => {
  const save = async (change: ReviewChange, review: ReviewRequest, undone: boolean): Promise<boolean> => {
    set({ saving: true, problem: null });
    try {
      const pair = await postReview(change.workspace, review);
      const { requestId, reviewer, blind } = review;
      const key = { workspace: change.workspace, requestId, reviewer };
      const { queryKey } = pairQuery({ ...key, seed: blind?.seed ?? null });
      queryClient.setQueryData(queryKey, pair);
      void queryClient.invalidateQueries({
        queryKey: ['pair', change.workspace, requestId],
        predicate: (query) => JSON.stringify(query.queryKey) !== JSON.stringify(queryKey),
      });
      // Out of date, but not fetched until they are looked at: the next pair must not wait for them.
      void queryClient.invalidateQueries({ queryKey: ['reviews', change.workspace], refetchType: 'none' });
      void refreshExplore(change.workspace);
      void queryClient.invalidateQueries({ queryKey: ['overview', change.workspace], refetchType: 'none' });
      set({ saving: false, last: { change, pair, undone } });
      return true;
    } catch (error) {
      set({ saving: false, problem: toProblem(error) });
      return false;
    }
  };
  let loaded = '';
  return {
    load: async (workspace, reviewer) => {
      const about = JSON.stringify([workspace, reviewer]);
      if (about === loaded) return;
      loaded = about;
      const changes = get().past.length;
      const history = await getReviewHistory(workspace, reviewer).catch(() => null);
      // What was changed meanwhile is in the journal, but perhaps not in this answer.
      if (history === null || loaded !== about || get().saving || get().past.length !== changes) {
        loaded = '';
        return;
      }
      const change = ({ requestId, before, after }: ReviewStep): ReviewChange => {
        const request = (said: ReviewContent): ReviewRequest => ({
          ...said,
          requestId,
          reviewer,
          tags: [...said.tags],
          blind: null,
        });
        return { workspace, before: request(before), after: request(after) };
      };
      set({ past: history.past.map(change), future: history.future.map(change) });
    },
    past: [],
    future: [],
    saving: false,
    problem: null,
    last: null,
    write: async (change) => {
      if (get().saving || !(await save(change, change.after, false))) return false;
      set(({ past }) => ({ past: [...past, change], future: [] }));
      return true;
    },
    undo: async () => {
      const change = get().past.at(-1);
      if (change === undefined || get().saving || !(await save(change, change.before, true))) return null;
      set(({ past, future }) => ({ past: past.slice(0, -1), future: [...future, change] }));
      return change.after.requestId;
    },
    redo: async () => {
      const change = get().future.at(-1);
      if (change === undefined || get().saving || !(await save(change, change.after, false))) return null;
      set(({ past, future }) => ({ past: [...past, change], future: future.slice(0, -1) }));
      return change.after.requestId;
    },
    dismiss: () => set({ problem: null }),
  };
});
