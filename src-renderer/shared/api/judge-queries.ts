import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { EstimateRequest, PreviewRequest } from '@core/model/api/judge';
import type { JudgeProviderKind } from '@core/model/judge';
import {
  askModels,
  estimateRun,
  getJudgeOptions,
  getJudgeSettings,
  getJudgeState,
  getJudgeTrust,
  getUnjudged,
  previewPrompt,
} from './judge-client';
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

export function useJudgeTrust(workspace: string, enabled: boolean) {
  return useQuery({
    queryKey: ['judge', workspace, 'trust'],
    queryFn: ({ signal }) => getJudgeTrust(workspace, signal),
    staleTime: 0,
    enabled,
  });
}

export function useJudgeOptions(workspace: string) {
  return useQuery({
    queryKey: ['judge-options', workspace],
    queryFn: ({ signal }) => getJudgeOptions(workspace, signal),
  });
}

/** What a run would do; the former answer stays while a changed one is counted. Null: not complete enough to ask. */
export function useEstimate(workspace: string, request: EstimateRequest | null) {
  return useQuery({
    queryKey: ['judge', workspace, 'estimate', request],
    queryFn: ({ signal }) => estimateRun(workspace, request!, signal),
    placeholderData: keepPreviousData,
    enabled: request !== null,
    staleTime: 0,
    gcTime: 60_000,
  });
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
