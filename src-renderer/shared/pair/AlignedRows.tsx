import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { ChevronsUpDown } from 'lucide-react';
import { Button } from 'react-aria-components';
import { formatCount } from '@core/model/format';
import { plural } from '../labels';
import type { Cell, Row } from './compare/comparison';
import type { Item } from './fold-rows';

/** What stands at the edge of a cell: how it differs, as a shape beside the colour. */
const SIGN: Readonly<Record<Cell['state'], { sign: string; words: string }>> = {
  same: { sign: '', words: '' },
  changed: { sign: '≠', words: 'changed: ' },
  only: { sign: '+', words: 'only here: ' },
  moved: { sign: '↕', words: 'moved: ' },
};

interface AlignedRowsProps {
  label: string;
  rows: readonly Row[];
  items: readonly Item[];
  /** The element that scrolls. */
  scroller: RefObject<HTMLElement | null>;
  /** Code and raw text: a monospaced face. */
  mono?: boolean;
  /** Row to bring into view; a new object each time it is asked for. */
  target: { row: number } | null;
  onUnfold?: (first: number) => void;
  onShow?: (row: number) => void;
  children: (cell: Cell, place: 'left' | 'right') => ReactNode;
}

/** Two columns of aligned cells that scroll together; only what is in view is in the document. */
export function AlignedRows(props: AlignedRowsProps) {
  const { label, rows, items, scroller, mono = false, target, onUnfold, onShow, children } = props;
  const list = useRef<HTMLDivElement>(null);
  const scrollMargin = useOffset(list, scroller);
  const virtualizer = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => estimate(items[index]!, rows),
    overscan: 12,
    scrollMargin,
    scrollPaddingStart: 120,
    getItemKey: (index) => keyOf(items[index]!),
  });
  useEffect(() => {
    if (target === null) return;
    const index = items.findIndex((item) =>
      item.kind === 'row' ? item.row === target.row : item.first <= target.row && item.last >= target.row,
    );
    if (index >= 0) virtualizer.scrollToIndex(index, { align: 'center' });
    // oxlint-disable-next-line react/exhaustive-deps -- only a new target scrolls, not a change of what is folded
  }, [target]);
  return (
    <div
      ref={list}
      role="table"
      aria-label={label}
      aria-rowcount={items.length}
      className={`aligned${mono ? ' mono' : ''}`}
      style={{ height: virtualizer.getTotalSize() }}
    >
      {virtualizer.getVirtualItems().map(({ index, key, start }) => {
        const item = items[index]!;
        const place = { translate: `0 ${start - scrollMargin}px` };
        if (item.kind === 'fold')
          return (
            <div
              key={key}
              data-index={index}
              ref={virtualizer.measureElement}
              role="row"
              className="aligned-fold"
              style={place}
            >
              <div role="cell" aria-colspan={2}>
                <Button className="button quiet" onPress={() => onUnfold?.(item.first)}>
                  <ChevronsUpDown className="icon" aria-hidden />
                  {formatCount(item.last - item.first + 1)} equal {plural(item.last - item.first + 1, 'line')}
                </Button>
              </div>
            </div>
          );
        const row = rows[item.row]!;
        return (
          <div
            key={key}
            data-index={index}
            ref={virtualizer.measureElement}
            role="row"
            aria-rowindex={index + 1}
            className={`aligned-row${row.left?.paragraph || row.right?.paragraph ? ' paragraph' : ''}`}
            data-target={target?.row === item.row || undefined}
            style={place}
          >
            {(['left', 'right'] as const).map((side) => (
              <AlignedCell key={side} cell={row[side]} onShow={onShow}>
                {(cell) => children(cell, side)}
              </AlignedCell>
            ))}
          </div>
        );
      })}
    </div>
  );
}

interface AlignedCellProps {
  cell: Cell | null;
  onShow: ((row: number) => void) | undefined;
  children: (cell: Cell) => ReactNode;
}

function AlignedCell({ cell, onShow, children }: AlignedCellProps) {
  if (cell === null) return <div role="cell" className="aligned-cell none" />;
  const { sign, words } = SIGN[cell.state];
  const { movedTo } = cell;
  return (
    <div role="cell" className="aligned-cell" data-state={cell.state}>
      {movedTo === null ? (
        <span className="aligned-sign" aria-hidden>
          {sign}
        </span>
      ) : (
        <Button
          className="aligned-sign"
          aria-label="Moved: show its other place"
          onPress={() => onShow?.(movedTo)}
        >
          {sign}
        </Button>
      )}
      {words !== '' && movedTo === null && <span className="visually-hidden">{words}</span>}
      <div dir="auto" className="aligned-text">
        {children(cell)}
      </div>
    </div>
  );
}

function keyOf(item: Item): string {
  return item.kind === 'row' ? `r${item.row}` : `f${item.first}`;
}

/** Height in px before it is measured: 70 characters a line of 20 px. */
function estimate(item: Item, rows: readonly Row[]): number {
  if (item.kind === 'fold') return 32;
  const { left, right } = rows[item.row]!;
  const length = Math.max(left ? left.end - left.start : 0, right ? right.end - right.start : 0);
  return 20 * Math.max(1, Math.ceil(length / 70)) + 4;
}

/** Distance of the list from the beginning of what scrolls. */
function useOffset(list: RefObject<HTMLElement | null>, scroller: RefObject<HTMLElement | null>): number {
  const [offset, setOffset] = useState(0);
  useLayoutEffect(() => {
    const element = list.current;
    const outer = scroller.current;
    if (element === null || outer === null) return undefined;
    const measure = (): void =>
      setOffset(
        Math.round(element.getBoundingClientRect().top - outer.getBoundingClientRect().top + outer.scrollTop),
      );
    measure();
    // What stands above the list may open, close or load.
    const observer = new ResizeObserver(measure);
    observer.observe(outer);
    for (const child of outer.children) observer.observe(child);
    return () => observer.disconnect();
  }, [list, scroller]);
  return offset;
}
