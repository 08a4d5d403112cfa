import { formatCount, formatFigure, formatLevel, formatP, formatPercent } from '../../model/format';
import type { TrustFigure } from '../../model/judge-trust';
import { winRatePlot } from '../../plots/win-rate-plot';
import { type Block, TEXT_WIDTH, figures, words } from '../document';
import type { ReportModel } from '../report-model';

const CLASSES = ['production', 'tie', 'shadow'];

/** What the judge found, and how far it can be relied on. */
export function judgeSection({ judge, plan }: ReportModel): Block[] {
  if (judge === null) return [];
  const { wins, ties, losses, unjudged, byRule, representative, level } = judge;
  const n = wins + ties + losses;
  return [
    { kind: 'section', title: 'Judge' },
    {
      kind: 'text',
      content: [
        'Judged by ',
        { name: judge.model },
        ` (configuration `,
        { code: judge.config },
        `): the shadow wins ${formatCount(wins)}, ties ${formatCount(ties)} and loses ${formatCount(losses)} of ${formatCount(n)} pairs by the strict rule, a win in every order that was asked. ${formatCount(byRule)} of them were decided by rule, without the judge; ${formatCount(unjudged)} further pairs were asked and gave no verdict, which is not a tie.`,
        representative ? '' : ' The pairs were picked by a filter: these rates say nothing of all pairs.',
      ],
    },
    {
      kind: 'figure',
      caption: `Win rate of the shadow by every way of counting, with one-sided ${formatLevel(level)} bounds; the passing side is tinted.`,
      plots: [
        winRatePlot(
          judge.winRates.map(({ label, figure, note }) => ({
            label,
            figure,
            ...(note !== null && { note }),
          })),
          { width: TEXT_WIDTH, threshold: plan.criteria.win_rate.threshold },
        ),
      ],
    },
    {
      kind: 'table',
      caption: `How far the verdicts can be relied on; bounds one-sided at ${formatLevel(level)}.`,
      columns: [words('Figure'), figures('Value'), figures('Bounds'), words('n')],
      rows: judge.figures.map(({ label, figure, unit }) => [
        label,
        formatPercent(figure.value),
        bounds(figure),
        `${formatCount(figure.n)} ${unit}`,
      ]),
    },
    {
      kind: 'text',
      content: `Exact test of no preference for a place: ${formatP(judge.orderP)}.`,
    },
    ...judge.alarms.map(({ severity, text }): Block => ({
      kind: 'text',
      content: [{ strong: severity === 'alarm' ? 'Alarm: ' : 'Notice: ' }, text],
    })),
    ...peopleBlocks(judge.people),
  ];
}

function peopleBlocks(people: NonNullable<ReportModel['judge']>['people']): Block[] {
  if (people === null)
    return [
      { kind: 'text', content: 'No judged pair is labelled by a person, so the judge is not calibrated.' },
    ];
  const { n, kappa, table } = people;
  return [
    {
      kind: 'table',
      caption: `People (rows) and the judge (columns) on ${formatCount(n)} labelled pairs${kappa === null ? '' : `; Cohen’s κ ${formatFigure(kappa.value)} (${formatFigure(kappa.lower)} to ${formatFigure(kappa.upper)})`}.`,
      columns: [words('People'), ...CLASSES.map((name) => figures(name))],
      rows: table.map((row, i) => [CLASSES[i]!, ...row.map(formatCount)]),
      narrow: true,
    },
  ];
}

function bounds({ lower, upper }: TrustFigure): string {
  return `${formatPercent(lower)} … ${formatPercent(upper)}`;
}
