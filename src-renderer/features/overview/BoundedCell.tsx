import type { BoundedFigure } from '@core/model/bounded-figure';

/** A figure in a table, its bounds below it. */
export function BoundedCell({ figure }: { figure: BoundedFigure | null }) {
  if (figure === null) return <td className="num faint">—</td>;
  return (
    <td className="num bounded">
      {figure.value}
      {figure.bounds !== '' && <span className="bounds nowrap">{figure.bounds}</span>}
    </td>
  );
}
