import { useEffect, useState } from 'react';
import type { JudgeSettings, JudgeState } from '@core/model/api/judge';
import { useEstimate, useJudgeOptions, useJudgeSettings } from '../../../shared/api/judge-queries';
import {
  type JudgeDraft,
  hasDraft,
  requestOf,
  setDraft,
  settingsOf,
  useDraft,
} from '../../../shared/judge/draft';
import { CeilingSection } from './CeilingSection';
import { ModelSection } from './ModelSection';
import { PlanPanel } from './PlanPanel';
import { PromptPreviewPanel } from './PromptPreviewPanel';
import { QuestionSection } from './QuestionSection';
import { RedactionSection } from './RedactionSection';
import { SampleSection } from './SampleSection';

/** ms of quiet after which a changed draft is counted anew. */
const QUIET = 350;

/** One page: who judges, what is asked, which pairs, and what it will cost. */
export function SetupView({ workspace, state }: { workspace: string; state: JudgeState }) {
  const draft = useDraft(workspace);
  const settings = useJudgeSettings();
  const options = useJudgeOptions(workspace);
  useEffect(() => takeCurrent(workspace, state), [workspace, state]);
  const asked = requestOf(draft);
  const request = useQuiet(asked);
  const estimate = useEstimate(workspace, request);
  const change = (part: Partial<JudgeDraft>): void => setDraft(workspace, { ...draft, ...part });
  const section = { draft, change };
  const missing =
    draft.configuration.model.trim() === '' ? 'Choose a model.' : 'Correct what is marked in the form.';
  return (
    <div className="setup">
      <form className="setup-form" onSubmit={(event) => event.preventDefault()}>
        <ModelSection {...section} settings={settings.data ?? null} />
        <QuestionSection {...section} options={options.data ?? null} />
        <SampleSection
          {...section}
          workspace={workspace}
          options={options.data ?? null}
          estimate={estimate.data ?? null}
        />
        <RedactionSection {...section} />
        <CeilingSection {...section} batches={providerOf(draft, settings.data)?.batches ?? false} />
      </form>
      <div className="setup-aside">
        <PlanPanel
          workspace={workspace}
          request={request}
          estimate={estimate.data ?? null}
          error={estimate.error}
          counting={estimate.isFetching}
          counted={estimate.counted}
          missing={missing}
          current={!estimate.isPlaceholderData && JSON.stringify(asked) === JSON.stringify(request)}
        />
        <PromptPreviewPanel
          workspace={workspace}
          request={request}
          pairs={options.data?.pairs ?? []}
          missing={missing}
        />
      </div>
    </div>
  );
}

function providerOf({ configuration }: JudgeDraft, settings: JudgeSettings | undefined) {
  return settings?.providers.find(({ provider }) => provider === configuration.provider);
}

/** Without a draft of its own, a workspace goes on with the judge that it has. */
function takeCurrent(workspace: string, { configurations, current }: JudgeState): void {
  const used = configurations.find(({ config }) => config === current);
  if (used === undefined || hasDraft(workspace)) return;
  setDraft(workspace, { configuration: used.configuration, settings: settingsOf(used) });
}

/** A value once it has not changed for a moment. */
function useQuiet<Value>(value: Value): Value {
  const text = JSON.stringify(value);
  const [quiet, setQuiet] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setQuiet(text), QUIET);
    return () => clearTimeout(timer);
  }, [text]);
  return JSON.parse(quiet) as Value;
}
