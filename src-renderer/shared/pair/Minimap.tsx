import { type MouseEvent, useMemo } from 'react';
import type { Comparison, Row } from './compare/comparison';

interface MinimapProps extends Pick<Comparison, 'rows' | 'differences'> {
  onJump: (row: number) => void;
}

/** Marks drawn at most: more could not be told apart. */
const MOST = 400;

/** Where the differences lie in the whole of the outputs; a click goes there. Keys do the same: n and p. */
export function Minimap({ rows, differences, onJump }: MinimapProps) {
  const { starts, total } = useMemo(() => heights(rows), [rows]);
  if (differences.length === 0) return null;
  const shown =
    differences.length <= MOST
      ? differences
      : differences.filter((_, at) => at % Math.ceil(differences.length / MOST) === 0);
  const jump = (event: MouseEvent<HTMLDivElement>): void => {
    const box = event.currentTarget.getBoundingClientRect();
    const share = (event.clientY - box.top) / box.height;
    const nearest = differences.toSorted(
      ([a], [b]) => Math.abs(starts[a]! / total - share) - Math.abs(starts[b]! / total - share),
    )[0];
    if (nearest !== undefined) onJump(nearest[0]);
  };
  return (
    <div className="minimap" aria-hidden onClick={jump}>
      {shown.map(([first, last]) => (
        <span
          key={first}
          data-kind={kindOf(rows[first]!)}
          style={{
            top: `${(starts[first]! / total) * 100}%`,
            height: `${((starts[last + 1]! - starts[first]!) / total) * 100}%`,
          }}
        />
      ))}
    </div>
  );
}

/** Characters before each row, which stand for its place; the last is the whole. */
function heights(rows: readonly Row[]): { starts: number[]; total: number } {
  const starts = [0];
  for (const { left, right } of rows)
    starts.push(
      starts.at(-1)! + 40 + Math.max(left ? left.end - left.start : 0, right ? right.end - right.start : 0),
    );
  return { starts, total: Math.max(1, starts.at(-1)!) };
}

function kindOf({ left, right }: Row): string {
  return (left === null ? right?.state : left.state) ?? 'same';
}
