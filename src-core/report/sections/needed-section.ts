import type { MoreNeeded } from '../../model/board';
import { NOT_MEASURED, formatCount, formatDuration, formatFigure } from '../../model/format';
import { type Block, type Content, figures, words } from '../document';
import type { ReportModel } from '../report-model';

/** What each criterion still needs, in requests and in time, and which one is the last to be decided. */
export function neededSection({ board, decision }: ReportModel): Block[] {
  if (board === null) return [];
  const { pace, binding, drift } = board;
  const rows = board.criteria.flatMap(({ key, more }): (readonly Content[])[] => {
    const result = decision.criteria.find(({ id }) => id === key);
    if (result === undefined) return [];
    return [
      [
        key === binding && more.state !== 'decided'
          ? [result.label, ' ', { strong: '(binding)' }]
          : result.label,
        { verdict: result.verdict },
        further(more),
        more.state === 'reachable' ? rangeWords(more.range) : '',
        more.state === 'reachable' ? formatDuration(more.durationMs) : '',
      ],
    ];
  });
  const bound = board.criteria.find(({ key }) => key === binding);
  const speed =
    pace === null
      ? 'The log carries no times, so requests cannot be turned into time.'
      : `Times are at ${formatFigure(pace.perHour)} complete pairs an hour (${formatFigure(pace.range[0])} to ${formatFigure(pace.range[1])}), the pace of the last ${formatDuration(pace.windowMs)}.`;
  const end = drift === null ? '' : ` ${drift.end.words}`;
  return [
    { kind: 'section', title: 'What it would take', newPage: true },
    ...(decision.verdict === 'NO-GO'
      ? [
          {
            kind: 'text',
            content:
              'More data will not turn what has failed: it takes another model, or another threshold declared with its reason.',
          } as const,
        ]
      : []),
    ...(bound === undefined || bound.more.state === 'decided'
      ? []
      : [
          {
            kind: 'text',
            content: `${bound.more.words.charAt(0).toUpperCase()}${bound.more.words.slice(1)}`,
          } as const,
        ]),
    {
      kind: 'table',
      caption: `Further data for an 80 % chance of GO if the estimate is true. ${speed}${end}`,
      columns: [
        words('Criterion'),
        words('Verdict'),
        figures('Further'),
        figures('Likely range'),
        figures('Time'),
      ],
      rows,
    },
  ];
}

function further({ state, pairs, unit }: MoreNeeded): string {
  if (state === 'decided') return 'none';
  if (state === 'not-reachable') return 'not reachable';
  return pairs === null ? NOT_MEASURED : `${formatCount(pairs)} ${unit}`;
}

function rangeWords(range: MoreNeeded['range']): string {
  if (range === null) return '';
  const [from, to] = range;
  return `${formatCount(from)} to ${to === null ? 'not reachable' : formatCount(to)}`;
}
