import type { LatencyBeside } from '../../model/board';
import { NOT_MEASURED, formatCount, formatLatency, formatLevel, formatRatio } from '../../model/format';
import type { LatencySummary } from '../../model/metrics';
import { latencyBesideNote, latencyBesideRows } from '../../model/latency-beside-rows';
import { latencyPlot } from '../../plots/latency-plot';
import { shiftPlot } from '../../plots/shift-plot';
import { type Block, TEXT_WIDTH, figures, words } from '../document';
import { quotient } from '../figures';
import type { ReportModel } from '../report-model';

const ROWS: readonly { label: string; key: keyof LatencySummary; p: number | null }[] = [
  { label: 'P50', key: 'p50', p: 0.5 },
  { label: 'P90', key: 'p90', p: 0.9 },
  { label: 'P95', key: 'p95', p: 0.95 },
  { label: 'P99', key: 'p99', p: 0.99 },
  { label: 'mean', key: 'mean', p: null },
];

/** Latency of both arms: quantile curves, the shift between them, and the figures. */
export function latencySection({ latency, metrics, plan, board }: ReportModel): Block[] {
  const level = formatLevel(plan.level);
  const { threshold } = plan.criteria.latency_p95_ratio;
  const arms = [metrics.prod.latency, metrics.shadow.latency] as const;
  const rows = ROWS.map(({ label, key, p }) => {
    const shift = latency.shifts.find((candidate) => p !== null && Math.abs(candidate.p - p) < 1e-9);
    const bounds =
      shift === undefined ? NOT_MEASURED : `${formatRatio(shift.lower)} … ${formatRatio(shift.upper)}`;
    const ratio = shift === undefined ? quotient(arms[0][key], arms[1][key]) : shift.ratio;
    return [label, formatLatency(arms[0][key]), formatLatency(arms[1][key]), formatRatio(ratio), bounds];
  });
  const first = [metrics.prod.ttft, metrics.shadow.ttft] as const;
  const firstToken = ROWS.map(({ label, key }) => [
    `${label}, first token`,
    formatLatency(first[0][key]),
    formatLatency(first[1][key]),
    formatRatio(quotient(first[0][key], first[1][key])),
    NOT_MEASURED,
  ]).filter(([, prod, shadow]) => prod !== NOT_MEASURED || shadow !== NOT_MEASURED);
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
      caption: `Latency of answered requests by arm; ratios at quantiles are paired, with ${level} one-sided bounds.`,
      columns: [
        words('Latency'),
        figures({ arm: 'prod' }),
        figures({ arm: 'shadow' }),
        figures('ratio'),
        figures('bounds of the ratio'),
      ],
      rows: [...rows, ...firstToken, nRow(arms)],
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

function nRow([prod, shadow]: readonly [LatencySummary, LatencySummary]): string[] {
  return ['n', formatCount(prod.n), formatCount(shadow.n), '', ''];
}
