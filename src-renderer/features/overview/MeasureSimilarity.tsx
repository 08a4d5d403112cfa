import { crashWords } from '@core/model/embedder-crash';
import { formatCount, formatDuration, formatSimilarity } from '@core/model/format';
import type { SimilarityProgress } from '@core/model/similarity-run';
import { useModels } from '../../shared/api/models-queries';
import { formatRoute } from '../../shared/route';
import { useSimilarityJob } from '../../shared/similarity-job';
import { Button } from '../../shared/ui/Button';
import { ProblemPanel } from '../../shared/ui/ProblemPanel';
import { Progress } from '../../shared/ui/Progress';

/**
 * Starts a similarity run, shows how far it is and what it says by now, and lets one stop it: what was measured stays.
 * @param measured pairs measured already; @param comparable pairs that can be
 */
export function MeasureSimilarity({
  workspace,
  measured,
  comparable,
}: {
  workspace: string;
  measured: number;
  comparable: number;
}) {
  const { job, start, cancel } = useSimilarityJob();
  const models = useModels().data;
  const selected = models?.models.find(({ id }) => id === models.selected);
  const mine = job?.workspace === workspace ? job : null;
  if (mine?.status === 'running') return <Running progress={mine.progress} cancel={cancel} />;
  return (
    <>
      {mine?.status === 'failed' && <ProblemPanel problem={mine.problem} />}
      {measured < comparable && (
        <p className="measure-start">
          <Button onPress={() => start({ workspace })} isDisabled={job?.status === 'running'}>
            {measured > 0 ? 'Go on measuring' : 'Measure similarity'}
          </Button>{' '}
          <span className="faint small">
            {formatCount(comparable - measured)} pairs to measure with{' '}
            <a href={formatRoute({ screen: 'settings', workspace })}>
              {selected?.label ?? 'the bundled encoder'}
            </a>
            ; nothing leaves this machine
          </span>
        </p>
      )}
    </>
  );
}

function Running({ progress, cancel }: { progress: SimilarityProgress | null; cancel: () => void }) {
  const running = progress?.running;
  return (
    <div className="measure-running" role="status">
      <Progress
        label="Measuring similarity"
        share={progress && progress.total > 0 ? progress.done / progress.total : null}
      />
      <div className="measure-figures small">
        {progress === null ? (
          <span>Loading the encoder</span>
        ) : (
          <>
            <span>
              {formatCount(progress.done)} of {formatCount(progress.total)} pairs
            </span>
            {progress.pairsPerSecond !== null && (
              <span>{formatCount(Math.round(progress.pairsPerSecond))} pairs/s</span>
            )}
            {progress.secondsLeft !== null && <span>{formatDuration(progress.secondsLeft * 1000)} left</span>}
          </>
        )}
        {running && running.lower !== null && running.upper !== null && (
          <span>
            mean so far {formatSimilarity(running.estimate)} ({formatSimilarity(running.lower)} to{' '}
            {formatSimilarity(running.upper)}, n {formatCount(running.n)}, pairs in random order)
          </span>
        )}
        {progress !== null && progress.crashes > 0 && <span>{crashWords(progress.crashes)}</span>}
        <Button onPress={cancel}>Stop</Button>
      </div>
    </div>
  );
}
