import { useEffect, useState } from 'react';
import type { SearchProgress } from '@core/model/api/explore';
import { formatBytes, formatCount, formatDuration } from '@core/model/format';
import { plural } from '../../shared/labels';
import { Button } from '../../shared/ui/Button';
import type { TextSearches } from './use-text-searches';

/** A search that ends within it needs no words, ms. */
const SHORT_MS = 2000;

/** What the searches through the texts have not looked through, while they go on and when they were stopped. */
export function SearchNote({ search }: { search: TextSearches }) {
  const { progress, unread } = search;
  const isRunning = progress !== null && !progress.paused;
  const isLong = useIsLong(isRunning);
  return (
    <>
      {isRunning && isLong && (
        <div className="explore-note" role="status">
          <p>{`Searching: ${[...searched(progress), pace(progress)].join(' · ')}`}</p>
          <Button onPress={search.stop}>Stop</Button>
        </div>
      )}
      {progress?.paused && (
        <div className="explore-note" role="alert">
          <p>
            <strong>The search is not complete.</strong> It stopped with {searched(progress).join(' · ')}.
            Pairs that were not searched are missing in the table, the charts and the counts.
          </p>
          <Button onPress={search.goOn}>
            {progress.secondsLeft === null
              ? 'Go on'
              : `Go on, about ${formatDuration(1000 * progress.secondsLeft)}`}
          </Button>
        </div>
      )}
      {unread > 0 && (
        <p className="explore-problem filter-problem" role="alert">
          The texts of {unread} {plural(unread, 'segment')} could not be read, so the search is not complete.
          Open one of their pairs to see why.
        </p>
      )}
    </>
  );
}

function searched({ searched: done, pairs, found }: SearchProgress): string[] {
  return [`${formatCount(done)} of ${formatCount(pairs)} pairs searched`, `${formatCount(found)} found`];
}

function pace({ bytesPerSecond, secondsLeft }: SearchProgress): string {
  if (bytesPerSecond === null || secondsLeft === null) return 'measuring the rate';
  return `${formatBytes(bytesPerSecond)}/s · ${formatDuration(1000 * secondsLeft)} left`;
}

function useIsLong(isRunning: boolean): boolean {
  const [isLong, setIsLong] = useState(false);
  useEffect(() => {
    if (!isRunning) return undefined;
    const timer = setTimeout(() => setIsLong(true), SHORT_MS);
    return () => {
      clearTimeout(timer);
      setIsLong(false);
    };
  }, [isRunning]);
  return isLong;
}
