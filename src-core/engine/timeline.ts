import type { ArmName } from '../model/arm';
import type { Timeline, TimelineBin } from '../model/overview';
import type { Database } from '../ports/database';
import { timelineBins, timelineCounts, timelineLatencies } from '../sql/overview-queries';
import type { WorkspaceCounts } from './count-pairs';
import { nearestRank } from './sorted-values';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const WIDTHS = [
  1000,
  10_000,
  MINUTE,
  5 * MINUTE,
  15 * MINUTE,
  HOUR,
  3 * HOUR,
  6 * HOUR,
  12 * HOUR,
  DAY,
  7 * DAY,
  28 * DAY,
];
const MOST_BINS = 72;

/** Requests, tail latency, failures and similarity over time; null when fewer than two bins have a timestamp. */
export async function computeTimeline(db: Database, counts: WorkspaceCounts): Promise<Timeline | null> {
  const { firstTimestamp, lastTimestamp, untimed } = counts;
  if (firstTimestamp === null || lastTimestamp === null || firstTimestamp === lastTimestamp) return null;
  const span = lastTimestamp - firstTimestamp;
  const binMs = WIDTHS.find((width) => span / width <= MOST_BINS) ?? Math.ceil(span / MOST_BINS / DAY) * DAY;
  const [rows, prod, shadow] = await Promise.all([
    db.query<Record<string, number | null>>(timelineCounts(binMs)),
    p95ByBin(db, 'prod', binMs),
    p95ByBin(db, 'shadow', binMs),
  ]);
  const bins = rows.map((row): TimelineBin => {
    const bin = row['bin']!;
    return {
      start: bin * binMs,
      pairs: row['pairs']!,
      prodP95: prod.get(bin) ?? null,
      shadowP95: shadow.get(bin) ?? null,
      prodFailed: row['prod_failed']!,
      shadowFailed: row['shadow_failed']!,
      prodSettled: row['prod_settled']!,
      shadowSettled: row['shadow_settled']!,
      similarity: row['similarity']!,
    };
  });
  return bins.length > 1 ? { binMs, bins, untimed } : null;
}

/** Sorted here: a quantile grouped in SQL keeps a list a bin and takes three times as long. */
async function p95ByBin(db: Database, arm: ArmName, binMs: number): Promise<Map<number, number>> {
  const [{ x: bin }, { x }] = await Promise.all([
    db.numbers<'x'>(timelineBins(arm, binMs)),
    db.numbers<'x'>(timelineLatencies(arm)),
  ]);
  const sizes = new Map<number, number>();
  for (const key of bin) sizes.set(key, (sizes.get(key) ?? 0) + 1);
  const values = new Map(
    [...sizes].map(([key, size]) => [key, { filled: 0, sorted: new Float64Array(size) }]),
  );
  bin.forEach((key, i) => {
    const group = values.get(key)!;
    group.sorted[group.filled++] = x[i]!;
  });
  return new Map([...values].map(([key, { sorted }]) => [key, nearestRank(sorted.toSorted(), 0.95)!]));
}
