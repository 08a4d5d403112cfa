import { formatCount, formatLevel } from '../../model/format';
import { errorRateFigure, outcomeFigure } from '../../model/arm-figure-rows';
import type { ArmName } from '../../model/arm';
import type { ArmMetrics } from '../../model/metrics';
import { type Block, type Content, figures, words } from '../document';
import type { ReportModel } from '../report-model';

const KINDS = 8;

/** Who failed: the 2×2 table of complete pairs, and errors by kind. */
export function failuresSection({ metrics, plan }: ReportModel): Block[] {
  const { both, shadowOnly, prodOnly, neither } = metrics.errors;
  const total = both + shadowOnly + prodOnly + neither;
  const one = (outcome: keyof typeof metrics.errors): Content => {
    const { value, bounds } = outcomeFigure(metrics, outcome);
    return [formatCount(metrics.errors[outcome]), ' ', { faint: `${value} ${bounds}`.trimEnd() }];
  };
  const rate = (arm: ArmName): string => {
    const { value, bounds } = errorRateFigure(metrics, arm);
    const { failed, answered } = metrics[arm];
    return `${value} ${bounds === '' ? '' : `${bounds} `}of ${formatCount(failed + answered)} requests`;
  };
  const head: Block = { kind: 'section', title: 'Who failed' };
  if (total === 0) return [head, { kind: 'text', content: 'No request was settled by both arms.' }];
  return [
    head,
    {
      kind: 'text',
      content: [
        { arm: 'prod' },
        ` failed ${rate('prod')}, `,
        { arm: 'shadow' },
        ` failed ${rate('shadow')} that it settled, with one-sided bounds at ${formatLevel(plan.level)}. The table counts the ${formatCount(total)} requests that both settled; only the two cells in which one arm failed alone tell the arms apart.`,
      ],
    },
    {
      kind: 'table',
      narrow: true,
      caption: 'Complete pairs by which arm failed.',
      columns: [words(''), figures('shadow answered'), figures('shadow failed'), figures('all')],
      rows: [
        ['production answered', one('neither'), one('shadowOnly'), formatCount(neither + shadowOnly)],
        ['production failed', one('prodOnly'), one('both'), formatCount(prodOnly + both)],
        ['all', formatCount(neither + prodOnly), formatCount(shadowOnly + both), formatCount(total)],
      ],
    },
    ...kinds(metrics.prod, metrics.shadow),
  ];
}

function kinds(prod: ArmMetrics, shadow: ArmMetrics): Block[] {
  const counts = new Map<string, { prod: number; shadow: number }>();
  for (const { kind, count } of prod.errorKinds) counts.set(kind, { prod: count, shadow: 0 });
  for (const { kind, count } of shadow.errorKinds) {
    counts.set(kind, { prod: counts.get(kind)?.prod ?? 0, shadow: count });
  }
  if (counts.size === 0) return [];
  const sorted = [...counts].toSorted(([, a], [, b]) => b.prod + b.shadow - a.prod - a.shadow);
  const rows: Content[][] = sorted
    .slice(0, KINDS)
    .map(([kind, count]) => [{ name: kind }, formatCount(count.prod), formatCount(count.shadow)]);
  const rest = sorted.slice(KINDS);
  if (rest.length > 0) {
    const sum = (arm: 'prod' | 'shadow'): number => rest.reduce((total, [, count]) => total + count[arm], 0);
    rows.push([
      `${formatCount(rest.length)} other kinds`,
      formatCount(sum('prod')),
      formatCount(sum('shadow')),
    ]);
  }
  return [
    {
      kind: 'table',
      narrow: true,
      caption: 'Failures by what the logs call them.',
      columns: [words('Kind of error'), figures({ arm: 'prod' }), figures({ arm: 'shadow' })],
      rows,
    },
  ];
}
