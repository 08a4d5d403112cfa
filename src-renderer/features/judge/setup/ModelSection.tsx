import type { JudgeSettings } from '@core/model/api/judge';
import { JUDGE_PROVIDERS } from '@core/model/judge';
import { ProviderKey } from '../../../shared/judge/ProviderKey';
import { useModels } from '../../../shared/api/judge-queries';
import { toProblem } from '../../../shared/api/problem';
import { Choice } from '../../../shared/ui/Choice';
import { NumberField } from '../../../shared/ui/NumberField';
import { SuggestField } from '../../../shared/ui/SuggestField';
import { TextField } from '../../../shared/ui/TextField';
import { type JudgeDraft, draftProblems } from '../../../shared/judge/draft';
import { PROVIDER_WORDS } from '../words';
import { SetupSection } from './SetupSection';

/** Which model judges, and where it is. */
export function ModelSection({
  draft,
  change,
  settings,
}: {
  draft: JudgeDraft;
  change: (part: Partial<JudgeDraft>) => void;
  settings: JudgeSettings | null;
}) {
  const { configuration } = draft;
  const { provider, baseUrl, model, numCtx, maxOutputTokens, temperature } = configuration;
  const set = (part: Partial<JudgeDraft['configuration']>): void =>
    change({ configuration: { ...configuration, ...part } });
  const state = settings?.providers.find((each) => each.provider === provider) ?? null;
  const problems = draftProblems(draft);
  const addressProblem = problems.get('baseUrl') ?? null;
  const models = useModels({ provider, baseUrl: addressProblem === null ? baseUrl : null });
  return (
    <SetupSection title="Judge">
      <div className="field">
        <span className="field-label">Provider</span>
        <Choice
          label="Provider"
          value={provider}
          options={JUDGE_PROVIDERS.map((value) => ({ value, label: PROVIDER_WORDS[value] }))}
          onChange={(value) => set({ provider: value, baseUrl: null, model: '' })}
        />
      </div>
      <TextField
        label="Address of the server"
        type="url"
        value={baseUrl ?? ''}
        placeholder={state?.baseUrl ?? ''}
        problem={addressProblem}
        onChange={(value) => set({ baseUrl: value.trim() === '' ? null : value.trim() })}
        {...(provider === 'openai' && {
          hint: 'Empty for OpenAI itself. vLLM, llama.cpp, LM Studio and gateways: e.g. http://127.0.0.1:8080/v1',
        })}
      />
      <SuggestField
        label="Model"
        value={model}
        suggestions={models.data ?? []}
        onChange={(value) => set({ model: value })}
        hint={
          models.error
            ? `${toProblem(models.error).details.message.replace(/\.$/, '')}. A name can be typed all the same.`
            : models.data
              ? `${models.data.length} offered by the server`
              : 'asking the server for its models'
        }
      />
      {state !== null && <ProviderKey provider={state} baseUrl={baseUrl} />}
      <details className="setup-more">
        <summary>Parameters of the model</summary>
        <div className="field-row">
          <NumberField
            label="Temperature"
            value={temperature}
            min={0}
            max={2}
            decimals={2}
            placeholder="not sent"
            onChange={(value) => set({ temperature: value })}
          />
          <NumberField
            label="Output tokens, at most"
            value={maxOutputTokens}
            min={16}
            onChange={(value) => set({ maxOutputTokens: value ?? 512 })}
          />
          {provider === 'ollama' && (
            <NumberField
              label="Context, tokens"
              value={numCtx}
              min={512}
              onChange={(value) => set({ numCtx: value ?? 8192 })}
            />
          )}
        </div>
        <p className="field-hint">
          An empty temperature is not sent, for models that refuse one. All of this is part of the judge:
          change it, and pairs are judged anew.
        </p>
      </details>
    </SetupSection>
  );
}
