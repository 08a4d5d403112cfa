import type { ArmName } from '../model/arm';
import type { Database } from '../ports/database';
import { OUTCOME_COUNTS, TIME_RANGE } from '../sql/overview-queries';

export interface WorkspaceCounts {
  total: number;
  /** Pairs in which both arms are settled, by who failed. */
  outcome: { both: number; shadowOnly: number; prodOnly: number; neither: number };
  missingShadow: { prodAnswered: number; prodFailed: number };
  missingProd: number;
  arms: Record<ArmName, { answered: number; failed: number; missing: number }>;
  firstTimestamp: number | null;
  lastTimestamp: number | null;
  /** Pairs without a timestamp. */
  untimed: number;
}

/** Counts by outcome; `outcome` codes are described in sql/pairs-table. */
export async function countPairs(db: Database): Promise<WorkspaceCounts> {
  const rows = await db.query<{ outcome: number; n: number }>(OUTCOME_COUNTS);
  const [time] = await db.query<{ first_ms: number | null; last_ms: number | null; untimed: number }>(
    TIME_RANGE,
  );
  const at = (...codes: number[]): number =>
    rows.reduce((sum, { outcome, n }) => (codes.includes(outcome) ? sum + n : sum), 0);
  return {
    total: rows.reduce((sum, { n }) => sum + n, 0),
    outcome: { neither: at(0), shadowOnly: at(1), prodOnly: at(3), both: at(4) },
    missingShadow: { prodAnswered: at(2), prodFailed: at(5) },
    missingProd: at(6, 7, 8),
    arms: {
      prod: { answered: at(0, 1, 2), failed: at(3, 4, 5), missing: at(6, 7, 8) },
      shadow: { answered: at(0, 3, 6), failed: at(1, 4, 7), missing: at(2, 5, 8) },
    },
    firstTimestamp: time!.first_ms,
    lastTimestamp: time!.last_ms,
    untimed: time!.untimed,
  };
}
