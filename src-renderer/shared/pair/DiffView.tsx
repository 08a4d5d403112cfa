import { type RefObject, useCallback, useMemo, useState } from 'react';
import type { MeaningFlag } from '@core/model/meaning';
import { useCommands } from '../commands/registry';
import { AlignedRows } from './AlignedRows';
import { CellText } from './CellText';
import { Minimap } from './Minimap';
import type { Comparison, Span } from './compare/comparison';
import { foldRows } from './fold-rows';
import { passageOf } from './passage-of';
import type { Side } from './sides';
import { useComparison } from './use-comparison';

const DEPTH_NOTE: Readonly<Record<Comparison['depth'], string>> = {
  full: '',
  coarse: 'These outputs are so long or so different that some changes are shown without their words.',
  none: 'These outputs are too long or too different to align; they stand side by side as they are.',
};

interface DiffViewProps {
  sides: readonly [Side, Side];
  scroller: RefObject<HTMLElement | null>;
  /** A flag whose passages are framed. */
  flag: MeaningFlag | null;
}

/** What differs between two outputs, word by word within aligned sentences and lines. */
export function DiffView({ sides, scroller, flag }: DiffViewProps) {
  const [left, right] = [sides[0].text ?? '', sides[1].text ?? ''];
  const comparison = useComparison(left, right);
  if (comparison === null) return <output className="pair-wait">Comparing…</output>;
  return <Compared {...{ sides, scroller, flag, comparison }} />;
}

function Compared({ sides, scroller, flag, comparison }: DiffViewProps & { comparison: Comparison }) {
  const { rows, differences, depth } = comparison;
  const [opened, setOpened] = useState<ReadonlySet<number>>(new Set());
  const [jump, setJump] = useState<{ row: number } | null>(null);
  const items = useMemo(() => foldRows(rows, opened), [rows, opened]);
  const passages = useMemo(() => sides.map((side) => passageOf(flag, side)), [sides, flag]);
  const flagTarget = useMemo(() => rowOf(rows, passages), [rows, passages]);
  const target = jump ?? flagTarget;
  const go = useCallback(
    (step: 1 | -1) =>
      setJump((last) => {
        const from = last?.row ?? -1;
        const next =
          step === 1
            ? (differences.find(([first]) => first > from) ?? differences[0])
            : (differences.findLast(([first]) => first < from) ?? differences.at(-1));
        return next === undefined ? last : { row: next[0] };
      }),
    [differences],
  );
  const commands = useMemo(
    () => [
      {
        id: 'pair.difference.next',
        title: 'Next difference',
        group: 'Pair' as const,
        keys: 'n',
        run: () => go(1),
      },
      {
        id: 'pair.difference.previous',
        title: 'Previous difference',
        group: 'Pair' as const,
        keys: 'p',
        run: () => go(-1),
      },
    ],
    [go],
  );
  useCommands(commands);
  const notice = depth !== 'full' ? DEPTH_NOTE[depth] : differences.length === 0 ? equality(sides) : null;
  return (
    <>
      {notice !== null && <p className="pair-notice">{notice}</p>}
      <AlignedRows
        label="Outputs, aligned"
        {...{ rows, items, scroller, target }}
        onUnfold={(first) => setOpened((before) => new Set(before).add(first))}
        onShow={(row) => setJump({ row })}
      >
        {(cell, place) => {
          const index = place === 'left' ? 0 : 1;
          return (
            <CellText text={sides[index].text ?? ''} cell={cell} place={place} passage={passages[index]!} />
          );
        }}
      </AlignedRows>
      <Minimap rows={rows} differences={differences} onJump={(row) => setJump({ row })} />
    </>
  );
}

/** What is missing on both sides is not the same: nothing can be said of it. */
function equality([left, right]: readonly [Side, Side]): string | null {
  if (left.text === null || right.text === null) return null;
  return left.text === right.text
    ? 'Both outputs are the same, to the letter.'
    : 'Both outputs say the same; only blank lines or white space at line ends differ.';
}

/** The row that holds a flag's passage. */
function rowOf(rows: Comparison['rows'], passages: readonly (Span | null)[]): { row: number } | null {
  const holds = (cell: Span | null, span: Span | null | undefined): boolean =>
    cell !== null && span !== null && span !== undefined && cell.start < span.end && cell.end > span.start;
  const row = rows.findIndex(
    ({ left, right }) => holds(left, passages[0]) || (passages[0] === null && holds(right, passages[1])),
  );
  return row < 0 ? null : { row };
}
