import { formatCount, formatDuration, formatFigure, formatLevel } from '../../model/format';
import { type Block, type Content, figures, words } from '../document';
import type { ReportModel } from '../report-model';

const MARK = { holds: '● ', fails: '■ ', open: '○ ' } as const;

/** From the first mirrored request to all users: gates, stop rules, and where the present data stands. */
export function rolloutSection({ board }: ReportModel): Block[] {
  if (board === null) return [];
  const { rollout } = board;
  return [
    { kind: 'section', title: 'Roll-out plan', newPage: true },
    { kind: 'text', content: rollout.standing },
    {
      kind: 'table',
      caption: `Phases in order. A gate that the present data passes is marked ●, one that it fails ■, an open one ○. The ladder as a whole may spend an error of ${formatLevel(rollout.errorBudget)}.${
        rollout.trafficPerHour === null
          ? ' The traffic is not known, so no times are given.'
          : ` Times are at ${formatCount(Math.round(rollout.trafficPerHour))} requests an hour.`
      }`,
      columns: [words('Phase'), words('To go on'), words('Stop or roll back when'), figures('Size, time')],
      rows: rollout.phases.map((phase): Content[] => [
        [
          { strong: `${phase.kind === 'shadow' ? 'Shadow' : 'Canary'} ${formatLevel(phase.share)}` },
          phase.state === 'ahead' ? '' : phase.state === 'current' ? ' (here now)' : ' (passed)',
        ],
        phase.gates.map(({ state, words: text }) => `${MARK[state]}${text}`).join('; '),
        [...phase.stop, ...phase.rollback].map(({ words: text }) => text).join('; '),
        [
          phase.requiredN === null
            ? '—'
            : `${formatCount(phase.requiredN)} ${phase.kind === 'shadow' ? 'pairs' : 'requests'}`,
          phase.expectedMs === null ? '' : `, ${formatDuration(phase.expectedMs)}`,
          ' ',
          { faint: `error spent ${formatFigure(phase.errorSpent)}` },
        ],
      ]),
    },
    ...rollout.notes.map((content): Block => ({ kind: 'text', content })),
  ];
}
