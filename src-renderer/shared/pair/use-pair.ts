import { queryOptions, useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { PairDetail } from '@core/model/api/pair';
import { type PairQuery, getMeaning, getPair } from '../api/pair-client';
import { queryClient } from '../api/queries';
import { compareInWorker } from './compare/compare-in-worker';
import { sidesOf } from './sides';

/** The cache entry of a pair; a blind one is kept apart, since it must not be mixed with what shows the arms. */
export function pairQuery(query: PairQuery) {
  return queryOptions({
    queryKey: [
      'pair',
      query.workspace,
      query.requestId,
      query.seed,
      query.seed === null ? null : query.reviewer,
    ],
    queryFn: ({ signal }) => getPair(query, signal),
    gcTime: 120_000,
  });
}

/** One pair; the next ones are fetched ahead, so that going on waits for nothing. */
export function usePair(query: PairQuery, upcoming: readonly string[]) {
  const { workspace, seed, reviewer } = query;
  const result = useQuery(pairQuery(query));
  const isReady = result.isSuccess;
  const ahead = upcoming.join('\n');
  useEffect(() => {
    if (!isReady || ahead === '') return;
    for (const requestId of ahead.split('\n'))
      void queryClient
        .fetchQuery(pairQuery({ workspace, requestId, seed, reviewer }))
        .then(compareAhead)
        // It will be asked for again, and shown with its error, when it is its turn.
        .catch(() => {});
  }, [isReady, ahead, workspace, seed, reviewer]);
  return result;
}

function compareAhead(pair: PairDetail): Promise<unknown> {
  const [left, right] = sidesOf(pair, null, false).map(({ text }) => text ?? '');
  return compareInWorker(left!, right!, 'prose');
}

/** Flags of a pair with their passages; not asked for while the arms are hidden, since a flag may tell them apart. */
export function useMeaning(workspace: string, seq: number | null) {
  return useQuery({
    queryKey: ['meaning', workspace, seq],
    queryFn: ({ signal }) => getMeaning(workspace, seq ?? 0, signal),
    enabled: seq !== null,
    gcTime: 60_000,
  });
}
