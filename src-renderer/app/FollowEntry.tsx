import { X } from 'lucide-react';
import { formatCount } from '@core/model/format';
import { type FollowJob, useFollowJob } from '../shared/follow-job';
import { plural } from '../shared/labels';
import { formatRoute } from '../shared/route';
import { Button } from '../shared/ui/Button';
import { IconButton } from '../shared/ui/IconButton';
import { ProblemPanel } from '../shared/ui/ProblemPanel';

/** The logs that are followed, in the job strip. */
export function FollowEntry({ job }: { job: FollowJob }) {
  const stop = useFollowJob((state) => state.stop);
  if (job.status === 'failed')
    return (
      <div className="job-failure">
        <ProblemPanel problem={job.problem} actions={<Button onPress={stop}>Dismiss</Button>} />
      </div>
    );
  const alerts = job.last?.state.active.length ?? 0;
  return (
    <div className="job">
      <span className="clip" role="status">
        Following the log · {formatCount(job.added)} new {plural(job.added, 'pair')} ·{' '}
        {job.last === null ? 'looking' : alerts === 0 ? 'no alerts' : `${alerts} ${plural(alerts, 'alert')}`}
      </span>
      <a href={formatRoute({ screen: 'live', workspace: job.workspace })}>Show</a>
      <span className="job-space" />
      <IconButton icon={X} label="Stop following" onPress={stop} />
    </div>
  );
}
