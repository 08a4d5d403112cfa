import { X } from 'lucide-react';
import { formatBytes, formatCount, formatDuration, formatPercent } from '@core/model/format';
import type { ModelDownloadProgress } from '@core/model/api/models';
import type { MapProgress } from '@core/model/pair-map';
import type { SimilarityProgress } from '@core/model/similarity-run';
import { useDownloadJob } from '../shared/download-job';
import type { Route } from '../shared/route';
import { useMapJob } from '../shared/map-job';
import { useSimilarityJob } from '../shared/similarity-job';
import { IconButton } from '../shared/ui/IconButton';
import { Progress } from '../shared/ui/Progress';

/** A similarity run whose screen is not shown; its own Overview and the settings show it themselves. */
export function useSimilarityElsewhere(route: Route) {
  const job = useSimilarityJob((state) => state.job);
  if (job?.status !== 'running' || route.screen === 'settings' || route.screen === 'map') return null;
  return route.screen === 'overview' && route.workspace === job.workspace ? null : job;
}

/** A download while the settings are not shown. */
export function useDownloadElsewhere(route: Route) {
  const job = useDownloadJob((state) => state.job);
  return job?.status === 'running' && route.screen !== 'settings' ? job : null;
}

/** A map that is being drawn while another screen is shown. */
export function useMapElsewhere(route: Route) {
  const job = useMapJob((state) => state.job);
  return job?.status === 'running' && !(route.screen === 'map' && route.workspace === job.workspace)
    ? job
    : null;
}

export function MapEntry({ job: { progress } }: { job: { progress: MapProgress | null } }) {
  const figures =
    progress === null ? ['reading the vectors'] : [formatPercent(progress.share), left(progress.secondsLeft)];
  return (
    <Running
      title="Drawing the map"
      figures={figures}
      share={progress?.share ?? null}
      onCancel={() => useMapJob.getState().cancel()}
    />
  );
}

export function SimilarityEntry({ job: { progress } }: { job: { progress: SimilarityProgress | null } }) {
  const figures =
    progress === null
      ? ['loading the encoder']
      : [
          `${formatCount(progress.done)} / ${formatCount(progress.total)}`,
          progress.pairsPerSecond !== null && `${formatCount(Math.round(progress.pairsPerSecond))} pairs/s`,
          left(progress.secondsLeft),
        ];
  return (
    <Running
      title="Measuring similarity"
      figures={figures}
      share={progress && progress.total > 0 ? progress.done / progress.total : null}
      onCancel={() => useSimilarityJob.getState().cancel()}
    />
  );
}

export function DownloadEntry({
  job: { model, progress },
}: {
  job: { model: string; progress: ModelDownloadProgress | null };
}) {
  const figures =
    progress === null
      ? ['asking the server']
      : [
          `${formatBytes(progress.bytes)} / ${formatBytes(progress.total)}`,
          progress.bytesPerSecond !== null && `${formatBytes(progress.bytesPerSecond)}/s`,
          left(progress.secondsLeft),
        ];
  return (
    <Running
      title={`Downloading ${model}`}
      figures={figures}
      share={progress && progress.total > 0 ? progress.bytes / progress.total : null}
      onCancel={() => useDownloadJob.getState().cancel()}
    />
  );
}

/** Time left in words, where it is known. */
export function left(seconds: number | null): string | false {
  return seconds !== null && `${formatDuration(seconds * 1000)} left`;
}

/** Work that goes on: what it is, how far, how fast, and a button that stops it. */
export function Running({
  title,
  figures,
  share,
  onCancel,
}: {
  title: string;
  figures: readonly (string | false)[];
  share: number | null;
  onCancel: () => void;
}) {
  return (
    <div className="job">
      <span className="clip">{[title, ...figures.filter(Boolean)].join(' · ')}</span>
      <Progress label={title} share={share} />
      <IconButton icon={X} label={`Stop: ${title}`} onPress={onCancel} />
    </div>
  );
}
