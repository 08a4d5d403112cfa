import { formatCount } from '@core/model/format';
import type { Overview } from '@core/model/overview';
import { Panel } from '../../shared/ui/Panel';
import { Funnel } from './Funnel';
import { QualityProblems } from './QualityProblems';
import { SourceTable } from './SourceTable';

/** What became of every log line, so that one knows what the figures are about. */
export function QualityPanel({ overview }: { overview: Overview }) {
  const { imported } = overview.quality;
  const records = imported.files.reduce((sum, file) => sum + file.records, 0);
  return (
    <Panel
      title="Data quality"
      note={`from ${formatCount(records)} records in the logs to comparable answers`}
    >
      <div className="quality">
        <Funnel overview={overview} records={records} />
        <QualityProblems workspace={overview.workspace.id} quality={overview.quality} />
      </div>
      <SourceTable files={imported.files} sources={overview.workspace.sources} />
    </Panel>
  );
}
