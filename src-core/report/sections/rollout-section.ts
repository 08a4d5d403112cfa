import { formatCount, formatDuration, formatFigure, formatLevel, formatPercent } from '../../model/format';
import type { RolloutPhase } from '../../model/rollout';
import type { Block } from '../document';
import type { ReportModel } from '../report-model';

const STATE = { passed: ' (passed)', current: ' (here now)', ahead: '' } as const;
const MARK = { holds: '● ', fails: '■ ', open: '○ ' } as const;

/** From the first mirrored request to all users: gates, stop rules, and where the present data stands. */
export function rolloutSection({ board }: ReportModel): Block[] {
  if (board === null) return [];
  const { rollout } = board;
  return [
    { kind: 'section', title: 'Roll-out plan', newPage: true },
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
      kind: 'terms',
      items: rollout.phases.map((phase) => ({
        term: `${phase.label}${STATE[phase.state]}`,
        content: [
          { strong: 'To go on: ' },
          `${phase.gates.map(({ state, words }) => `${MARK[state]}${words}`).join('; ')}. `,
          { strong: phase.kind === 'shadow' ? 'Stop when: ' : 'Stop or roll back when: ' },
          `${[...phase.stop, ...phase.rollback].map(({ words }) => words).join('; ')}. `,
          { faint: sizeOf(phase) },
        ],
      })),
    },
    ...rollout.notes.map((content): Block => ({ kind: 'text', content })),
  ];
}

function sizeOf({ kind, requiredN, expectedMs, errorSpent }: RolloutPhase): string {
  const size =
    requiredN === null
      ? 'No size can be told'
      : `${formatCount(requiredN)} ${kind === 'shadow' ? 'pairs' : 'requests'}`;
  const time = expectedMs === null ? '' : `, about ${formatDuration(expectedMs)}`;
  return `${size}${time}; error spent by its end ${formatPercent(errorSpent)}.`;
}
