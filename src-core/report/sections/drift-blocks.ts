import { formatCount, formatCriterion, formatMoment } from '../../model/format';
import { driftPlot } from '../../plots/drift-plot';
import { type Block, type Content, TEXT_WIDTH, figures, words } from '../document';
import type { ReportModel } from '../report-model';

const CRITERION_OF = {
  latency_p95_ratio: 'latency_p95_ratio',
  error_difference: 'error_rate',
  similarity: 'similarity',
  win_rate: 'win_rate',
} as const;

/** Where figures changed their level, what holds in a part of the time only, and the criteria's own figures over time. */
export function driftBlocks({ board, decision }: ReportModel): Block[] {
  const drift = board?.drift;
  if (drift === null || drift === undefined) return [];
  const changes = drift.series.flatMap((series) => series.changes);
  const thresholds = new Map(decision.criteria.map(({ id, threshold }) => [id as string, threshold]));
  const plots = drift.series
    .filter(
      ({ metric, points }) =>
        (metric in CRITERION_OF || thresholds.has(metric)) && points.some(({ value }) => value !== null),
    )
    .map((series) =>
      driftPlot(series, {
        binMs: drift.binMs,
        threshold:
          thresholds.get(CRITERION_OF[series.metric as keyof typeof CRITERION_OF] ?? series.metric) ?? null,
        width: TEXT_WIDTH,
        height: 120,
      }),
    );
  return [
    {
      kind: 'text',
      content:
        changes.length === 0 && drift.partial.length === 0
          ? 'No figure changed its level, and every criterion says the same in all parts of the time.'
          : changes.map(({ words: text }) => text).join(' '),
    },
    ...drift.partial.map((partial): Block => ({
      kind: 'table',
      narrow: true,
      caption: partial.words,
      columns: [words('From'), words('To'), figures('n'), figures('estimate'), words('verdict')],
      rows: partial.stretches.map((stretch): Content[] => [
        formatMoment(stretch.from),
        formatMoment(stretch.to),
        formatCount(stretch.n),
        formatCriterion(partial.criterion, stretch.estimate),
        { verdict: stretch.verdict },
      ]),
    })),
    ...(plots.length === 0
      ? []
      : [
          {
            kind: 'figure',
            caption:
              'The criteria’s own figures over time with their bounds and thresholds; a dotted line marks a change of level.',
            plots,
          } as const,
        ]),
  ];
}
