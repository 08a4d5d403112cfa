import { formatCount, formatP, formatPercent } from '../../model/format';
import { type LedgerFlip, type LedgerRow, elsewhere } from '../../model/ledger';
import { type Block, type Content, figures, words } from '../document';

type Counts = Readonly<Record<LedgerFlip['direction'], number>>;

/** Where flips happen: the groups of the division that separates a trait's flips best, worse beside better. */
export function ledgerWhereBlocks(ledgerRows: readonly LedgerRow[]): Block[] {
  const rows = ledgerRows.flatMap(whereRows);
  if (rows.length === 0) return [];
  return [
    {
      kind: 'table',
      caption:
        'Where it happens: for each trait, the division of the pairs that separates its flips best, with the share of each group’s pairs. p is that of flips falling alike on all groups (G-test), not corrected for the divisions tried.',
      columns: [words('Trait, and group'), figures('pairs'), figures('worse'), figures('better')],
      rows,
    },
  ];
}

function whereRows(row: LedgerRow): Content[][] {
  const { where } = row;
  if (where === null) return [];
  const rest = elsewhere(row, where);
  const line = (label: Content, n: number, counts: Counts): Content[] => {
    const texts = worseAndBetter(row, counts);
    const cells = sides(row).map((side, i): Content => [
      texts[i]!,
      ' ',
      { faint: formatPercent(counts[side] / n) },
    ]);
    return [label, formatCount(n), ...cells];
  };
  const head: Content = [
    { strong: row.label },
    ' by ',
    { name: where.label },
    ' ',
    { faint: formatP(where.p) },
  ];
  return [
    line(head, row.n, row),
    ...where.groups.map((group) => line(['· ', { name: group.label }], group.n, group)),
    ...(rest.n > 0 ? [line('· elsewhere', rest.n, rest)] : []),
  ];
}

/** Flips for the worse and for the better; where neither is, those new in the shadow’s answer and gone from it in brackets. */
export function worseAndBetter({ worse }: Pick<LedgerRow, 'worse'>, counts: Counts): [string, string] {
  const [first, second] = sides({ worse }).map((direction) => formatCount(counts[direction]));
  return worse === null ? [`(${first} new)`, `(${second} gone)`] : [first!, second!];
}

function sides({ worse }: Pick<LedgerRow, 'worse'>): readonly LedgerFlip['direction'][] {
  return worse === 'prodOnly' ? ['prodOnly', 'shadowOnly'] : ['shadowOnly', 'prodOnly'];
}
