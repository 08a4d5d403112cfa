import { formatPercent } from '@core/model/format';
import type { ColumnInfo, MappedColumn, TimeUnit } from '@core/model/import';
import { UNIT_LABEL } from '../../shared/labels';
import { ArmName } from '../../shared/ui/ArmName';
import { Bar } from '../../shared/ui/Bar';
import { Choice } from '../../shared/ui/Choice';
import { confidenceWord } from './confidence';
import { targetLabel } from './target-label';

interface MappingRowProps {
  mapped: MappedColumn;
  columns: readonly ColumnInfo[];
  /** A column's path; empty to read this from no column. */
  onColumn: (path: string) => void;
  onUnit: (unit: TimeUnit) => void;
}

const UNITS = Object.entries(UNIT_LABEL).map(([value, label]) => ({ value: value as TimeUnit, label }));

/** One target of the mapping. */
export function MappingRow({ mapped, columns, onColumn, onUnit }: MappingRowProps) {
  const { target, path, reason, unit, unitReason } = mapped;
  const { arm, field } = targetLabel(target);
  const column = columns.find((candidate) => candidate.path === path);
  const word = confidenceWord(mapped);
  return (
    <tr data-confidence={word}>
      <th scope="row" className="nowrap">
        {arm && <ArmName arm={arm} />} {field}
      </th>
      <td className="mapping-column">
        <Choice
          label={`Column for ${arm === null ? '' : `${arm === 'prod' ? 'production' : arm} `}${field}`}
          value={path}
          options={[
            ...columns.map((candidate) => ({
              value: candidate.path,
              label: candidate.path,
              detail: candidate.samples[0] ?? candidate.type,
            })),
            { value: '', label: 'not read' },
          ]}
          onChange={onColumn}
        />
      </td>
      <td className="mapping-samples">
        <div>
          <span className="clip mono soft">{column?.samples.join('  ·  ')}</span>
          {column !== undefined && column.filled < 1 && (
            <span className="faint small nowrap">{formatPercent(column.filled)} filled</span>
          )}
        </div>
      </td>
      <td>
        <div className="confidence">
          <Bar share={mapped.confidence} />
          <span className={word === 'unsure' ? 'strong' : ''}>{word}</span>
          <span className="faint small">{reason}</span>
        </div>
      </td>
      <td>
        {unit !== null && (
          <div className="mapping-unit">
            <Choice label={`Unit of ${path}`} value={unit} options={UNITS} onChange={onUnit} />
            <span className="faint small">{unitReason}</span>
          </div>
        )}
      </td>
    </tr>
  );
}
