import { formatCount, formatDuration } from '../model/format';
import { whoSuffers } from '../model/slice-words';
import type { ReportModel } from './report-model';

/** What the first page answers beside the verdict, in a sentence each; nothing where the report holds no board. */
export function boardAnswers({
  board,
  decision,
}: Pick<ReportModel, 'board' | 'decision'>): readonly (readonly [question: string, answer: string])[] {
  if (board === null) return [];
  const { slices, rollout } = board;
  return [
    ['Who would suffer', whoSuffers(slices)],
    ['What it would take', whatItTakes(board, decision)],
    ...(decision.verdict === 'NO-GO' ? [] : [['Where it stands', rollout.standing] as const]),
  ];
}

type Board = NonNullable<ReportModel['board']>;

function whatItTakes(
  { criteria, binding }: Board,
  { verdict, criteria: results }: ReportModel['decision'],
): string {
  if (verdict === 'NO-GO')
    return 'More data will not turn what has failed: it takes another model, or another threshold declared with its reason.';
  const more = criteria.find(({ key }) => key === binding)?.more;
  const label = results.find(({ id }) => id === binding)?.label;
  if (verdict === 'GO' || more === undefined || label === undefined || more.state === 'decided')
    return 'No further data.';
  if (more.state === 'not-reachable') return `“${label}” is ${more.words}`;
  if (more.pairs === null) return `“${label}” has to be measured first.`;
  const time = more.durationMs === null ? '' : `, ${formatDuration(more.durationMs)} at the present pace`;
  return `“${label}” is the last to be decided: about ${formatCount(more.pairs)} further ${more.unit}${time}.`;
}
