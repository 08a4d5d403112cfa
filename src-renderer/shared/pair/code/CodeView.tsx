import { type RefObject, useMemo } from 'react';
import { AlignedRows } from '../AlignedRows';
import type { Cell } from '../compare/comparison';
import { displayText } from '../display-text';
import type { Item } from '../fold-rows';
import type { Side } from '../sides';
import { useComparison } from '../use-comparison';
import { type Code, type Token, codeOf } from './code-of';
import './code.css';

interface CodeViewProps {
  sides: readonly [Side, Side];
  scroller: RefObject<HTMLElement | null>;
}

/** The code of both outputs, coloured by language and aligned line by line. */
export function CodeView({ sides, scroller }: CodeViewProps) {
  const [left, right] = [sides[0].text ?? '', sides[1].text ?? ''];
  const codes = useMemo(() => [codeOf(left), codeOf(right)] as const, [left, right]);
  const comparison = useComparison(codes[0].text, codes[1].text, 'code');
  const items = useMemo(
    () => comparison?.rows.map((_, row): Item => ({ kind: 'row', row })) ?? [],
    [comparison],
  );
  if (comparison === null) return <output className="pair-wait">Comparing…</output>;
  return (
    <>
      <p className="pair-notice">
        {codes[0].blocks + codes[1].blocks === 0
          ? 'Neither output holds a code block; both are shown whole.'
          : sides.map((side, at) => describe(side, codes[at]!)).join(' · ')}
      </p>
      <AlignedRows
        label="Code, aligned by line"
        mono
        rows={comparison.rows}
        {...{ items, scroller }}
        target={null}
      >
        {(cell, place) => <CodeLine code={codes[place === 'left' ? 0 : 1]} cell={cell} place={place} />}
      </AlignedRows>
    </>
  );
}

function describe({ place }: Side, { blocks, languages }: Code): string {
  if (blocks === 0) return `${place}: no code block, shown whole`;
  return `${place}: ${blocks} ${blocks === 1 ? 'block' : 'blocks'}${languages.length > 0 ? ` of ${languages.join(', ')}` : ''}`;
}

function CodeLine({ code, cell, place }: { code: Code; cell: Cell; place: 'left' | 'right' }) {
  const Changed = place === 'left' ? 'del' : 'ins';
  const end = cell.start + code.text.slice(cell.start, cell.end).trimEnd().length;
  const tokens = tokensIn(code.tokens, cell.start, end);
  const edges = new Set([cell.start, end]);
  for (const span of [...tokens, ...cell.marks])
    for (const edge of [span.start, span.end]) if (edge > cell.start && edge < end) edges.add(edge);
  const sorted = [...edges].toSorted((a, b) => a - b);
  return sorted.slice(0, -1).map((from, index) => {
    const to = sorted[index + 1]!;
    const holds = (span: { start: number; end: number }): boolean => span.start <= from && span.end >= to;
    const className = tokens.find(holds)?.className;
    const content = displayText(code.text.slice(from, to));
    const coloured = className === undefined ? content : <span className={className}>{content}</span>;
    return cell.marks.some(holds) ? (
      <Changed key={from}>{coloured}</Changed>
    ) : (
      <span key={from}>{coloured}</span>
    );
  });
}

/** Tokens that touch a stretch; they are in order, so that the first is found by halving. */
function tokensIn(tokens: readonly Token[], start: number, end: number): Token[] {
  let [low, high] = [0, tokens.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (tokens[middle]!.end <= start) low = middle + 1;
    else high = middle;
  }
  const found: Token[] = [];
  for (let at = low; at < tokens.length && tokens[at]!.start < end; at++) found.push(tokens[at]!);
  return found;
}
