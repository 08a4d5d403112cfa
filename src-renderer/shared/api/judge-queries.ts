import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { EstimateRequest, PreviewRequest } from '@core/model/api/judge';
import type { JudgeProviderKind } from '@core/model/judge';
import type { CountedPairs } from '@core/model/judge-run';
import type { TrustReport } from '@core/model/judge-trust';
import {
  askModels,
  estimateRun,
  getJudgeOptions,
  getJudgeSettings,
  getJudgeState,
  getUnjudged,
  previewPrompt,
  readJudgeTrust,
} from './judge-client';
import { offlineProblem } from './problem';
import { queryClient, refreshWorkspace } from './queries';

export function useJudgeSettings() {
  return useQuery({ queryKey: ['judge-settings'], queryFn: ({ signal }) => getJudgeSettings(signal) });
}

export function useJudgeState(workspace: string) {
  return useQuery({
    queryKey: ['judge', workspace, 'state'],
    queryFn: ({ signal }) => getJudgeState(workspace, signal),
    staleTime: 0,
  });
}

/** The last trust figures that are whole; until there are some, `early` ones and how many outputs are read. */
export function useJudgeTrust(workspace: string, enabled: boolean) {
  const [early, setEarly] = useState<EarlyTrust | null>(null);
  const query = useQuery({
    queryKey: ['judge', workspace, 'trust'],
    queryFn: async ({ signal }) => {
      for await (const event of readJudgeTrust(workspace, signal)) {
        if (event.type === 'reading') setEarly((known) => known && { ...known, read: event.done });
        else if (event.unread === 0) return { report: event.report };
        else if (event.report) setEarly({ report: event.report, read: 0, total: event.unread });
      }
      throw offlineProblem();
    },
    staleTime: 0,
    enabled,
  });
  return { ...query, early: query.data === undefined ? early : null };
}

/** Trust figures without what the outputs show. */
interface EarlyTrust {
  report: TrustReport;
  /** Pairs whose outputs were read. */
  read: number;
  total: number;
}

export function useJudgeOptions(workspace: string) {
  return useQuery({
    queryKey: ['judge-options', workspace],
    queryFn: ({ signal }) => getJudgeOptions(workspace, signal),
  });
}

/**
 * What a run would do, and how far its prompts are counted; the former answer stays while a changed one is counted. Null:
 * not complete enough to ask.
 */
export function useEstimate(workspace: string, request: EstimateRequest | null) {
  const [counted, setCounted] = useState<CountedPairs | null>(null);
  const query = useQuery({
    queryKey: ['judge', workspace, 'estimate', request],
    queryFn: ({ signal }) => {
      setCounted(null);
      const onCounted = (now: CountedPairs): void => {
        if (!signal.aborted) setCounted(now);
      };
      return estimateRun(workspace, request!, { signal, onCounted });
    },
    placeholderData: keepPreviousData,
    enabled: request !== null,
    staleTime: 0,
    gcTime: 60_000,
  });
  return { ...query, counted: query.isFetching ? counted : null };
}

export function usePromptPreview(workspace: string, request: PreviewRequest | null) {
  return useQuery({
    queryKey: ['judge', workspace, 'preview', request],
    queryFn: ({ signal }) => previewPrompt(workspace, request!, signal),
    placeholderData: keepPreviousData,
    enabled: request !== null,
    gcTime: 60_000,
  });
}

/** Models that a server offers; an error says why they are not known, and a name can be typed all the same. */
export function useModels(server: { provider: JudgeProviderKind; baseUrl: string | null }) {
  return useQuery({
    queryKey: ['judge-models', server.provider, server.baseUrl],
    queryFn: ({ signal }) => askModels(server, signal),
    staleTime: 10_000,
  });
}

export function useUnjudged(workspace: string, page: { config: string; offset: number; limit: number }) {
  return useQuery({
    queryKey: ['judge', workspace, 'unjudged', page],
    queryFn: ({ signal }) => getUnjudged(workspace, page, signal),
    placeholderData: keepPreviousData,
  });
}

export function refreshJudgeSettings(): Promise<void> {
  return Promise.all([
    queryClient.invalidateQueries({ queryKey: ['judge-settings'] }),
    queryClient.invalidateQueries({ queryKey: ['judge-models'] }),
    queryClient.invalidateQueries({ queryKey: ['judge'] }),
  ]).then(() => undefined);
}

/** After a run: verdicts are part of the workspace's figures. */
export async function refreshJudge(workspace: string): Promise<void> {
  await Promise.all([
    queryClient.invalidateQueries({ queryKey: ['judge', workspace] }),
    refreshWorkspace(workspace),
  ]);
}
