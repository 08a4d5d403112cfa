import { useCallback } from 'react';
import { formatCount, formatDuration } from '@core/model/format';
import type { Timeline } from '@core/model/overview';
import { timelinePlots } from '@core/plots/timeline-plots';
import { PlotStack } from '../../shared/plot/PlotStack';
import { Panel } from '../../shared/ui/Panel';
import { Unmeasured } from './Unmeasured';

/** Whether something changed while the logs were written. */
export function TimelinePanel({ timeline }: { timeline: Timeline | null }) {
  return timeline && timeline.bins.length > 0 ? (
    <Panel title="Over time" note={noteOf(timeline)}>
      <Plots timeline={timeline} />
    </Panel>
  ) : (
    <Panel title="Over time">
      <Unmeasured title="No timestamps in these logs">
        A log with a timestamp per request shows here whether latency, errors or similarity changed.
      </Unmeasured>
    </Panel>
  );
}

function Plots({ timeline }: { timeline: Timeline }) {
  const draw = useCallback((width: number) => timelinePlots(timeline, { width }), [timeline]);
  return <PlotStack draw={draw} />;
}

function noteOf({ binMs, untimed }: Timeline): string {
  const bins = `${formatDuration(binMs)} a bin, UTC`;
  return untimed > 0 ? `${bins}; ${formatCount(untimed)} pairs without a timestamp left out` : bins;
}
