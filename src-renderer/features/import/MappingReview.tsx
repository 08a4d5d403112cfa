import { useMemo, useState } from 'react';
import type { ImportOptions, LogInspection } from '@core/model/api';
import { toProblem } from '../../shared/api/problem';
import { useInspection } from '../../shared/api/queries';
import { useImportJob } from '../../shared/import-job';
import { plural } from '../../shared/labels';
import { chooseLogs } from '../../shared/open-logs';
import { Button } from '../../shared/ui/Button';
import { ProblemPanel } from '../../shared/ui/ProblemPanel';
import { Skeleton } from '../../shared/ui/Skeleton';
import { LogSection } from './LogSection';
import { StartBar } from './StartBar';
import { isUnsure } from './confidence';

interface MappingReviewProps {
  logs: readonly string[];
  workspace: string | null;
  /** An import of these logs was cancelled just now. */
  cancelled: boolean;
}

/** What the logs hold and how it will be read; every change is looked at again by the host. */
export function MappingReview({ logs, workspace, cancelled }: MappingReviewProps) {
  const [options, setOptions] = useState<ImportOptions>({});
  const request = useMemo(() => ({ logs, ...options }), [logs, options]);
  const { data, error, isPending, isFetching, refetch } = useInspection(request);
  const job = useImportJob((state) => state.job);
  const changed = Object.keys(options).length > 0;
  const start = (inspections: readonly LogInspection[]) =>
    useImportJob.getState().start({
      request: workspace === null ? request : { ...request, workspace },
      names: inspections.map((inspection) => inspection.file),
    });

  return (
    <div className="screen import">
      <h1>
        {workspace === null ? 'Import' : 'Add'} {logs.length} {plural(logs.length, 'log')}
        {workspace !== null && ' to the workspace'}
      </h1>
      {cancelled && <p className="soft">The import was cancelled. Nothing was added.</p>}
      {isPending && <Skeleton label="Looking at the logs" heights={[28, 32, 240]} />}
      {error && (
        <ProblemPanel
          problem={toProblem(error)}
          actions={
            <>
              <Button kind="primary" onPress={() => void chooseLogs(workspace)}>
                Choose other logs…
              </Button>
              {changed ? (
                <Button onPress={() => setOptions({})}>Undo all changes</Button>
              ) : (
                <Button onPress={() => void refetch()}>Try again</Button>
              )}
            </>
          }
        />
      )}
      {data && !error && (
        <>
          <StartBar
            unsure={data.flatMap((inspection) => inspection.mapped).filter(isUnsure).length}
            incomplete={data.some(({ problem }) => problem !== null)}
            busy={isFetching}
            blocked={job?.status === 'running'}
            onStart={() => start(data)}
            {...(changed && { onReset: () => setOptions({}) })}
          />
          {data.map((inspection, index) => (
            <LogSection
              key={logs[index] ?? inspection.path}
              log={logs[index] ?? ''}
              inspection={inspection}
              options={options}
              onChange={setOptions}
            />
          ))}
        </>
      )}
    </div>
  );
}
