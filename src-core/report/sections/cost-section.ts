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
export function costSection({ metrics }: ReportModel): Block[] {
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
  ];
}
