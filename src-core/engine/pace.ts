import type { Pace } from '../model/board';
import type { Database } from '../ports/database';

const HOUR = 3_600_000;
/** The stretch that stands for now: as much as covers a weekly cycle. */
const WINDOW = 7 * 24 * HOUR;
/** 80 % of a normal distribution lie within. */
const Z80 = 1.2816;

/** Complete pairs in each of a few equal parts of the last week that the log covers; the range is from how they differ. */
export async function pace(db: Database, last: number | null, first: number | null): Promise<Pace | null> {
  if (last === null || first === null || last <= first) return null;
  const windowMs = Math.min(WINDOW, last - first);
  const part = windowMs / PARTS;
  // A count a part: grouping by a computed part takes ten times as long.
  const starts = Array.from({ length: PARTS }, (_, i) => Math.ceil(last - windowMs + i * part));
  const within = starts.map((start, i) => {
    const until = i + 1 < PARTS ? ` AND ms < ${starts[i + 1]!}` : '';
    return `count(*) FILTER (ms >= ${start}${until}) AS part_${i}`;
  });
  const [row] = await db.query<Record<string, number>>(
    `SELECT ${within.join(', ')} FROM (SELECT epoch_ms(ts) AS ms FROM pairs WHERE outcome IN (0, 1, 3, 4))`,
  );
  const counts = starts.map((_, i) => row![`part_${i}`]!);
  const perHour = (count: number): number => count / (part / HOUR);
  const mean = counts.reduce((sum, n) => sum + n, 0) / PARTS;
  if (mean === 0) return null;
  const variance = counts.reduce((sum, n) => sum + (n - mean) ** 2, 0) / (PARTS - 1);
  const half = (Z80 * Math.sqrt(Math.max(variance, mean))) / Math.sqrt(PARTS);
  return {
    perHour: perHour(mean),
    range: [perHour(Math.max(mean / 10, mean - half)), perHour(mean + half)],
    windowMs,
  };
}

const PARTS = 14;
