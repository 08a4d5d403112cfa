import type { ArmName } from '../model/arm';
import type { Database } from '../ports/database';
import { OUTCOME_COUNTS, TOTALS } from '../sql/overview-queries';

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
  exactMatch: { n: number; raw: number; normalised: number | null };
  /** Sums over the requests that carry the figure; null when none does. */
  sums: Record<ArmName, { tokensIn: number | null; tokensOut: number | null; cost: number | null }>;
}

type Totals = Record<'untimed' | 'exact_n' | 'exact_raw' | 'norm_n' | 'norm', number> &
  Record<'first_ms' | 'last_ms' | `${ArmName}_${'tokens_in' | 'tokens_out' | 'cost'}`, number | null>;

/** Counts and sums over the hot table; `outcome` codes are described in sql/pairs-table. */
export async function countPairs(db: Database): Promise<WorkspaceCounts> {
  const [rows, [first]] = await Promise.all([
    db.query<{ outcome: number; n: number }>(OUTCOME_COUNTS),
    db.query<Totals>(TOTALS),
  ]);
  const totals = first!;
  const at = (...codes: number[]): number =>
    rows.reduce((sum, { outcome, n }) => (codes.includes(outcome) ? sum + n : sum), 0);
  const sums = (arm: ArmName) => ({
    tokensIn: totals[`${arm}_tokens_in`],
    tokensOut: totals[`${arm}_tokens_out`],
    cost: totals[`${arm}_cost`],
  });
  return {
    total: rows.reduce((sum, { n }) => sum + n, 0),
    outcome: { neither: at(0), shadowOnly: at(1), prodOnly: at(3), both: at(4) },
    missingShadow: { prodAnswered: at(2), prodFailed: at(5) },
    missingProd: at(6, 7, 8),
    arms: {
      prod: { answered: at(0, 1, 2), failed: at(3, 4, 5), missing: at(6, 7, 8) },
      shadow: { answered: at(0, 3, 6), failed: at(1, 4, 7), missing: at(2, 5, 8) },
    },
    firstTimestamp: totals.first_ms,
    lastTimestamp: totals.last_ms,
    untimed: totals.untimed,
    exactMatch: {
      n: totals.exact_n,
      raw: totals.exact_raw,
      normalised: totals.norm_n === totals.exact_n ? totals.norm : null,
    },
    sums: { prod: sums('prod'), shadow: sums('shadow') },
  };
}
