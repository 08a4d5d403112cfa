import type { CostRatio, CostReport } from '../model/cost';
import type { Metrics } from '../model/metrics';
import type { Database } from '../ports/database';
import { PAIRED_AMOUNTS, PER_ANSWER, totals } from '../sql/own-metric-queries';
import { type PairedTotals, ratioOfTotals } from '../stats/ratio-of-totals';

/** Below this a ratio has no bounds worth showing. */
const FEWEST = 30;

/**
 * What the change would cost or save; null where the log carries no cost of both arms.
 * @param judging USD spent on judging so far, null when nothing was judged
 */
export async function costReport(
  db: Database,
  { metrics, level, judging }: { metrics: Metrics; level: number; judging: number | null },
): Promise<CostReport | null> {
  const [paired, answers] = await Promise.all([
    amounts(db, totals(PAIRED_AMOUNTS.cost_ratio)),
    amounts(db, PER_ANSWER),
  ]);
  if (paired === null) return null;
  const ratio = ratioAt(paired, level);
  const perAnswer = answers && ratioAt(answers, level);
  const tokens = ({ tokensIn, tokensOut }: Metrics['prod']) => ({ in: tokensIn, out: tokensOut });
  return {
    n: paired.n,
    unmeasured: metrics.total - paired.n,
    ratio,
    perAnswer: perAnswer && answers && { ...perAnswer, prod: answers.prod.mean, shadow: answers.shadow.mean },
    perRequest: { prod: paired.prod.mean, shadow: paired.shadow.mean },
    shadowSpent: metrics.shadow.cost ?? 0,
    prodSpent: metrics.prod.cost ?? 0,
    judging,
    tokens: { prod: tokens(metrics.prod), shadow: tokens(metrics.shadow) },
  };
}

async function amounts(db: Database, sql: string): Promise<PairedTotals | null> {
  const [row] = await db.query<Record<'n' | 'p' | 's' | 'pp' | 'ss' | 'ps', number | null>>(sql);
  const { n, p, s, pp, ss, ps } = row!;
  if (!n || p === null || s === null) return null;
  return {
    n,
    prod: { mean: p, variance: pp ?? 0 },
    shadow: { mean: s, variance: ss ?? 0 },
    covariance: ps ?? 0,
  };
}

function ratioAt(totalsOf: PairedTotals, level: number): CostRatio | null {
  if (totalsOf.n < FEWEST || !(totalsOf.prod.mean > 0) || !(totalsOf.shadow.mean > 0)) return null;
  const { ratio, lower, upper } = ratioOfTotals(totalsOf, level);
  return { estimate: ratio, lower, upper };
}
