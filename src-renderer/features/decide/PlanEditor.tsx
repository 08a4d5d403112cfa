import { useState } from 'react';
import type { Plan } from '@core/model/plan';
import { PLAN_PRESETS } from '@core/model/plan-presets';
import { type Problem, toProblem } from '../../shared/api/problem';
import { declarePlan } from '../../shared/api/decide-client';
import { Button } from '../../shared/ui/Button';
import { ProblemPanel } from '../../shared/ui/ProblemPanel';
import { NumberInput } from './NumberInput';
import { OwnCriteria } from './OwnCriteria';
import { PlanCriteria } from './PlanCriteria';
import { ProtectedSlices } from './ProtectedSlices';
import { samePlan } from './same-plan';

interface PlanEditorProps {
  /** In force. */
  plan: Plan;
  draft: Plan;
  /** Looks so far: a plan changed after one is visible as such. */
  looks: number;
  workspace: string;
  onDraft: (plan: Plan) => void;
  onDeclared: () => void;
}

/** The plan as a form: each setting with what it means, presets to begin with, and its declaration. */
export function PlanEditor({ plan, draft, looks, workspace, onDraft, onDeclared }: PlanEditorProps) {
  const [by, setBy] = useState('');
  const [note, setNote] = useState('');
  const [problem, setProblem] = useState<Problem | null>(null);
  const [saving, setSaving] = useState(false);
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
  return (
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
        <div className="number-input">
          <label htmlFor="plan-name">Name</label>
          <input
            id="plan-name"
            value={draft.name}
            maxLength={80}
            onChange={(event) => onDraft({ ...draft, name: event.currentTarget.value })}
          />
          <span className="soft number-help">How reports and looks call it.</span>
        </div>
        <NumberInput
          label="Confidence level"
          value={percent(draft.level)}
          unit="%"
          min={50}
          max={99.99}
          step={0.5}
          help={`Each wrong verdict has a chance of at most ${percent(1 - draft.level)} %. Higher is safer and needs more requests.`}
          onChange={(value) => onDraft({ ...draft, level: share(value, 0.5, 0.9999) })}
        />
        <div className="number-input">
          <label htmlFor="plan-missing">Requests without a shadow answer</label>
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
          <span className="soft number-help">
            Counting them as failed is the cautious side: a shadow that answers only easy requests gains
            nothing.
          </span>
        </div>
        <div className="number-input">
          <label htmlFor="plan-clusters">Requests belong together by</label>
          <input
            id="plan-clusters"
            value={draft.clusterBy}
            onChange={(event) => onDraft({ ...draft, clusterBy: event.currentTarget.value || 'auto' })}
          />
          <span className="soft number-help">
            A tag such as user or conversation; “auto” finds it, “none” takes each request for itself. A
            hundred requests of one user tell less than those of a hundred.
          </span>
        </div>
        <div className="number-input">
          <label htmlFor="plan-looks">When may be looked</label>
          <select
            id="plan-looks"
            value={draft.looks.rule}
            onChange={(event) =>
              onDraft({
                ...draft,
                looks: { ...draft.looks, rule: event.currentTarget.value as Plan['looks']['rule'] },
              })
            }
          >
            <option value="auto">as the data are: fixed, sequential once they grow</option>
            <option value="fixed">once, at a finished log</option>
            <option value="sequential">at planned looks for GO, at any time for NO-GO</option>
          </select>
          <span className="soft number-help">
            Who looks at growing data until they please is wrong far more often than the level says; planned
            looks pay for that in advance.
          </span>
        </div>
      </div>
      <PlanCriteria draft={draft} onDraft={onDraft} />
      <OwnCriteria draft={draft} onDraft={onDraft} />
      <ProtectedSlices draft={draft} onDraft={onDraft} />
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
          <Button kind="primary" isDisabled={!changed || saving} onPress={() => void declare()}>
            {saving ? 'Declaring…' : 'Declare this plan'}
          </Button>
          <Button isDisabled={!changed} onPress={() => onDraft(plan)}>
            Discard
          </Button>
        </div>
        {problem && <ProblemPanel problem={problem} />}
      </div>
    </div>
  );
}

function percent(value: number): number {
  return Number((value * 100).toPrecision(6));
}

function share(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value / 100));
}
