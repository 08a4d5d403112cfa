import { ARMS } from '../../model/arm';
import { amountRows, formatBothN, totalsSentence } from '../../model/arm-figure-rows';
import type { CostRatio, CostReport } from '../../model/cost';
import { NOT_MEASURED, formatCount, formatLevel, formatRatio, formatUsd } from '../../model/format';
import { type Block, type Content, figures, words } from '../document';
import { boundedText } from '../figures';
import type { ReportModel } from '../report-model';

/** Tokens, cost and output length of both arms. */
export function costSection({ metrics, plan, board }: ReportModel): Block[] {
  const totals = ARMS.flatMap((arm): Content[] => {
    const sums = totalsSentence(metrics, arm);
    return sums === null ? [] : [[{ arm }, ` in all: ${sums}.`]];
  });
  return [
    { kind: 'section', title: 'Cost and tokens' },
    {
      kind: 'table',
      caption: `A request that carries the figure, failed ones included in cost and tokens; bounds one-sided at ${formatLevel(plan.level)}. Ratios are shadow / production of the same requests.`,
      columns: [
        words('Figure'),
        figures({ arm: 'prod' }),
        figures({ arm: 'shadow' }),
        figures('ratio'),
        figures('n'),
      ],
      rows: amountRows(metrics).map(({ label, n, prod, shadow, ratio }) => [
        label,
        boundedText(prod),
        boundedText(shadow),
        ratio === null ? NOT_MEASURED : boundedText(ratio),
        formatBothN(n),
      ]),
    },
    ...totals.map((content): Block => ({ kind: 'text', content })),
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
