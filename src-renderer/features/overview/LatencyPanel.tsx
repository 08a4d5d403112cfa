import { useCallback } from 'react';
import { ARMS } from '@core/model/arm';
import { NOT_MEASURED, formatCount, formatLatency, formatLevel, formatRatio } from '@core/model/format';
import type { ArmMetrics, LatencySummary } from '@core/model/metrics';
import type { Figures, QuantileShift } from '@core/model/overview';
import { latencyPlot } from '@core/plots/latency-plot';
import { shiftPlot } from '@core/plots/shift-plot';
import { PlotView } from '../../shared/plot/PlotView';
import { ArmName } from '../../shared/ui/ArmName';
import { Panel } from '../../shared/ui/Panel';
import { Unmeasured } from './Unmeasured';

const HEIGHT = 260;
const ROWS: readonly { key: Exclude<keyof LatencySummary, 'n'>; label: string; p: number | null }[] = [
  { key: 'p50', label: 'P50', p: 0.5 },
  { key: 'p90', label: 'P90', p: 0.9 },
  { key: 'p95', label: 'P95', p: 0.95 },
  { key: 'p99', label: 'P99', p: 0.99 },
  { key: 'mean', label: 'Mean', p: null },
];

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
      note={`quantiles over answered requests: production n ${formatCount(metrics.prod.latency.n)}, shadow n ${formatCount(metrics.shadow.latency.n)}; shift over pairs that both answered or timed out, band between ${formatLevel(plan.level)} bounds`}
    >
      <div className="latency">
        <PlotView draw={drawCurves} height={HEIGHT} />
        <PlotView draw={drawShift} height={HEIGHT} />
        <LatencyTable prod={metrics.prod} shadow={metrics.shadow} overview={overview} />
      </div>
    </Panel>
  );
}

interface LatencyTableProps {
  prod: ArmMetrics;
  shadow: ArmMetrics;
  overview: Figures;
}

function LatencyTable({ prod, shadow, overview }: LatencyTableProps) {
  const arms = { prod, shadow };
  return (
    <table className="latency-table" aria-label="Latency quantiles">
      <thead>
        <tr>
          <th scope="col">Quantile</th>
          {ARMS.map((arm) => (
            <th key={arm} scope="col" className="num">
              <ArmName arm={arm} />
            </th>
          ))}
          <th scope="col" className="num">
            Shift
          </th>
          <th scope="col" className="num">
            {formatLevel(overview.plan.level)} bounds
          </th>
        </tr>
      </thead>
      <tbody>
        {ROWS.map(({ key, label, p }) => (
          <tr key={key}>
            <th scope="row">{label}</th>
            {ARMS.map((arm) => (
              <td key={arm} className="num">
                {formatLatency(arms[arm].latency[key])}
              </td>
            ))}
            <td className="num">{formatRatio(shiftAt(overview, p)?.ratio ?? null)}</td>
            <td className="num bounds">{boundsText(shiftAt(overview, p))}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function boundsText(shift: QuantileShift | null): string {
  const { lower, upper } = shift ?? { lower: null, upper: null };
  return lower === null || upper === null ? NOT_MEASURED : `${formatRatio(lower)} – ${formatRatio(upper)}`;
}

function shiftAt({ latency }: Figures, p: number | null): QuantileShift | null {
  if (p === null) return null;
  return latency.shifts.find((shift) => Math.abs(shift.p - p) < 1e-9) ?? null;
}
