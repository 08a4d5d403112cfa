import { formatCount, formatCriterion, formatLevel } from '../../model/format';
import type { Block } from '../document';
import type { ReportModel } from '../report-model';

/** What people prefer, beside the judge; nothing where nobody has labelled a pair. */
export function peopleSection({ human, evidence }: ReportModel): Block[] {
  if (human === undefined || evidence.humanWinRate === undefined) return [];
  const { n, estimate, lower, upper, level, threshold, method, reason, cautions } = human;
  const figure = (value: number | null): string => formatCriterion('human_win_rate', value, threshold);
  const bounds =
    lower === null || upper === null
      ? 'no bounds can be given yet'
      : `${formatLevel(level)} bounds ${figure(lower)} and ${figure(upper)}`;
  return [
    { kind: 'section', title: 'What people prefer' },
    {
      kind: 'text',
      content: `Over ${formatCount(n)} pairs that people labelled, the shadow wins ${figure(estimate)}, ties counted ½ (${bounds}; ${method}). ${reason} This is evidence of its own and not part of the judge’s win rate.`,
    },
    ...(cautions.length > 0 ? [{ kind: 'text' as const, content: `Cautions: ${cautions.join('; ')}.` }] : []),
  ];
}
