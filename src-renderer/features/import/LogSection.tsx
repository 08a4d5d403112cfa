import type { ImportOptions } from '@core/model/api';
import { ARMS, ARM_LABEL } from '@core/model/arm';
import { formatBytes, formatCount } from '@core/model/format';
import type { LogInspection } from '@core/model/import';
import { FORMAT_LABEL, FORM_LABEL, plural } from '../../shared/labels';
import { Problem } from '../../shared/api/problem';
import { Choice } from '../../shared/ui/Choice';
import { ProblemPanel } from '../../shared/ui/ProblemPanel';
import { MappingTable } from './MappingTable';
import { UnmappedColumns } from './UnmappedColumns';

export interface LogSectionProps {
  /** The log's id. */
  log: string;
  inspection: LogInspection;
  options: ImportOptions;
  onChange: (options: ImportOptions) => void;
}

/** One log: what it is, and where each of its columns goes. */
export function LogSection({ log, inspection, options, onChange }: LogSectionProps) {
  const { file, format, gzip, form, size, arm, sampledRecords } = inspection;
  return (
    <section className="log" aria-label={file}>
      <header>
        <h2 className="clip" title={inspection.path}>
          {file}
        </h2>
        <span className="panel-note">
          {FORMAT_LABEL[format]}
          {gzip && ', gzipped'} · {FORM_LABEL[form]} · {formatBytes(size)} · seen in the first{' '}
          {formatCount(sampledRecords)} {plural(sampledRecords, 'record')}
        </span>
      </header>
      {inspection.problem && <ProblemPanel problem={new Problem('bad-data', inspection.problem)} />}
      {arm && (
        <div className="log-arm">
          <span>Holds the arm</span>
          <Choice
            label={`Arm of ${file}`}
            value={arm.name}
            options={ARMS.map((name) => ({ value: name, label: ARM_LABEL[name] }))}
            onChange={(name) => onChange({ ...options, arms: { ...options.arms, [log]: name } })}
          />
          <span className="faint">{arm.reason}</span>
        </div>
      )}
      <MappingTable inspection={inspection} options={options} onChange={onChange} />
      {inspection.unmapped.length > 0 && (
        <UnmappedColumns inspection={inspection} options={options} onChange={onChange} />
      )}
    </section>
  );
}
