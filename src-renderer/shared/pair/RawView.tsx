import { type RefObject, useMemo } from 'react';
import { visibleText } from '@core/model/visible-text';
import { AlignedRows } from './AlignedRows';
import { splitLines } from './compare/split-lines';
import type { Item } from './fold-rows';
import type { Side } from './sides';

interface RawViewProps {
  sides: readonly [Side, Side];
  scroller: RefObject<HTMLElement | null>;
}

/** Every character as it was logged: tabs, line ends and what is invisible are shown by their symbols. */
export function RawView({ sides, scroller }: RawViewProps) {
  const [left, right] = [sides[0].text ?? '', sides[1].text ?? ''];
  const rows = useMemo(() => splitLines(left, right), [left, right]);
  const items = useMemo(() => rows.map((_, row): Item => ({ kind: 'row', row })), [rows]);
  return (
    <AlignedRows label="Outputs as they were logged" mono {...{ rows, items, scroller }} target={null}>
      {({ start, end }, place) => visibleText((place === 'left' ? left : right).slice(start, end))}
    </AlignedRows>
  );
}
