import { X } from 'lucide-react';
import { formatBytes, formatCount } from '@core/model/format';
import { useExportJob } from '../shared/export-job';
import { plural } from '../shared/labels';
import { IconButton } from '../shared/ui/IconButton';
import { Failure } from './Failure';
import { Running, left } from './RunningJobs';

const NAMES = { csv: 'CSV', jsonl: 'JSON Lines', parquet: 'Parquet' } as const;

type Job = NonNullable<ReturnType<typeof useExportJob.getState>['job']>;

/** An export while it goes on, whatever screen is shown, and what became of it. */
export function ExportEntry({ job }: { job: Job }) {
  const { cancel, dismiss } = useExportJob();
  const name = NAMES[job.format];
  if (job.status === 'running') {
    const { progress } = job;
    const figures =
      progress === null || progress.pairsPerSecond === null
        ? ['reading the pairs']
        : [
            `${formatCount(progress.done)} / ${formatCount(progress.total)}`,
            `${formatCount(Math.round(progress.pairsPerSecond))} pairs/s`,
            left(progress.secondsLeft),
          ];
    const share = progress && progress.done > 0 ? progress.done / progress.total : null;
    return <Running title={`Exporting ${name}`} figures={figures} share={share} onCancel={cancel} />;
  }
  if (job.status === 'failed') return <Failure problem={job.problem} onDismiss={dismiss} />;
  return (
    <output className="job">
      <span className="clip">
        {job.status === 'cancelled'
          ? `Export of ${name} cancelled; no file was written`
          : `Exported ${formatCount(job.pairs)} ${plural(job.pairs, 'pair')} as ${name} · ${formatBytes(job.bytes)}`}
      </span>
      <span className="job-space" />
      <IconButton icon={X} label="Dismiss" onPress={dismiss} />
    </output>
  );
}
