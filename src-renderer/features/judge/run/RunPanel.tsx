import { Pause, Square } from 'lucide-react';
import { formatCount, formatDuration, formatPercent } from '@core/model/format';
import type { JudgeProgress } from '@core/model/judge-run';
import { type JudgeJob, useJudgeJob } from '../../../shared/judge-job';
import { plural } from '../../../shared/labels';
import { Button } from '../../../shared/ui/Button';
import { Panel } from '../../../shared/ui/Panel';
import { ProblemPanel } from '../../../shared/ui/ProblemPanel';
import { Progress } from '../../../shared/ui/Progress';
import { resumeRun } from '../resume-run';
import { RunEnd } from './RunEnd';
import { RunningCriterion } from './RunningCriterion';
import { Spending } from './Spending';
import { VerdictStream } from './VerdictStream';
import { Waiting } from './Waiting';

const STATE_WORDS: Readonly<Record<JudgeProgress['state'], string>> = {
  preparing: 'Preparing the prompts',
  running: 'Judging',
  waiting: 'Waiting for the server',
  pausing: 'Pausing: waiting for what is in flight',
  batch: 'Waiting for the provider’s batch',
};

/** The run that goes on, or how the last one ended. */
export function RunPanel({ job }: { job: JudgeJob }) {
  const { pause, cancel, dismiss } = useJudgeJob();
  const { progress } = job;
  if (job.status === 'failed') {
    return (
      <ProblemPanel
        problem={job.problem}
        actions={
          <>
            <Button kind="primary" onPress={() => resumeRun(job.workspace)}>
              Try again
            </Button>
            <Button onPress={dismiss}>Dismiss</Button>
          </>
        }
      />
    );
  }
  if (job.status === 'ended') return <RunEnd job={job} />;
  return (
    <Panel
      title="Run"
      note={progress === null ? 'starting' : STATE_WORDS[progress.state]}
      className="run-panel"
    >
      <Progress
        label="Judging"
        share={
          progress && progress.games.total > 0 && progress.state !== 'preparing'
            ? progress.games.done / progress.games.total
            : null
        }
      />
      <div className="run-figures">
        {progress && <ProgressWords progress={progress} />}
        <span className="run-actions button-row">
          <Button onPress={pause} isDisabled={progress?.state === 'pausing'}>
            <Pause className="icon" aria-hidden />
            Pause
          </Button>
          <Button onPress={cancel}>
            <Square className="icon" aria-hidden />
            Cancel
          </Button>
        </span>
      </div>
      {progress?.waiting && <Waiting until={progress.waiting.until} reason={progress.waiting.reason} />}
      {progress?.retrying && progress.waiting === null && (
        <p className="caution">
          {formatCount(progress.retrying.calls)} {plural(progress.retrying.calls, 'call')} failed and{' '}
          {progress.retrying.calls === 1 ? 'is' : 'are'} made again: {progress.retrying.message}
        </p>
      )}
      {progress && (
        <div className="run-columns">
          <Spending spend={progress.spend} />
          {(progress.state !== 'batch' || progress.running.n > 0) && <RunningCriterion progress={progress} />}
        </div>
      )}
      <VerdictStream workspace={job.workspace} games={job.games} />
    </Panel>
  );
}

function ProgressWords({ progress }: { progress: JudgeProgress }) {
  const { state, games, pairs, concurrency, gamesPerSecond, secondsLeft, consistency } = progress;
  return (
    <>
      <span>
        {formatCount(games.done)} of {formatCount(games.total)} calls
      </span>
      <span>
        {formatCount(pairs.done)} of {formatCount(pairs.total)} pairs
      </span>
      {gamesPerSecond !== null && state === 'running' && <span>{gamesPerSecond.toFixed(1)} calls/s</span>}
      {secondsLeft !== null && state === 'running' && <span>{formatDuration(secondsLeft * 1000)} left</span>}
      {state !== 'batch' && (
        <span>
          {formatCount(games.inFlight)} in flight, {formatCount(concurrency)} at a time
        </span>
      )}
      {games.failed > 0 && <span className="caution">{formatCount(games.failed)} without a verdict</span>}
      {consistency.both > 0 && (
        <span>
          same in both orders {formatPercent(consistency.same / consistency.both)}, n{' '}
          {formatCount(consistency.both)}
        </span>
      )}
    </>
  );
}
