import { encoderName } from '@core/model/encoder-identity';
import { formatCount, formatDuration } from '@core/model/format';
import { toProblem } from '../../shared/api/problem';
import { useMap, useMapPoints } from '../../shared/api/map-queries';
import { useMapJob } from '../../shared/map-job';
import { useSimilarityJob } from '../../shared/similarity-job';
import { Button } from '../../shared/ui/Button';
import { ProblemPanel } from '../../shared/ui/ProblemPanel';
import { Progress } from '../../shared/ui/Progress';
import { Skeleton } from '../../shared/ui/Skeleton';
import { MapWorkbench } from './MapWorkbench';
import './map.css';

/** Which kinds of disagreement are there? */
export function MapScreen({ workspace }: { workspace: string }) {
  const { data, error, isPending } = useMap(workspace);
  const points = useMapPoints(workspace, data?.map ?? null);
  const job = useMapJob((state) => state.job);
  const mine = job?.workspace === workspace ? job : null;
  const problem = mine?.status === 'failed' ? mine.problem : null;
  const failure = error ?? points.error;
  const draw = (): void => useMapJob.getState().start({ workspace });
  return (
    <div className="screen map-screen">
      <h1 className="visually-hidden">Map of disagreements</h1>
      {isPending && <Skeleton label="Looking for a map" heights={[28, 480]} />}
      {failure && <ProblemPanel problem={toProblem(failure)} />}
      {problem && <ProblemPanel problem={problem} actions={<Button onPress={draw}>Try again</Button>} />}
      {mine?.status === 'running' && <Drawing progress={mine.progress} isFirst={!data?.map} />}
      {data && !data.map && mine?.status !== 'running' && (
        <NoMap workspace={workspace} drawable={data.drawable} onDraw={draw} />
      )}
      {data?.map && (
        <>
          {data.stale !== null && mine?.status !== 'running' && (
            <p className="map-stale">
              {data.stale === 'encoder'
                ? `The figures are those of another encoder now; this map is drawn by ${encoderName(data.map.encoder)}.`
                : 'Similarities were measured since this map was drawn.'}{' '}
              It shows {formatCount(data.map.pairs)} pairs; {formatCount(data.drawable)} could be on it now.{' '}
              <Button onPress={draw} isDisabled={data.drawable === 0}>
                Draw it anew
              </Button>
            </p>
          )}
          {points.data ? (
            <MapWorkbench key={data.map.file} workspace={workspace} map={data.map} points={points.data} />
          ) : (
            !failure && <Skeleton label="Fetching the points" heights={[28, 480]} />
          )}
        </>
      )}
    </div>
  );
}

function NoMap({ workspace, drawable, onDraw }: { workspace: string; drawable: number; onDraw: () => void }) {
  const measuring = useSimilarityJob((state) => state.job);
  const running = measuring?.status === 'running' ? measuring : null;
  if (drawable > 0)
    return (
      <div className="empty">
        <h2>No map yet</h2>
        <p>
          A map lays out the {formatCount(drawable)} pairs whose outputs differ, so that pairs about the same
          thing that differ in the same way lie together, and names the clusters. It is computed on this
          machine.
        </p>
        <Button kind="primary" onPress={onDraw}>
          Draw the map
        </Button>
      </div>
    );
  return (
    <div className="empty">
      <h2>No similarity yet</h2>
      <p>
        A map is made from the vectors that measuring similarity stores. No pair with outputs that differ has
        one.
      </p>
      {running ? (
        <p className="faint" role="status">
          Measuring
          {running.progress &&
            ` ${formatCount(running.progress.done)} of ${formatCount(running.progress.total)} pairs`}
          …
        </p>
      ) : (
        <Button kind="primary" onPress={() => useSimilarityJob.getState().start({ workspace })}>
          Measure similarity
        </Button>
      )}
      {measuring?.status === 'failed' && <ProblemPanel problem={measuring.problem} />}
    </div>
  );
}

function Drawing({
  progress,
  isFirst,
}: {
  /** No map is shown below. */
  isFirst: boolean;
  progress: { phase: 'projecting' | 'naming'; share: number; secondsLeft: number | null } | null;
}) {
  return (
    <div className={isFirst ? 'map-drawing empty' : 'map-drawing'} role="status">
      {isFirst && <h2>Drawing the map</h2>}
      <Progress label="Drawing the map" share={progress?.share ?? null} />
      <span className="small">
        {progress === null
          ? 'Reading the vectors'
          : [
              progress.phase === 'projecting' ? 'Laying out the pairs' : 'Naming the clusters',
              `${Math.round(progress.share * 100)} %`,
              progress.secondsLeft !== null && `${formatDuration(progress.secondsLeft * 1000)} left`,
            ]
              .filter(Boolean)
              .join(' · ')}
      </span>
      <Button onPress={() => useMapJob.getState().cancel()}>Stop</Button>
    </div>
  );
}
