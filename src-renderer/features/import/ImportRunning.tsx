import { formatBytes, formatCount, formatDuration } from '@core/model/format';
import type { ImportProgress } from '@core/model/api';
import { type ImportJob, useImportJob } from '../../shared/import-job';
import { Button } from '../../shared/ui/Button';
import { Progress } from '../../shared/ui/Progress';

const PHASE: Readonly<Record<ImportProgress['phase'], string>> = {
  reading: 'Reading',
  joining: 'Joining both logs by request id',
  finishing: 'Finishing',
};

/** How far an import is. It goes on when the analyst leaves the screen. */
export function ImportRunning({ job }: { job: Extract<ImportJob, { status: 'running' }> }) {
  const { progress, names } = job;
  const share = progress && progress.bytesTotal > 0 ? progress.bytesRead / progress.bytesTotal : null;
  return (
    <div className="screen import">
      <h1 className="clip">Importing {names.join(', ')}</h1>
      <div className="import-progress">
        <Progress label={`Importing ${names.join(', ')}`} share={share} />
        <div className="import-figures">
          <span>{progress ? PHASE[progress.phase] : 'Starting'}</span>
          {progress && (
            <>
              <span>
                {formatBytes(progress.bytesRead)} of {formatBytes(progress.bytesTotal)}
              </span>
              <span>{formatCount(progress.pairs)} pairs</span>
              <span>{formatCount(progress.rejected)} rejected</span>
              {progress.bytesPerSecond !== null && <span>{formatBytes(progress.bytesPerSecond)}/s</span>}
              {progress.secondsLeft !== null && (
                <span>{formatDuration(progress.secondsLeft * 1000)} left</span>
              )}
            </>
          )}
        </div>
        <Button onPress={() => useImportJob.getState().cancel()}>Cancel</Button>
      </div>
    </div>
  );
}
