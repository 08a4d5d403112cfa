import type { PlanState } from '@core/model/look';
import type { Plan } from '@core/model/plan';
import { plural } from '../../shared/labels';
import { LookTable } from './LookTable';
import { PlanEditor } from './PlanEditor';
import { PlanVersions } from './PlanVersions';
import { Section } from './Section';

interface PlanSectionProps {
  /** Values of each tag that the data have. */
  tags: Readonly<Record<string, readonly string[]>>;
  state: PlanState;
  workspace: string;
  /** What is being edited: the plan in force, or one taken over from what-if. */
  draft: Plan;
  onDraft: (plan: Plan) => void;
  onDeclared: () => void;
}

/** The rule by which is decided: its settings in plain words, its versions, and every look at the data so far. */
export function PlanSection({ state, tags, workspace, draft, onDraft, onDeclared }: PlanSectionProps) {
  const { looks, declared, versions } = state;
  const afterwards = versions.filter(({ looksBefore }) => looksBefore > 0).length;
  return (
    <Section
      id="plan"
      note={
        <>
          {declared ? `declared, version ${versions.length}` : 'default, not declared'} · hash{' '}
          <code title={state.hash}>{state.hash.slice(0, 12)}</code>
        </>
      }
    >
      {afterwards > 0 && (
        <p className="evidence-caution">
          {afterwards === 1
            ? 'The plan was changed once after data had been looked at'
            : `The plan was changed ${afterwards} times after data had been looked at`}
          ; the report says so.
        </p>
      )}
      <PlanEditor
        plan={state.plan}
        draft={draft}
        looks={looks.length}
        workspace={workspace}
        tags={tags}
        onDraft={onDraft}
        onDeclared={onDeclared}
      />
      <div className="plan-history decide-after">
        <PlanVersions versions={versions} />
        <LookTable looks={looks} />
      </div>
      {state.damaged > 0 && (
        <p className="evidence-caution">
          {state.damaged} {plural(state.damaged, 'line')} of the journals of plans and looks can not be read
          and {plural(state.damaged, 'is', 'are')} left out.
        </p>
      )}
    </Section>
  );
}
