import { useCallback, useState } from 'react';
import type { Plan } from '@core/model/plan';
import { PLAN_PRESETS } from '@core/model/plan-presets';
import { type Problem, toProblem } from '../../shared/api/problem';
import { declarePlan } from '../../shared/api/decide-client';
import { Button } from '../../shared/ui/Button';
import { ProblemPanel } from '../../shared/ui/ProblemPanel';
import { FieldProblems, type ReportProblem } from './field-problems';
import { LookSettings } from './LookSettings';
import { NumberInput } from './NumberInput';
import { OwnCriteria } from './OwnCriteria';
import { PlanCriteria } from './PlanCriteria';
import { ProtectedSlices } from './ProtectedSlices';
import { SettingField, describedBy } from './SettingField';
import { ofShare, toPercent } from './percent';
import { samePlan } from './same-plan';

interface PlanEditorProps {
  /** In force. */
  plan: Plan;
  draft: Plan;
  /** Looks so far: a plan changed after one is visible as such. */
  looks: number;
  workspace: string;
  /** Values of each tag that the data have. */
  tags: Readonly<Record<string, readonly string[]>>;
  onDraft: (plan: Plan) => void;
  onDeclared: () => void;
}

/** The plan as a form: each setting with what it means, presets to begin with, and its declaration. */
export function PlanEditor({ plan, draft, looks, workspace, tags, onDraft, onDeclared }: PlanEditorProps) {
  const [by, setBy] = useState('');
  const [note, setNote] = useState('');
  const [problem, setProblem] = useState<Problem | null>(null);
  const [saving, setSaving] = useState(false);
  const [wrong, setWrong] = useState<ReadonlySet<string>>(new Set());
  const report = useCallback<ReportProblem>((field, found) => {
    setWrong((fields) => {
      if (fields.has(field) === (found !== null)) return fields;
      const next = new Set(fields);
      if (found === null) next.delete(field);
      else next.add(field);
      return next;
    });
  }, []);
  const changed = !samePlan(plan, draft);
  const declare = async (): Promise<void> => {
    setSaving(true);
    setProblem(null);
    try {
      await declarePlan(workspace, { plan: draft, by: by.trim() || null, note: note.trim() || null });
      setNote('');
      onDeclared();
    } catch (error) {
      setProblem(toProblem(error));
    } finally {
      setSaving(false);
    }
  };
  const unnamed = draft.name.trim() === '' ? 'must have a name' : null;
  const problems = wrong.size + (unnamed === null ? 0 : 1);
  return (
    <FieldProblems value={report}>
      <div className="plan-editor">
        <fieldset className="presets">
          <legend>Begin with</legend>
          {PLAN_PRESETS.map((preset) => (
            <button
              key={preset.id}
              type="button"
              aria-pressed={samePlan(preset.plan, draft)}
              onClick={() => onDraft(preset.plan)}
            >
              <strong>{preset.label}</strong>
              <span>{preset.explanation}</span>
            </button>
          ))}
        </fieldset>
        <div className="plan-general">
          <SettingField id="plan-name" label="Name" help="How reports and looks call it." problem={unnamed}>
            <input
              id="plan-name"
              value={draft.name}
              maxLength={80}
              aria-invalid={unnamed !== null}
              aria-describedby={describedBy('plan-name', 'help', unnamed)}
              onChange={(event) => onDraft({ ...draft, name: event.currentTarget.value })}
            />
          </SettingField>
          <NumberInput
            label="Confidence level"
            value={toPercent(draft.level)}
            unit="%"
            min={50}
            max={99.99}
            step={0.5}
            help={`Each wrong verdict has a chance of at most ${toPercent(1 - draft.level)} %. Higher is safer and needs more requests.`}
            onChange={(value) => onDraft({ ...draft, level: ofShare(value) })}
          />
          <SettingField
            id="plan-missing"
            label="Requests without a shadow answer"
            help="Counting them as failed is the cautious side: a shadow that answers only easy requests gains nothing."
          >
            <select
              id="plan-missing"
              value={draft.missingShadow}
              onChange={(event) =>
                onDraft({ ...draft, missingShadow: event.currentTarget.value as Plan['missingShadow'] })
              }
            >
              <option value="failed">count as failed</option>
              <option value="excluded">are left out</option>
            </select>
          </SettingField>
          <SettingField
            id="plan-clusters"
            label="Requests belong together by"
            help="A tag such as user or conversation; “auto” finds it, “none” takes each request for itself. A hundred requests of one user tell less than those of a hundred."
          >
            <input
              id="plan-clusters"
              list="plan-cluster-tags"
              value={draft.clusterBy}
              onChange={(event) => onDraft({ ...draft, clusterBy: event.currentTarget.value || 'auto' })}
            />
            <datalist id="plan-cluster-tags">
              {['auto', 'none', ...Object.keys(tags)].map((each) => (
                <option key={each} value={each} />
              ))}
            </datalist>
          </SettingField>
          <LookSettings draft={draft} onDraft={onDraft} />
        </div>
        <PlanCriteria draft={draft} onDraft={onDraft} />
        <OwnCriteria draft={draft} onDraft={onDraft} />
        <ProtectedSlices draft={draft} tags={tags} onDraft={onDraft} />
        <div className="plan-declare">
          <p className={changed && looks > 0 ? 'evidence-caution' : 'soft'}>
            {!changed && 'This is the plan in force.'}
            {changed &&
              looks > 0 &&
              'The data have been looked at already: the change is possible, and every report will show it with its reason.'}
            {changed && looks === 0 && 'Nobody has looked at the data under a declared plan yet.'}
          </p>
          <div className="plan-declare-row">
            <input
              aria-label="Declared by"
              placeholder="your name"
              value={by}
              onChange={(event) => setBy(event.currentTarget.value)}
            />
            <input
              aria-label="Why it is changed"
              placeholder="why it is changed"
              value={note}
              onChange={(event) => setNote(event.currentTarget.value)}
            />
            <Button
              kind="primary"
              isDisabled={!changed || saving || problems > 0}
              onPress={() => void declare()}
            >
              {saving ? 'Declaring…' : 'Declare this plan'}
            </Button>
            <Button isDisabled={!changed} onPress={() => onDraft(plan)}>
              Discard
            </Button>
          </div>
          {problems > 0 && (
            <p className="field-problem" role="status">
              {problems === 1 ? 'One field does' : `${problems} fields do`} not fit yet; what is wrong stands
              beside {problems === 1 ? 'it' : 'them'}.
            </p>
          )}
          {problem && <ProblemPanel problem={problem} />}
        </div>
      </div>
    </FieldProblems>
  );
}
