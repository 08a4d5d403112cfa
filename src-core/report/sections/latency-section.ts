import type { LatencyBeside } from '../../model/board';
import { firstTokenRows, formatBothN, latencyRows } from '../../model/arm-figure-rows';
import { inBrackets } from '../../model/bounded-figure';
import { NOT_MEASURED, formatLevel, formatRatio } from '../../model/format';
import { latencyBesideNote, latencyBesideRows } from '../../model/latency-beside-rows';
import { latencyPlot } from '../../plots/latency-plot';
import { shiftPlot } from '../../plots/shift-plot';
import { type Block, TEXT_WIDTH, figures, words } from '../document';
import { boundedText } from '../figures';
import type { ReportModel } from '../report-model';

/** Probability of a row's quantile. */
const QUANTILES: Readonly<Record<string, number>> = { P50: 0.5, P90: 0.9, P95: 0.95, P99: 0.99 };

/** Latency of both arms: quantile curves, the shift between them, and the figures. */
export function latencySection({ latency, metrics, plan, board }: ReportModel): Block[] {
  const level = formatLevel(plan.level);
  const { threshold } = plan.criteria.latency_p95_ratio;
  const rows = latencyRows(metrics).map(({ label, prod, shadow, n }) => {
    const p = QUANTILES[label];
    const shift = latency.shifts.find((each) => p !== undefined && Math.abs(each.p - p) < 1e-9);
    const ratio = shift
      ? { value: formatRatio(shift.ratio), bounds: inBrackets(shift, formatRatio) }
      : { value: NOT_MEASURED, bounds: '' };
    return [label, boundedText(prod), boundedText(shadow), boundedText(ratio), formatBothN(n)];
  });
  const firstToken = firstTokenRows(metrics, ['p50', 'p90', 'p95', 'p99', 'mean'])
    .filter(({ n }) => n.prod + n.shadow > 0)
    .map(({ label, prod, shadow, n }) => [
      label,
      boundedText(prod),
      boundedText(shadow),
      NOT_MEASURED,
      formatBothN(n),
    ]);
  return [
    { kind: 'section', title: 'Latency' },
    {
      kind: 'figure',
      caption:
        'Quantile curves. The horizontal axis gives the slow requests more room: P99 means that one request in a hundred is slower. Latency is on a logarithmic axis.',
      plots: [latencyPlot(latency, { width: TEXT_WIDTH })],
    },
    {
      kind: 'figure',
      caption: `Shadow over production at each quantile of the paired requests, with ${level} one-sided bounds on either side; the line at 1× is “no change”. The plan limits the ratio at P95.`,
      plots: [shiftPlot(latency.shifts, { threshold, level: plan.level, width: TEXT_WIDTH })],
    },
    {
      kind: 'table',
      caption: `Latency of answered requests by arm, and the paired ratios of the pairs that both answered or timed out; ${level} one-sided bounds.`,
      columns: [
        words('Latency'),
        figures({ arm: 'prod' }),
        figures({ arm: 'shadow' }),
        figures('ratio'),
        figures('n'),
      ],
      rows: [...rows, ...firstToken],
    },
    ...besideBlocks(board?.latency ?? null),
  ];
}

/** The same ratios paired beside as if unpaired, and the median of the requests’ own. */
function besideBlocks(beside: LatencyBeside | null): Block[] {
  const rows = beside === null ? [] : latencyBesideRows(beside);
  if (beside === null || rows.length === 0) return [];
  return [
    {
      kind: 'table',
      caption: `What pairing tells: ratios with bounds from the same requests, and as if the arms had seen different ones. ${latencyBesideNote(beside)}`,
      columns: [
        words('Shadow / production'),
        figures('ratio'),
        figures('paired bounds'),
        figures('as if unpaired'),
        figures('n'),
      ],
      rows: rows.map(({ label, ratio, paired, unpaired, n }) => [
        label,
        ratio,
        paired,
        unpaired ?? { faint: 'only paired' },
        n,
      ]),
    },
  ];
}
