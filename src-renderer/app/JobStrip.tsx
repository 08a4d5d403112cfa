import { X } from 'lucide-react';
import { formatBytes, formatCount, formatDuration } from '@core/model/format';
import { type ImportJob, useImportJob } from '../shared/import-job';
import { useJudgeJob } from '../shared/judge-job';
import { useFollowJob } from '../shared/follow-job';
import { plural } from '../shared/labels';
import { useOpenLogs } from '../shared/open-logs';
import {
  DownloadEntry,
  MapEntry,
  SimilarityEntry,
  useMapElsewhere,
  useDownloadElsewhere,
  useSimilarityElsewhere,
} from './RunningJobs';
import { ExportEntry } from './ExportEntry';
import { useExportJob } from '../shared/export-job';
import { useReport } from '../shared/save-report';
import { type Route, formatRoute } from '../shared/route';
import { IconButton } from '../shared/ui/IconButton';
import { Progress } from '../shared/ui/Progress';
import { Failure } from './Failure';
import { FollowEntry } from './FollowEntry';
import { JudgeEntry } from './JudgeEntry';

/** What runs in the background and what became of it. The import screen shows its own import itself. */
export function JobStrip({ route }: { route: Route }) {
  const job = useImportJob((state) => state.job);
  const sending = useOpenLogs((state) => state.sending);
  const openProblem = useOpenLogs((state) => state.problem);
  const reportProblem = useReport((state) => state.problem);
  const judge = useJudgeJob((state) => state.job);
  // The judge's own screen shows its run itself.
  const judgeShown = judge !== null && !(route.screen === 'judge' && route.workspace === judge.workspace);
  const jobShown = job !== null && !(route.screen === 'import' && sameLogs(route.logs, job.request.logs));
  const similarity = useSimilarityElsewhere(route);
  const download = useDownloadElsewhere(route);
  const follow = useFollowJob((state) => state.job);
  const map = useMapElsewhere(route);
  const exporting = useExportJob((state) => state.job);
  return (
    <footer className="job-strip" aria-label="Background work" hidden={isNothing()}>
      {sending && (
        <div className="job">
          <span className="clip">
            Sending {sending.names.join(', ')} to Gnomon · {formatBytes(sending.bytes)}
          </span>
          <Progress label="Sending files" share={null} />
          <IconButton icon={X} label="Cancel sending" onPress={() => useOpenLogs.getState().cancel()} />
        </div>
      )}
      {follow && <FollowEntry job={follow} />}
      {jobShown && <ImportEntry job={job} />}
      {judgeShown && <JudgeEntry job={judge} />}
      {similarity && <SimilarityEntry job={similarity} />}
      {download && <DownloadEntry job={download} />}
      {map && <MapEntry job={map} />}
      {exporting && <ExportEntry job={exporting} />}
      {openProblem && <Failure problem={openProblem} onDismiss={() => useOpenLogs.getState().dismiss()} />}
      {reportProblem && <Failure problem={reportProblem} onDismiss={() => useReport.getState().dismiss()} />}
    </footer>
  );

  function isNothing(): boolean {
    return ![
      follow,
      sending,
      jobShown,
      judgeShown,
      similarity,
      download,
      map,
      exporting,
      openProblem,
      reportProblem,
    ].some(Boolean);
  }
}

function ImportEntry({ job }: { job: ImportJob }) {
  const cancel = useImportJob((state) => state.cancel);
  const dismiss = useImportJob((state) => state.dismiss);
  const names = job.names.join(', ');
  if (job.status === 'running') {
    return (
      <div className="job">
        <span className="clip">
          Importing {names} · {progressText(job)}
        </span>
        <Progress label={`Importing ${names}`} share={job.progress && shareOf(job.progress)} />
        <IconButton icon={X} label="Cancel the import" onPress={cancel} />
      </div>
    );
  }
  if (job.status === 'failed') return <Failure problem={job.problem} onDismiss={dismiss} />;
  return (
    <output className="job">
      {job.status === 'cancelled' ? (
        <span className="clip">Import of {names} cancelled; what was read before is kept</span>
      ) : (
        <>
          <span className="clip">
            Imported {names} · {formatCount(job.imported.pairs)} {plural(job.imported.pairs, 'pair')}
          </span>
          <a href={formatRoute({ screen: 'overview', workspace: job.workspace })}>Show</a>
        </>
      )}
      <span className="job-space" />
      <IconButton icon={X} label="Dismiss" onPress={dismiss} />
    </output>
  );
}

function sameLogs(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((log, index) => log === b[index]);
}

function shareOf(progress: { bytesRead: number; bytesTotal: number }): number | null {
  return progress.bytesTotal > 0 ? progress.bytesRead / progress.bytesTotal : null;
}

function progressText(job: Extract<ImportJob, { status: 'running' }>): string {
  if (job.progress === null) return 'starting';
  const { pairs, bytesPerSecond, secondsLeft } = job.progress;
  return [
    `${formatCount(pairs)} ${plural(pairs, 'pair')}`,
    bytesPerSecond !== null && `${formatBytes(bytesPerSecond)}/s`,
    secondsLeft !== null && `${formatDuration(secondsLeft * 1000)} left`,
  ]
    .filter(Boolean)
    .join(' · ');
}
