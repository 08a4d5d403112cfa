import { Pause, X } from 'lucide-react';
import { formatCount, formatDuration, formatUsd } from '@core/model/format';
import type { JudgeProgress } from '@core/model/judge-run';
import { type JudgeJob, useJudgeJob } from '../shared/judge-job';
import { formatRoute } from '../shared/route';
import { IconButton } from '../shared/ui/IconButton';
import { Progress } from '../shared/ui/Progress';

/** A judge run in the job strip. */
export function JudgeEntry({ job }: { job: JudgeJob }) {
  const { pause, cancel, dismiss } = useJudgeJob();
  const href = formatRoute({ screen: 'judge', workspace: job.workspace, view: 'results' });
  const running = job.status === 'running';
  return (
    <div className="job">
      <span className="clip">{wordsOf(job)}</span>
      {running ? <Progress label="Judging" share={shareOf(job.progress)} /> : <span className="job-space" />}
      <a href={href}>Show</a>
      {running && <IconButton icon={Pause} label="Pause judging" onPress={pause} />}
      <IconButton
        icon={X}
        label={running ? 'Cancel judging' : 'Dismiss'}
        onPress={running ? cancel : dismiss}
      />
    </div>
  );
}

function wordsOf(job: JudgeJob): string {
  if (job.status === 'failed') return `Judging failed: ${job.problem.details.message}`;
  if (job.status === 'ended') return 'Judging ended';
  if (job.progress === null) return 'Judging · starting';
  const { games, gamesPerSecond, secondsLeft, spend, state } = job.progress;
  return [
    state === 'waiting' ? 'Judging, waiting for the server' : 'Judging',
    `${formatCount(games.done)} / ${formatCount(games.total)} calls`,
    gamesPerSecond !== null && `${gamesPerSecond.toFixed(1)} calls/s`,
    secondsLeft !== null && `${formatDuration(secondsLeft * 1000)} left`,
    spend.cost !== null && spend.cost > 0 && formatUsd(spend.cost),
  ]
    .filter(Boolean)
    .join(' · ');
}

function shareOf(progress: JudgeProgress | null): number | null {
  if (progress === null || progress.state === 'preparing' || progress.games.total === 0) return null;
  return progress.games.done / progress.games.total;
}
