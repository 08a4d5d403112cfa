import { CircleCheck, CircleDot, Circle, CircleX, Download } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { formatCount, formatDuration, formatPercent } from '@core/model/format';
import type { RolloutFormat, RolloutGate, RolloutPhase, RolloutPlan } from '@core/model/rollout';
import { safeText } from '@core/model/visible-text';
import { type Problem, toProblem } from '../../shared/api/problem';
import { getRollout } from '../../shared/api/decide-client';
import { download } from '../../shared/save-report';
import { Button } from '../../shared/ui/Button';
import { ProblemPanel } from '../../shared/ui/ProblemPanel';
import { Section } from './Section';

const EXPORTS: readonly { format: RolloutFormat; label: string; file: string }[] = [
  { format: 'argo', label: 'Argo Rollouts', file: 'rollout-argo.yaml' },
  { format: 'flagger', label: 'Flagger', file: 'rollout-flagger.yaml' },
  { format: 'md', label: 'Markdown', file: 'rollout.md' },
];

/** From the first mirrored request to all users: what must hold to go on, when to stop, and where the data stands. */
export function RolloutSection({ rollout, workspace }: { rollout: RolloutPlan; workspace: string }) {
  const [problem, setProblem] = useState<Problem | null>(null);
  const save = async (format: RolloutFormat, file: string): Promise<void> => {
    setProblem(null);
    try {
      download(new Blob([await getRollout(workspace, format)], { type: 'text/plain' }), file);
    } catch (error) {
      setProblem(toProblem(error));
    }
  };
  return (
    <Section
      id="rollout"
      note={
        rollout.trafficPerHour === null
          ? 'traffic unknown, so no times'
          : `at ${formatCount(Math.round(rollout.trafficPerHour))} requests an hour`
      }
    >
      <p className="decide-standing">{safeText(rollout.standing)}</p>
      <ol className="ladder">
        {rollout.phases.map((phase) => (
          <Phase key={phase.id} phase={phase} />
        ))}
      </ol>
      {rollout.notes.map((note) => (
        <p key={note} className="faint">
          {safeText(note)}
        </p>
      ))}
      <div className="button-row decide-after">
        {EXPORTS.map(({ format, label, file }) => (
          <Button key={format} onPress={() => void save(format, file)}>
            <Download className="icon" aria-hidden />
            {label}
          </Button>
        ))}
      </div>
      {problem && <ProblemPanel problem={problem} />}
    </Section>
  );
}

const STATE: Readonly<Record<RolloutPhase['state'], string>> = {
  passed: 'passed',
  current: 'here now',
  ahead: 'ahead',
};

function Phase({ phase }: { phase: RolloutPhase }) {
  const { kind, gates, requiredN, expectedMs, stop, rollback, errorSpent, state } = phase;
  const Icon = state === 'passed' ? CircleCheck : state === 'current' ? CircleDot : Circle;
  return (
    <li
      className="phase"
      data-state={state}
      {...(state === 'current' && { 'aria-current': 'step' as const })}
    >
      <div className="phase-head">
        <Icon className="icon" aria-hidden />
        <strong>{safeText(phase.label)}</strong>
        <span className="faint">{STATE[state]}</span>
      </div>
      <div className="phase-body">
        <p className="soft small">
          {requiredN === null
            ? 'No size can be told'
            : `${formatCount(requiredN)} ${kind === 'shadow' ? 'pairs' : 'requests'}`}
          {expectedMs !== null && `, about ${formatDuration(expectedMs)}`} · error spent by its end{' '}
          {formatPercent(errorSpent)}
        </p>
      </div>
      <Rules title="To go on">
        {gates.map((gate) => (
          <li key={gate.words}>
            <GateMark state={gate.state} /> {safeText(gate.words)}
          </li>
        ))}
      </Rules>
      <Rules title={kind === 'shadow' ? 'Stop when' : 'Stop or roll back when'}>
        {[...stop, ...rollback].map((rule) => (
          <li key={rule.words}>{safeText(rule.words)}</li>
        ))}
      </Rules>
    </li>
  );
}

function Rules({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div>
      <h3 className="faint small">{title}</h3>
      <ul>{children}</ul>
    </div>
  );
}

const GATE: Readonly<Record<RolloutGate['state'], string>> = {
  holds: 'holds',
  fails: 'fails',
  open: 'open',
};

function GateMark({ state }: { state: RolloutGate['state'] }) {
  const Icon = state === 'holds' ? CircleCheck : state === 'fails' ? CircleX : Circle;
  return (
    <>
      <Icon className={`icon small-icon gate-${state}`} aria-hidden />
      <span className="visually-hidden">{GATE[state]}:</span>
    </>
  );
}
