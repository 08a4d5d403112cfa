import type { ReactNode } from 'react';
import { NOT_MEASURED, formatCount, formatPercent } from '@core/model/format';
import type { TrustFigure } from '@core/model/judge-trust';

/** A share with its bounds and n. */
export function FigureRow({
  label,
  figure,
  unit,
  format = formatPercent,
  children,
}: {
  label: string;
  figure: TrustFigure | null;
  /** What n counts. */
  unit: string;
  format?: (value: number) => string;
  children?: ReactNode;
}) {
  return (
    <tr>
      <th scope="row">{label}</th>
      <td className="num strong">{figure === null ? NOT_MEASURED : format(figure.value)}</td>
      <td className="faint small nowrap">
        {figure !== null && `${format(figure.lower)} to ${format(figure.upper)}`}
      </td>
      <td className="faint small">{figure !== null && `n ${formatCount(figure.n)} ${unit}`}</td>
      <td className="small nowrap num">{children}</td>
    </tr>
  );
}
