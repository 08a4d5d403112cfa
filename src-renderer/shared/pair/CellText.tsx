import { Fragment } from 'react';
import type { Cell, Span } from './compare/comparison';
import { displayText } from './display-text';

interface CellTextProps {
  text: string;
  cell: Cell;
  place: 'left' | 'right';
  /** A passage that a flag points to. */
  passage: Span | null;
}

/** A cell's text with its marks underlined and tinted, and a flag's passage framed. */
export function CellText({ text, cell, place, passage }: CellTextProps) {
  const Changed = place === 'left' ? 'del' : 'ins';
  const end = cell.start + text.slice(cell.start, cell.end).trimEnd().length;
  return pieces({ ...cell, end }, passage).map(({ start, end, marked, framed }) => {
    const shown = displayText(text.slice(start, end));
    const content = marked ? <Changed>{shown}</Changed> : shown;
    return (
      <Fragment key={start}>{framed ? <mark className="pair-passage">{content}</mark> : content}</Fragment>
    );
  });
}

interface Piece extends Span {
  marked: boolean;
  framed: boolean;
}

function pieces({ start, end, marks }: Pick<Cell, 'start' | 'end' | 'marks'>, passage: Span | null): Piece[] {
  const edges = new Set([start, end]);
  for (const span of passage === null ? marks : [...marks, passage])
    for (const edge of [span.start, span.end]) if (edge > start && edge < end) edges.add(edge);
  const sorted = [...edges].toSorted((a, b) => a - b);
  let mark = 0;
  return sorted.slice(0, -1).map((from, i) => {
    const to = sorted[i + 1]!;
    while (mark < marks.length && marks[mark]!.end <= from) mark++;
    return {
      start: from,
      end: to,
      marked: mark < marks.length && marks[mark]!.start <= from,
      framed: passage !== null && passage.start <= from && passage.end >= to,
    };
  });
}
