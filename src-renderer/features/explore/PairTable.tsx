import { type MouseEvent, type Ref, memo, useEffect, useImperativeHandle, useMemo, useState } from 'react';
import type { PairRow } from '@core/model/api/explore';
import { formatCount } from '@core/model/format';
import type { PairSort } from '@core/model/pair-sort';
import { useCommands } from '../../shared/commands/registry';
import { plural } from '../../shared/labels';
import { CellContent, isNumeric } from './Cell';
import { type HeaderActions, HeaderRow } from './HeaderRow';
import { TABLE_CLASS, TABLE_COMMANDS, useTableKeys } from './table-commands';
import type { ShownColumn } from './table-layout';
import { useScaledScroll } from './use-scaled-scroll';
import type { useTableRows } from './use-table-rows';

const HEADER = 28;
const HEIGHTS = { 1: 28, 2: 46 } as const;
/** Rows drawn beyond what is seen. */
const OVERSCAN = 4;

/** What the screen can ask of the table. */
export interface TableHandle {
  /** Makes a row the active one and brings it into view. */
  show: (index: number) => void;
}

interface PairTableProps extends HeaderActions {
  ref: Ref<TableHandle>;
  columns: readonly ShownColumn[];
  sort: PairSort;
  lines: 1 | 2;
  total: number;
  /** Request id of the pair that is shown beside the table. */
  shown: string | null;
  rows: ReturnType<typeof useTableRows>;
  onSeen: (seen: readonly [number, number]) => void;
  onOpen: (row: PairRow) => void;
}

/** The pairs as a grid of any length; only what is seen is in the document. */
export function PairTable(props: PairTableProps) {
  const { ref, columns, sort, lines, total, shown, rows, onOpen } = props;
  const rowHeight = HEIGHTS[lines];
  const [grid, scroll] = useScaledScroll(total * rowHeight, HEADER);
  const [active, setActive] = useState(0);
  const first = Math.max(0, Math.floor(scroll.offset / rowHeight) - OVERSCAN);
  const last = Math.min(total, Math.ceil((scroll.offset + scroll.view) / rowHeight) + OVERSCAN);
  const { onSeen } = props;
  useEffect(() => onSeen([first, last]), [onSeen, first, last]);

  const show = (index: number) => {
    const held = Math.min(total - 1, Math.max(0, index));
    setActive(held);
    const top = held * rowHeight;
    if (top < scroll.offset) scroll.scrollTo(top);
    else if (top + rowHeight > scroll.offset + scroll.view) scroll.scrollTo(top + rowHeight - scroll.view);
    return held;
  };
  useImperativeHandle(ref, () => ({ show }));

  const page = Math.max(1, Math.floor(scroll.view / rowHeight) - 1);
  useEffect(() => {
    const step = (by: number) => {
      const row = rows.rowAt(show(active + by));
      if (shown !== null && row) onOpen(row);
    };
    useTableKeys.setState({
      step,
      page: (by) => step(by * page),
      open: () => {
        const row = rows.rowAt(active);
        if (row) onOpen(row);
      },
    });
  });
  useCommands(TABLE_COMMANDS);

  const press = ({ target }: MouseEvent<HTMLElement>) => {
    const pressed = (target as Element).closest('[role="row"]')?.getAttribute('aria-rowindex');
    const index = Number(pressed) - 2;
    const row = rows.rowAt(index);
    if (row === undefined) return;
    setActive(index);
    onOpen(row);
  };

  const width = useMemo(() => columns.reduce((sum, column) => sum + column.width, 0), [columns]);
  const indexes = Array.from({ length: Math.max(0, last - first) }, (_, i) => first + i);
  return (
    <div
      className={TABLE_CLASS}
      data-lines={lines}
      role="grid"
      tabIndex={0}
      ref={grid}
      aria-label={`${formatCount(total)} ${plural(total, 'pair')}`}
      aria-rowcount={total + 1}
      aria-colcount={columns.length}
      aria-busy={rows.isStale}
      aria-activedescendant={active >= first && active < last ? rowId(active) : undefined}
    >
      <HeaderRow
        columns={columns}
        sort={sort}
        onSort={props.onSort}
        onWidth={props.onWidth}
        onMove={props.onMove}
      />
      <div className="grid-space" role="rowgroup" style={{ height: scroll.height, width }}>
        {/* oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions -- the grid takes the keys for its active row */}
        <div className="grid-layer" style={{ top: HEADER, height: scroll.view }} onClick={press}>
          {indexes.map((index) => (
            <TableRow
              key={index}
              index={index}
              top={index * rowHeight - scroll.offset}
              columns={columns}
              lines={lines}
              row={rows.rowAt(index)}
              isActive={index === active}
              isShown={shown !== null && rows.rowAt(index)?.requestId === shown}
            />
          ))}
        </div>
      </div>
    </div>
  );
}

interface TableRowProps {
  index: number;
  top: number;
  columns: readonly ShownColumn[];
  lines: number;
  row: PairRow | undefined;
  isActive: boolean;
  isShown: boolean;
}

/** Drawn again only when something of its own changes: a brush, say, leaves most rows as they are. */
const TableRow = memo(function TableRow(props: TableRowProps) {
  const { index, top, columns, lines, row, isActive, isShown } = props;
  return (
    <div
      role="row"
      id={rowId(index)}
      aria-rowindex={index + 2}
      aria-selected={isShown}
      className={`grid-row${isActive ? ' active' : ''}`}
      style={{ transform: `translateY(${top}px)` }}
    >
      {columns.map(({ column, width }, at) => (
        <div
          key={column.name}
          role="gridcell"
          aria-colindex={at + 1}
          className={`grid-cell${isNumeric(column) ? ' num' : ''}`}
          style={{ width }}
        >
          {row ? (
            <CellContent column={column} row={row} index={at} room={width * lines} />
          ) : (
            <Waiting index={index} first={at === 0} />
          )}
        </div>
      ))}
    </div>
  );
});

/** The place of a row that is being fetched, never empty: its number says how far down one is. */
function Waiting({ index, first }: { index: number; first: boolean }) {
  return first ? <span className="faint">{formatCount(index + 1)}</span> : <span className="grid-waiting" />;
}

function rowId(index: number): string {
  return `pair-row-${index}`;
}
