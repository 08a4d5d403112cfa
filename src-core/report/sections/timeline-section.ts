import { formatCount, formatDuration } from '../../model/format';
import { timelinePlots } from '../../plots/timeline-plots';
import { type Block, TEXT_WIDTH } from '../document';
import type { ReportModel } from '../report-model';
import { driftBlocks } from './drift-blocks';

/** The figures over time, as small multiples. */
export function timelineSection(model: ReportModel): Block[] {
  const { timeline } = model;
  const plots = timeline === null ? [] : timelinePlots(timeline, { width: TEXT_WIDTH, height: 104 });
  const head: Block = { kind: 'section', title: 'Over time' };
  if (timeline === null || plots.length === 0) {
    return [head, { kind: 'text', content: 'The logs carry no times.' }];
  }
  const untimed =
    timeline.untimed === 0 ? '' : ` ${formatCount(timeline.untimed)} pairs without a time are not shown.`;
  return [
    head,
    ...driftBlocks(model),
    {
      kind: 'figure',
      caption: `Intervals of ${formatDuration(timeline.binMs)}, UTC; production is a solid line, shadow a dashed one, and a gap means that nothing was logged.${untimed}`,
      plots,
    },
  ];
}
