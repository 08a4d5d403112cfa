import { type ReactNode, memo } from 'react';
import type { CellValue, PairRow } from '@core/model/api/explore';
import { formatUnit, valueLabel } from '@core/model/describe-filter';
import { NOT_MEASURED, formatMoment } from '@core/model/format';
import type { PairColumn } from '@core/model/pair-columns';
import { safeText } from '@core/model/visible-text';

/** The narrowest letters, px. */
const NARROWEST = 2.5;

/** Whether a column's values are numbers, which stand at the right edge. */
export function isNumeric({ kind }: PairColumn): boolean {
  return kind === 'number';
}

/** The value of one cell. Texts come from logs: shown as text, on one line. */
export const CellContent = memo(function CellContent({
  column,
  row,
  index,
  room,
}: {
  column: PairColumn;
  row: PairRow;
  index: number;
  /** Width of all lines of the cell, px. */
  room: number;
}): ReactNode {
  const value = row.cells[index] ?? null;
  if (column.kind === 'text') return <TextCell {...{ column, value, row, room }} />;
  if (value === null || value === '') return <span className="faint">{NOT_MEASURED}</span>;
  if (column.kind === 'id') return <span className="mono">{safeText(String(value))}</span>;
  if (column.kind === 'list')
    return String(value)
      .split(',')
      .map((word) => (
        <span key={word} className="word">
          {valueLabel(column.name, word)}
        </span>
      ));
  return cellText(column, value);
});

/** A value as plain text. */
function cellText(column: PairColumn, value: CellValue): string {
  if (value === null) return NOT_MEASURED;
  if (column.kind === 'number') return formatUnit(Number(value), column.unit);
  if (column.kind === 'time') return formatMoment(Number(value));
  if (column.kind === 'text' || column.kind === 'id') return safeText(String(value));
  return valueLabel(column.name, String(value));
}

interface TextCellProps {
  column: PairColumn;
  value: CellValue;
  row: PairRow;
  room: number;
}

function TextCell({ column, value, row, room }: TextCellProps) {
  // What can not be seen need not be laid out.
  const shown = (text: string): string => safeText(text.slice(0, Math.ceil(room / NARROWEST)));
  if (value !== null)
    return (
      <bdi className="cell-text" dir="auto">
        {shown(String(value)) || <span className="faint">empty</span>}
      </bdi>
    );
  const error = column.arm === null ? null : row.errors[column.arm];
  if (error === null) return <span className="faint">{NOT_MEASURED}</span>;
  return (
    <span className="cell-failed">
      ✕ <bdi dir="auto">{shown(error)}</bdi>
    </span>
  );
}
