import {
  formatCount,
  formatFigure,
  formatP,
  formatPercent,
  formatPoints,
  formatRatio,
} from '../../model/format';
import type { LedgerRow } from '../../model/ledger';
import { type Block, type Content, figures, words } from '../document';
import type { ReportModel } from '../report-model';
import { ledgerWhereBlocks, worseAndBetter } from './ledger-where-blocks';

/** What users will notice on day one: regressions beside improvements, never netted. */
export function ledgerSection({ ledger }: ReportModel): Block[] {
  if (ledger === null || ledger.n === 0) return [];
  const rows = ledger.rows.filter(({ both, prodOnly, shadowOnly }) => both + prodOnly + shadowOnly > 0);
  return [
    { kind: 'section', title: 'What users will notice' },
    ...(rows.length === 0
      ? []
      : [
          {
            kind: 'table',
            caption: `Over ${formatCount(ledger.n)} pairs with both texts. Worse and better are pairs in which one answer has the trait and the other has not; they stand beside each other and are never netted; where neither is better, those new in the shadow’s answer and those gone from it stand in brackets. Bounds are Tango’s, p is McNemar’s mid-P after Benjamini–Hochberg.`,
            columns: [
              words('Trait'),
              figures({ arm: 'prod' }),
              figures({ arm: 'shadow' }),
              figures('difference, bounds'),
              figures('worse'),
              figures('better'),
              figures('p'),
            ],
            rows: rows.map((row) => [
              row.n === ledger.n ? row.label : `${row.label} (n ${formatCount(row.n)})`,
              formatPercent(row.prodRate),
              formatPercent(row.shadowRate),
              [
                formatPoints(row.difference),
                ' ',
                { faint: `${formatPoints(row.lower)} … ${formatPoints(row.upper)}` },
              ],
              ...worseAndBetter(row, row),
              formatP(row.adjustedP).replace(/^p (= )?/, ''),
            ]),
          } as const,
        ]),
    ...ledgerWhereBlocks(rows),
    ...(ledger.shifts.length === 0
      ? []
      : [
          {
            kind: 'table',
            caption: 'Length of the answers to the same requests.',
            columns: [
              words('Per answer'),
              figures([{ arm: 'prod' }, ' median']),
              figures([{ arm: 'shadow' }, ' median']),
              figures('ratio of totals, bounds'),
              figures('at least doubled'),
              figures('at most half'),
            ],
            rows: ledger.shifts.map((shift) => [
              shift.label,
              formatFigure(shift.prodMedian),
              formatFigure(shift.shadowMedian),
              `${formatRatio(shift.ratio)} (${formatRatio(shift.lower)} … ${formatRatio(shift.upper)})`,
              formatPercent(shift.doubled),
              formatPercent(shift.halved),
            ]),
          } as const,
        ]),
    ...causes(rows),
  ];
}

/** The commonest causes of regressions, with pairs to look at. */
function causes(rows: readonly LedgerRow[]): Block[] {
  const items = rows.flatMap((row) =>
    row.flips
      .filter(({ kind, count }) => kind === 'regression' && count > 0)
      .map((flip) => ({
        term: row.label,
        content: flip.causes.flatMap(({ cause, count, examples }, index): Content[] => [
          index === 0 ? '' : '; ',
          { name: cause },
          ` ${formatCount(count)}`,
          ...(examples[0] === undefined ? [] : [' (e.g. ', { name: examples[0].requestId }, ')']),
        ]) as Content,
      })),
  );
  return items.length === 0
    ? []
    : [
        { kind: 'heading', title: 'Causes of the regressions' },
        { kind: 'terms', items },
      ];
}
