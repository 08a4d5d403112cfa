import { CircleCheck, CircleDot, Circle, CircleX } from 'lucide-react';
import { type ReactNode, Suspense, lazy } from 'react';
import type { GrowingBoard } from '@core/model/board';
import { formatCount, formatDuration, formatPercent } from '@core/model/format';
import type { RolloutGate, RolloutPhase } from '@core/model/rollout';
import { safeText } from '@core/model/visible-text';
import { Section } from './Section';

/** Writes YAML, which the rest of the page does not need. */
const RolloutExport = lazy(async () => ({ default: (await import('./RolloutExport')).RolloutExport }));

/** From the first mirrored request to all users: what must hold to go on, when to stop, and where the data stands. */
export function RolloutSection({ board }: { board: GrowingBoard }) {
  const { rollout } = board;
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
        {rollout.phases.map((phase, index) => (
          <Phase key={phase.id} phase={phase} like={sameRules(rollout.phases, index)} />
        ))}
      </ol>
      {rollout.notes.map((note) => (
        <p key={note} className="faint">
          {safeText(note)}
        </p>
      ))}
      <Suspense>
        <RolloutExport board={board} />
      </Suspense>
    </Section>
  );
}

const STATE: Readonly<Record<RolloutPhase['state'], string>> = {
  passed: 'passed',
  current: 'here now',
  ahead: 'ahead',
};

/** The first of the phases just before this one that ask for the same, so that it is read once. */
function sameRules(phases: readonly RolloutPhase[], index: number): RolloutPhase | null {
  const words = ({ gates, stop, rollback }: RolloutPhase) =>
    [...gates, ...stop, ...rollback].map((rule) => rule.words).join('\n');
  let first = index;
  while (first > 0 && words(phases[first - 1]!) === words(phases[index]!)) first -= 1;
  return first === index ? null : phases[first]!;
}

function Phase({ phase, like }: { phase: RolloutPhase; like: RolloutPhase | null }) {
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
        <span className="faint">
          {state === 'current' && gates.some((gate) => gate.state === 'fails')
            ? 'stopped here'
            : STATE[state]}
        </span>
      </div>
      <div className="soft">
        {requiredN === null
          ? 'no size can be told'
          : `${formatCount(requiredN)} ${kind === 'shadow' ? 'pairs' : 'requests'}`}
        {expectedMs !== null && `, about ${formatDuration(expectedMs)}`}
        <br />
        <span className="faint small">error spent by its end {formatPercent(errorSpent)}</span>
      </div>
      {like !== null && <p className="faint phase-same">the same rules as {safeText(like.label)}</p>}
      {like === null && (
        <Rules title="To go on">
          {gates.map((gate) => (
            <li key={gate.words}>
              <GateMark state={gate.state} /> {safeText(gate.words)}
            </li>
          ))}
        </Rules>
      )}
      {like === null && (
        <Rules title={kind === 'shadow' ? 'Stop when' : 'Stop or roll back when'}>
          {[...stop, ...rollback].map((rule) => (
            <li key={rule.words}>{safeText(rule.words)}</li>
          ))}
        </Rules>
      )}
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
