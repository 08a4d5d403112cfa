import type { CostRatio, CostReport } from '../../model/cost';
import { formatCount, formatFigure, formatRatio, formatUsd } from '../../model/format';
import type { ArmMetrics } from '../../model/metrics';
import { type Block, figures, words } from '../document';
import { quotient } from '../figures';
import type { ReportModel } from '../report-model';

const ROWS: readonly {
  label: string;
  value: (arm: ArmMetrics) => number | null;
  format: (value: number | null) => string;
}[] = [
  { label: 'tokens in', value: (arm) => arm.tokensIn, format: formatCount },
  { label: 'tokens out', value: (arm) => arm.tokensOut, format: formatCount },
  { label: 'cost, failed requests included', value: (arm) => arm.cost, format: formatUsd },
  { label: 'cost per answer', value: (arm) => arm.costPerAnswer, format: formatUsd },
  { label: 'output length, mean characters', value: (arm) => arm.length.mean, format: formatFigure },
  { label: 'output length, P50', value: (arm) => arm.length.p50, format: formatFigure },
  { label: 'output length, P95', value: (arm) => arm.length.p95, format: formatFigure },
];

/** Tokens, cost and output length of both arms. */
export function costSection({ metrics, board }: ReportModel): Block[] {
  const { prod, shadow } = metrics;
  return [
    { kind: 'section', title: 'Cost and tokens' },
    {
      kind: 'table',
      narrow: true,
      caption: `Sums and means as the logs state them, over ${formatCount(prod.answered)} answered requests in production and ${formatCount(shadow.answered)} in shadow.`,
      columns: [words('Figure'), figures({ arm: 'prod' }), figures({ arm: 'shadow' }), figures('ratio')],
      rows: ROWS.map(({ label, value, format }) => [
        label,
        format(value(prod)),
        format(value(shadow)),
        formatRatio(quotient(value(prod), value(shadow))),
      ]),
    },
    ...costBounds(board?.cost ?? null),
  ];
}

/** The ratio with its bounds, and what the test itself cost. */
function costBounds(cost: CostReport | null): Block[] {
  if (cost === null || cost.ratio === null) return [];
  const ratio = ({ estimate, lower, upper }: CostRatio): string =>
    `${formatRatio(estimate)} (${formatRatio(lower)} … ${formatRatio(upper)})`;
  const perAnswer = cost.perAnswer === null ? '' : `; per successful answer ${ratio(cost.perAnswer)}`;
  const judging = cost.judging === null ? '' : ` and ${formatUsd(cost.judging)} for judging`;
  return [
    {
      kind: 'text',
      content: `Over the ${formatCount(cost.n)} pairs that carry both costs the shadow costs ${ratio(cost.ratio)} of production per request${perAnswer}; bounds by the delta method with the pairing. The test itself has cost ${formatUsd(cost.shadowSpent)} for the shadow’s answers${judging}, which is in none of the ratios.`,
    },
  ];
}
