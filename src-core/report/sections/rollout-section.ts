import {
  NOT_MEASURED,
  formatCount,
  formatDuration,
  formatFigure,
  formatLevel,
  formatPercent,
} from '../../model/format';
import type { RolloutPhase } from '../../model/rollout';
import { type Block, type Content, figures, words } from '../document';
import type { ReportModel } from '../report-model';

const STATE = { passed: 'passed', current: 'here now', ahead: 'ahead' } as const;
const MARK = { holds: '● ', fails: '■ ', open: '○ ' } as const;

/** From the first mirrored request to all users: gates, stop rules, and where the present data stands. */
export function rolloutSection({ board }: ReportModel): Block[] {
  if (board === null) return [];
  const { rollout } = board;
  return [
    { kind: 'section', title: 'Roll-out plan' },
    { kind: 'text', content: rollout.standing },
    {
      kind: 'text',
      content: `A gate that the present data passes is marked ●, one that it fails ■, an open one ○. The ladder as a whole may spend an error of ${formatLevel(rollout.errorBudget)}.${
        rollout.trafficPerHour === null
          ? ' The traffic is not known, so no times are given.'
          : ` Times are at ${formatFigure(rollout.trafficPerHour)} requests an hour.`
      }`,
    },
    {
      kind: 'table',
      caption: 'The phases, each with what it needs; the error is what may be spent by its end.',
      columns: [
        words('Phase'),
        words(''),
        figures('needs'),
        figures('expected time'),
        figures('error spent'),
      ],
      rows: rollout.phases.map((phase) => [
        phase.label,
        { faint: STATE[phase.state] },
        sizeOf(phase),
        formatDuration(phase.expectedMs),
        formatPercent(phase.errorSpent),
      ]),
    },
    {
      kind: 'terms',
      items: groups(rollout.phases).map((phases) => ({
        term: [phases[0]!, ...phases.slice(1).slice(-1)].map(({ label }) => label).join(' to '),
        content: rules(phases[0]!),
      })),
    },
    ...rollout.notes.map((content): Block => ({ kind: 'text', content })),
  ];
}

function rules({ kind, gates, stop, rollback }: RolloutPhase): Content {
  return [
    { strong: 'To go on: ' },
    `${gates.map(({ state, words: rule }) => `${MARK[state]}${rule}`).join('; ')}. `,
    { strong: kind === 'shadow' ? 'Stop when: ' : 'Stop or roll back when: ' },
    `${[...stop, ...rollback].map(({ words: rule }) => rule).join('; ')}.`,
  ];
}

/** Phases one after the other that go by the same rules, so that these are read once. */
function groups(phases: readonly RolloutPhase[]): readonly (readonly RolloutPhase[])[] {
  const grouped: RolloutPhase[][] = [];
  const key = (phase: RolloutPhase): string => JSON.stringify(rules(phase));
  for (const phase of phases) {
    const last = grouped.at(-1);
    if (last !== undefined && key(last[0]!) === key(phase)) last.push(phase);
    else grouped.push([phase]);
  }
  return grouped;
}

function sizeOf({ kind, requiredN }: RolloutPhase): string {
  return requiredN === null
    ? NOT_MEASURED
    : `${formatCount(requiredN)} ${kind === 'shadow' ? 'pairs' : 'requests'}`;
}
