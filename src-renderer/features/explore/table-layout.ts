import type { TableLayout } from '@core/model/api/explore';
import type { PairColumn } from '@core/model/pair-columns';

const NARROWEST = 56;
const WIDEST = 900;

const WIDTHS: Readonly<Record<PairColumn['kind'], number>> = {
  id: 120,
  time: 150,
  text: 260,
  number: 96,
  category: 112,
  list: 160,
};
const ARM_WIDTH = 136;
const FIRST = [
  'request_id',
  'prompt',
  'prod_response',
  'shadow_response',
  'similarity',
  'flags',
  'latency_ratio',
  'prod_latency_ms',
  'shadow_latency_ms',
  'prod_chars',
  'shadow_chars',
  'label',
  'judge',
  'timestamp',
];

export interface ShownColumn {
  column: PairColumn;
  width: number;
}

/** How the table looks before the analyst changes it. */
export function defaultLayout(known: readonly PairColumn[]): TableLayout {
  const columns = FIRST.flatMap((name) => known.find((column) => column.name === name) ?? []);
  return { columns: columns.map((column) => ({ name: column.name, width: widthOf(column) })), lines: 1 };
}

/** Headers that name an arm are longer than the numbers below them. */
function widthOf({ kind, arm }: PairColumn): number {
  return arm === null ? WIDTHS[kind] : Math.max(WIDTHS[kind], ARM_WIDTH);
}

/** The columns of a layout that the workspace has. */
export function shownColumns(layout: TableLayout, known: readonly PairColumn[]): ShownColumn[] {
  return layout.columns.flatMap(({ name, width }) => {
    const column = known.find((entry) => entry.name === name);
    return column ? [{ column, width }] : [];
  });
}

export function withWidth(layout: TableLayout, name: string, width: number): TableLayout {
  const held = Math.round(Math.min(WIDEST, Math.max(NARROWEST, width)));
  return {
    ...layout,
    columns: layout.columns.map((column) => (column.name === name ? { ...column, width: held } : column)),
  };
}

/** Shows a column at the end, or hides it. The last one stays. */
export function toggled(layout: TableLayout, column: PairColumn): TableLayout {
  const rest = layout.columns.filter(({ name }) => name !== column.name);
  if (rest.length === layout.columns.length)
    return { ...layout, columns: [...rest, { name: column.name, width: widthOf(column) }] };
  return rest.length === 0 ? layout : { ...layout, columns: rest };
}

/** Moves a column by so many places. */
export function moved(layout: TableLayout, name: string, by: number): TableLayout {
  const from = layout.columns.findIndex((column) => column.name === name);
  const to = Math.min(layout.columns.length - 1, Math.max(0, from + by));
  const column = layout.columns[from];
  if (!column || from === to) return layout;
  return { ...layout, columns: layout.columns.toSpliced(from, 1).toSpliced(to, 0, column) };
}
