import { Play } from 'lucide-react';
import { formatCount, formatUsd } from '@core/model/format';
import { type JudgeJob, useJudgeJob } from '../../../shared/judge-job';
import { plural } from '../../../shared/labels';
import { Button } from '../../../shared/ui/Button';
import { resumeRun } from '../resume-run';
import { END_WORDS } from '../words';

/** How a run ended, what it spent and saved, and how it goes on. */
export function RunEnd({ job }: { job: Extract<JudgeJob, { status: 'ended' }> }) {
  const dismiss = useJudgeJob((state) => state.dismiss);
  const { run } = job;
  const left = run?.left ?? 0;
  return (
    <output className="run-end" data-ended={run?.ended ?? 'paused'}>
      <div>
        <p>
          <strong>
            {run === null ? 'The run ended without a word from the host' : END_WORDS[run.ended]}
          </strong>
          {run !== null && (
            <>
              {' '}
              · {formatCount(run.asked)} {plural(run.asked, 'call')} made
              {left > 0 && `, ${formatCount(left)} left`}
              {run.spend.cost !== null && ` · spent ${formatUsd(run.spend.cost)}`}
              {run.spend.ceiling !== null && ` of at most ${formatUsd(run.spend.ceiling)}`}
              {run.ended === 'ceiling' &&
                run.spend.callsCeiling !== null &&
                ` · at most ${formatCount(run.spend.callsCeiling)} calls a run`}
            </>
          )}
        </p>
        {run?.saved && (
          <p className="soft">
            Stopping early saved {formatCount(run.saved.games)} {plural(run.saved.games, 'call')}
            {run.saved.cost !== null && ` and ${formatUsd(run.saved.cost)}`}.
          </p>
        )}
        {run?.problem && (
          <p className="caution">
            {run.problem.message}
            {run.problem.remedy !== null && ` — ${run.problem.remedy}`}
          </p>
        )}
      </div>
      <span className="button-row">
        {left > 0 && run?.ended !== 'batch' && (
          <Button kind="primary" onPress={() => resumeRun(job.workspace)}>
            <Play className="icon" aria-hidden />
            Go on
          </Button>
        )}
        <Button kind="quiet" onPress={dismiss}>
          Dismiss
        </Button>
      </span>
    </output>
  );
}
