import { useCallback } from 'react';
import { formatCount, formatCriterion } from '@core/model/format';
import type { JudgeProgress } from '@core/model/judge-run';
import { winRatePlot } from '@core/plots/win-rate-plot';
import { PlotView } from '../../../shared/plot/PlotView';

/** The win rate as it forms; faded while it is small. */
export function RunningCriterion({ progress: { running, totals } }: { progress: JudgeProgress }) {
  const { n, estimate, lower, upper, threshold } = running;
  const draw = useCallback(
    (width: number) =>
      winRatePlot(
        [
          {
            label: 'Win rate so far',
            figure:
              estimate === null || lower === null || upper === null
                ? null
                : { value: estimate, lower, upper, n },
            note: `a bound needs more pairs (n ${formatCount(n)})`,
          },
        ],
        { width, threshold },
      ),
    [estimate, lower, upper, n, threshold],
  );
  return (
    <div className="running-criterion" data-small={n < 100 || undefined}>
      <PlotView draw={draw} height={52} readable={false} />
      <p className="soft small">
        {formatCount(totals.wins)} wins, {formatCount(totals.ties)} ties, {formatCount(totals.losses)} losses
        of shadow; win rate {formatCriterion('win_rate', estimate)}, n {formatCount(n)}. Decided at the end of
        the run: bounds that are watched cross the threshold more often than they should.
      </p>
    </div>
  );
}
