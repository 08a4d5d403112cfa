import { ArrowDown, ArrowUp } from 'lucide-react';
import { type KeyboardEvent, type PointerEvent, memo, useRef } from 'react';
import type { PairSort } from '@core/model/pair-sort';
import { ArmName } from '../../shared/ui/ArmName';
import { isNumeric } from './Cell';
import { nextSort } from './next-sort';
import type { ShownColumn } from './table-layout';

const STEP = 16;
/** Low similarities are the ones to look at; of everything else it is the large values. */
const ASCENDING_FIRST = new Set(['similarity', 'judge_score', 'timestamp']);

export interface HeaderActions {
  onSort: (sort: PairSort) => void;
  onWidth: (name: string, width: number) => void;
  onMove: (name: string, by: number) => void;
}

interface HeaderRowProps extends HeaderActions {
  columns: readonly ShownColumn[];
  sort: PairSort;
}

/**
 * Names of the columns. Enter or a click sorts, with Shift by several; ←→ go from one to the next, with Alt they move
 * the column, with Shift they make it narrower and wider.
 */
export const HeaderRow = memo(function HeaderRow({ columns, sort, ...actions }: HeaderRowProps) {
  const row = useRef<HTMLDivElement>(null);
  const press = (name: string, numeric: boolean, add: boolean) =>
    actions.onSort(nextSort(sort, { column: name, descFirst: numeric && !ASCENDING_FIRST.has(name), add }));

  const onKeyDown = (event: KeyboardEvent, { column, width }: ShownColumn) => {
    const by = event.key === 'ArrowLeft' ? -1 : event.key === 'ArrowRight' ? 1 : 0;
    if (by === 0) return;
    event.preventDefault();
    if (event.altKey) actions.onMove(column.name, by);
    else if (event.shiftKey) actions.onWidth(column.name, width + by * STEP);
    else focusNext(row.current, by);
  };

  return (
    <div role="row" aria-rowindex={1} className="grid-header" ref={row}>
      {columns.map(({ column, width }, index) => {
        const at = sort.findIndex((key) => key.column === column.name);
        const key = sort[at];
        const sortable = column.kind !== 'text';
        return (
          <div
            key={column.name}
            role="columnheader"
            aria-colindex={index + 1}
            aria-sort={key === undefined ? 'none' : key.desc ? 'descending' : 'ascending'}
            className={`grid-head${isNumeric(column) ? ' num' : ''}`}
            style={{ width }}
          >
            <button
              type="button"
              tabIndex={index === 0 ? 0 : -1}
              className="grid-head-button"
              aria-disabled={!sortable}
              title={sortable ? `Sort by ${column.label}; with Shift in addition` : column.label}
              onClick={(event) => {
                if (sortable) press(column.name, isNumeric(column), event.shiftKey);
              }}
              onKeyDown={(event) => onKeyDown(event, { column, width })}
            >
              <HeadLabel column={column} />
              {key !== undefined && (
                <span className="grid-head-sort">
                  {key.desc ? (
                    <ArrowDown className="icon" aria-hidden />
                  ) : (
                    <ArrowUp className="icon" aria-hidden />
                  )}
                  {sort.length > 1 && <span aria-label={`sort key ${at + 1}`}>{at + 1}</span>}
                </span>
              )}
            </button>
            <ResizeHandle width={width} onWidth={(next) => actions.onWidth(column.name, next)} />
          </div>
        );
      })}
    </div>
  );
});

function HeadLabel({ column }: { column: ShownColumn['column'] }) {
  if (column.arm === null) return <span className="clip">{column.label}</span>;
  const [, ...rest] = column.label.split(' ');
  return (
    <span className="clip grid-head-arm">
      <ArmName arm={column.arm} /> {rest.join(' ')}
    </span>
  );
}

function ResizeHandle({ width, onWidth }: { width: number; onWidth: (width: number) => void }) {
  const from = useRef<{ x: number; width: number } | null>(null);
  const onPointerDown = (event: PointerEvent<HTMLSpanElement>) => {
    event.currentTarget.setPointerCapture(event.pointerId);
    from.current = { x: event.clientX, width };
  };
  return (
    <span
      className="grid-resize"
      aria-hidden
      onPointerDown={onPointerDown}
      onPointerMove={({ clientX }) => {
        if (from.current) onWidth(from.current.width + clientX - from.current.x);
      }}
      onPointerUp={() => {
        from.current = null;
      }}
    />
  );
}

function focusNext(row: HTMLElement | null, by: number): void {
  const buttons = [...(row?.querySelectorAll<HTMLElement>('.grid-head-button') ?? [])];
  const at = buttons.indexOf(document.activeElement as HTMLElement);
  buttons[at + by]?.focus();
}
