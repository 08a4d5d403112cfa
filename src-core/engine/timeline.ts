import type { ArmName } from '../model/arm';
import type { Timeline, TimelineBin } from '../model/overview';
import type { Database } from '../ports/database';
import { timelineCounts, timelineP95 } from '../sql/overview-queries';
import type { WorkspaceCounts } from './count-pairs';

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

async function p95ByBin(db: Database, arm: ArmName, binMs: number): Promise<Map<number, number>> {
  const rows = await db.query<{ bin: number; p95: number }>(timelineP95(arm, binMs));
  return new Map(rows.map(({ bin, p95 }) => [bin, p95]));
}
