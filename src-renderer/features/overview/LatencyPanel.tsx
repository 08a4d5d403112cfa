import { useCallback } from 'react';
import { latencyRows } from '@core/model/arm-figure-rows';
import { type BoundedFigure, inBrackets } from '@core/model/bounded-figure';
import { formatCount, formatLevel, formatRatio } from '@core/model/format';
import type { Figures } from '@core/model/overview';
import { latencyPlot } from '@core/plots/latency-plot';
import { shiftPlot } from '@core/plots/shift-plot';
import { PlotView } from '../../shared/plot/PlotView';
import { ArmsHead } from '../../shared/ui/ArmsHead';
import { Panel } from '../../shared/ui/Panel';
import { BoundedCell } from './BoundedCell';
import { Unmeasured } from './Unmeasured';

const HEIGHT = 260;
/** Probability of a row's quantile. */
const QUANTILES: Readonly<Record<string, number>> = { P50: 0.5, P90: 0.9, P95: 0.95, P99: 0.99 };

/** How fast both arms are, and how the shadow arm shifts each quantile. */
export function LatencyPanel({ overview }: { overview: Figures }) {
  const { latency, plan, metrics } = overview;
  const drawCurves = useCallback(
    (width: number) => latencyPlot(latency, { width, height: HEIGHT }),
    [latency],
  );
  const drawShift = useCallback(
    (width: number) =>
      shiftPlot(latency.shifts, {
        width,
        height: HEIGHT,
        level: plan.level,
        threshold: plan.criteria.latency_p95_ratio.threshold,
      }),
    [latency, plan],
  );
  if (latency.curves.prod.length === 0 && latency.curves.shadow.length === 0) {
    return (
      <Panel title="Latency">
        <Unmeasured title="No latency in these logs">
          A log with the time that each answer took shows here how fast both arms are, quantile by quantile.
        </Unmeasured>
      </Panel>
    );
  }
  return (
    <Panel
      title="Latency"
      note={`quantiles over answered requests: production n ${formatCount(metrics.prod.latency.n)}, shadow n ${formatCount(metrics.shadow.latency.n)}; shift over pairs that both answered or timed out, all bounds one-sided at ${formatLevel(plan.level)}`}
    >
      <div className="latency">
        <PlotView draw={drawCurves} height={HEIGHT} />
        <PlotView draw={drawShift} height={HEIGHT} />
        <LatencyTable overview={overview} />
      </div>
    </Panel>
  );
}

function LatencyTable({ overview }: { overview: Figures }) {
  return (
    <table className="latency-table" aria-label="Latency quantiles">
      <ArmsHead name="Quantile" compared="Shift" />
      <tbody>
        {latencyRows(overview.metrics).map(({ label, prod, shadow }) => (
          <tr key={label}>
            <th scope="row">{label}</th>
            <BoundedCell figure={prod} />
            <BoundedCell figure={shadow} />
            <BoundedCell figure={shiftFigure(overview, QUANTILES[label])} />
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function shiftFigure({ latency }: Figures, p: number | undefined): BoundedFigure | null {
  const shift = latency.shifts.find((each) => p !== undefined && Math.abs(each.p - p) < 1e-9);
  return shift ? { value: formatRatio(shift.ratio), bounds: inBrackets(shift, formatRatio) } : null;
}
