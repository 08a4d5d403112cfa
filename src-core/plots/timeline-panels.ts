import { ARMS, ARM_LABEL, type ArmName } from '../model/arm';
import { formatCount, formatLatency, formatPercent, formatSimilarity } from '../model/format';
import type { TimelineBin } from '../model/overview';

export interface TimelineSeries {
  name: string;
  arm: ArmName | null;
  value: (bin: TimelineBin) => number | null;
}

/** One of the small multiples: what it shows and how its values are written. */
export interface TimelinePanel {
  id: string;
  title: string;
  kind: 'bars' | 'lines';
  series: readonly TimelineSeries[];
  format: (value: number | null) => string;
  /** Whether the scale starts at 0. */
  fromZero: boolean;
}

/** The questions that the timeline answers, from top to bottom. */
export const TIMELINE_PANELS: readonly TimelinePanel[] = [
  {
    id: 'requests',
    title: 'Requests',
    kind: 'bars',
    series: [{ name: 'requests', arm: null, value: (bin) => bin.pairs }],
    format: formatCount,
    fromZero: true,
  },
  {
    id: 'p95',
    title: 'P95 latency',
    kind: 'lines',
    series: perArm({ prod: (bin) => bin.prodP95, shadow: (bin) => bin.shadowP95 }),
    format: formatLatency,
    fromZero: true,
  },
  {
    id: 'errors',
    title: 'Error rate',
    kind: 'lines',
    series: perArm({
      prod: (bin) => rate(bin.prodFailed, bin.prodSettled),
      shadow: (bin) => rate(bin.shadowFailed, bin.shadowSettled),
    }),
    format: formatPercent,
    fromZero: true,
  },
  {
    id: 'similarity',
    title: 'Mean similarity',
    kind: 'lines',
    series: [{ name: 'mean similarity', arm: null, value: (bin) => bin.similarity }],
    format: formatSimilarity,
    fromZero: false,
  },
];

function perArm(value: Readonly<Record<ArmName, TimelineSeries['value']>>): TimelineSeries[] {
  return ARMS.map((arm) => ({ name: ARM_LABEL[arm], arm, value: value[arm] }));
}

function rate(failed: number, settled: number): number | null {
  return settled > 0 ? failed / settled : null;
}
