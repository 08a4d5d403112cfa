import { formatCount, formatPercent } from '../../model/format';
import type { ArmMetrics } from '../../model/metrics';
import { type Block, type Content, figures, words } from '../document';
import { share } from '../figures';
import type { ReportModel } from '../report-model';

const KINDS = 8;

/** Who failed: the 2×2 table of complete pairs, and errors by kind. */
export function failuresSection({ metrics }: ReportModel): Block[] {
  const { both, shadowOnly, prodOnly, neither } = metrics.errors;
  const total = both + shadowOnly + prodOnly + neither;
  const cell = (count: number): Content => [formatCount(count), ' ', { faint: share(count, total) }];
  const rate = ({ errorRate, failed, answered }: ArmMetrics): string =>
    `${formatPercent(errorRate)} (${formatCount(failed)} of ${formatCount(failed + answered)})`;
  const head: Block = { kind: 'section', title: 'Who failed' };
  if (total === 0) return [head, { kind: 'text', content: 'No request was settled by both arms.' }];
  return [
    head,
    {
      kind: 'text',
      content: [
        { arm: 'prod' },
        ` failed ${rate(metrics.prod)}, `,
        { arm: 'shadow' },
        ` failed ${rate(metrics.shadow)} of the requests that it settled. The table counts the ${formatCount(total)} requests that both settled; only the two cells in which one arm failed alone tell the arms apart.`,
      ],
    },
    {
      kind: 'table',
      narrow: true,
      caption: 'Complete pairs by which arm failed.',
      columns: [words(''), figures('shadow answered'), figures('shadow failed'), figures('all')],
      rows: [
        ['production answered', cell(neither), cell(shadowOnly), cell(neither + shadowOnly)],
        ['production failed', cell(prodOnly), cell(both), cell(prodOnly + both)],
        ['all', cell(neither + prodOnly), cell(shadowOnly + both), formatCount(total)],
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
