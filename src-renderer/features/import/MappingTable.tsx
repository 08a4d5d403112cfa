import type { ImportOptions } from '@core/model/api';
import type { LogInspection, TimeUnit } from '@core/model/import';
import { MappingRow } from './MappingRow';

export interface MappingProps {
  inspection: LogInspection;
  options: ImportOptions;
  onChange: (options: ImportOptions) => void;
}

/** Where each recognised column goes, how sure that is, and its unit. */
export function MappingTable({ inspection, options, onChange }: MappingProps) {
  return (
    <table className="mapping" aria-label={`Columns of ${inspection.file}`}>
      <thead>
        <tr>
          <th scope="col">Read as</th>
          <th scope="col">Column</th>
          <th scope="col">Samples</th>
          <th scope="col">Recognised</th>
          <th scope="col">Unit</th>
        </tr>
      </thead>
      <tbody>
        {inspection.mapped.map((mapped) => (
          <MappingRow
            key={mapped.target}
            mapped={mapped}
            columns={inspection.columns}
            onColumn={(path) =>
              onChange({ ...options, mapping: { ...options.mapping, [mapped.target]: path } })
            }
            onUnit={(unit: TimeUnit) =>
              onChange({ ...options, units: { ...options.units, [mapped.target]: unit } })
            }
          />
        ))}
      </tbody>
    </table>
  );
}
