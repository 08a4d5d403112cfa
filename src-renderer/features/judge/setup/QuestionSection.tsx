import { Plus, X } from 'lucide-react';
import type { JudgeOptions } from '@core/model/api/judge-trust';
import { DEFAULT_RUBRIC } from '@core/model/judge';
import { Button } from '../../../shared/ui/Button';
import { CheckBox } from '../../../shared/ui/CheckBox';
import { Choice } from '../../../shared/ui/Choice';
import { IconButton } from '../../../shared/ui/IconButton';
import { TextField } from '../../../shared/ui/TextField';
import { type JudgeDraft, draftProblems } from '../../../shared/judge/draft';
import { SetupSection } from './SetupSection';
import { TemplateField } from './TemplateField';

const NONE = '';

/** What the judge is asked: rubric, criteria, reference, conversation. */
export function QuestionSection({
  draft,
  change,
  options,
}: {
  draft: JudgeDraft;
  change: (part: Partial<JudgeDraft>) => void;
  options: JudgeOptions | null;
}) {
  const { configuration } = draft;
  const { rubric, criteria, sliceRubrics, reference, conversation, structured, template } = configuration;
  const set = (part: Partial<JudgeDraft['configuration']>): void =>
    change({ configuration: { ...configuration, ...part } });
  const problems = draftProblems(draft);
  const sources = [...(options?.labels ?? []), ...(options?.tags ?? [])];
  return (
    <SetupSection title="Question">
      <TextField
        label="Rubric"
        lines={5}
        value={rubric}
        problem={problems.get('rubric') ?? null}
        onChange={(value) => set({ rubric: value })}
      />
      {rubric !== DEFAULT_RUBRIC && (
        <div className="button-row">
          <Button kind="quiet" onPress={() => set({ rubric: DEFAULT_RUBRIC })}>
            Back to the default rubric
          </Button>
        </div>
      )}
      <TextField
        label="Criteria, one a line"
        lines={3}
        value={criteria.join('\n')}
        placeholder="e.g. names the right department"
        onChange={(value) => set({ criteria: value === '' ? [] : value.split('\n') })}
        problem={criteria.includes('') && criteria.length > 1 ? 'A line is empty.' : null}
      />
      <details className="setup-more">
        <summary>Reference answer, conversation, rubrics for some pairs</summary>
        <div className="field">
          <span className="field-label">Reference answer, where the log has one</span>
          <Choice
            label="Reference answer"
            value={reference ?? NONE}
            options={[{ value: NONE, label: 'none' }, ...sources.map((value) => ({ value, label: value }))]}
            onChange={(value) => set({ reference: value === NONE ? null : value })}
          />
        </div>
        <CheckBox checked={conversation} onChange={(checked) => set({ conversation: checked })}>
          Show the whole conversation, where the log has it
        </CheckBox>
        <CheckBox checked={structured} onChange={(checked) => set({ structured: checked })}>
          Ask for JSON by schema, where the provider can
        </CheckBox>
        {sliceRubrics.map((slice, index) => {
          const edit = (part: Partial<typeof slice>): void =>
            set({
              sliceRubrics: sliceRubrics.map((each, at) => (at === index ? { ...each, ...part } : each)),
            });
          return (
            // oxlint-disable-next-line react/no-array-index-key -- rows are edited in place
            <fieldset key={index} className="slice-rubric">
              <legend>
                Pairs with
                <Choice
                  label={`Tag of rubric ${index + 1}`}
                  value={slice.tag}
                  options={(options?.tags ?? []).map((value) => ({ value, label: value }))}
                  onChange={(tag) => edit({ tag })}
                />
                =
                <input
                  className="input short"
                  aria-label={`Value of rubric ${index + 1}`}
                  value={slice.value}
                  onChange={(event) => edit({ value: event.target.value })}
                />
                <IconButton
                  icon={X}
                  label="Remove this rubric"
                  onPress={() => set({ sliceRubrics: sliceRubrics.filter((_, at) => at !== index) })}
                />
              </legend>
              <TextField
                label="Rubric for them"
                lines={3}
                value={slice.rubric}
                onChange={(value) => edit({ rubric: value })}
              />
            </fieldset>
          );
        })}
        {(options?.tags.length ?? 0) > 0 && (
          <div className="button-row">
            <Button
              onPress={() =>
                set({ sliceRubrics: [...sliceRubrics, { tag: options!.tags[0]!, value: '', rubric }] })
              }
            >
              <Plus className="icon" aria-hidden />
              Another rubric for a slice
            </Button>
          </div>
        )}
      </details>
      <details className="setup-more" open={template !== null || undefined}>
        <summary>Template of the whole prompt</summary>
        <TemplateField template={template} onChange={(value) => set({ template: value })} />
      </details>
    </SetupSection>
  );
}
