import type { ArmName } from '../model/arm';
import type { OrderStatistics } from '../model/evidence';
import type { Database } from '../ports/database';
import { quantileRanks } from '../stats/quantile-ranks';
import { distributionOf, orderStatistics } from './order-statistics';

/** What a quantile ratio with paired bounds is computed from. */
export interface PairedQuantile {
  p: number;
  n: number;
  prod: OrderStatistics;
  shadow: OrderStatistics;
  bothAtOrBelow: number;
}

/**
 * Order statistics of both arms at the ranks that the bounds of each quantile need, over pairs whose arms both
 * answered or timed out (a timeout is infinite). Empty when there are no such pairs.
 */
export async function pairedQuantiles(
  db: Database,
  probabilities: readonly number[],
): Promise<PairedQuantile[]> {
  const prod = await armStatistics(db, 'prod', probabilities);
  const shadow = await armStatistics(db, 'shadow', probabilities);
  const n = prod.n;
  if (n === 0) return [];
  const both = probabilities.map(
    (_, i) =>
      `count(*) FILTER (prod_settled_ms <= ${literal(prod.statistics[i]!.quantile)}
        AND shadow_settled_ms <= ${literal(shadow.statistics[i]!.quantile)}) AS q${i}`,
  );
  const [counts] = await db.query<Record<string, number>>(
    `SELECT ${both.join(', ')} FROM pairs WHERE prod_settled_ms IS NOT NULL`,
  );
  return probabilities.map((p, i) => ({
    p,
    n,
    prod: prod.statistics[i]!,
    shadow: shadow.statistics[i]!,
    bothAtOrBelow: counts![`q${i}`]!,
  }));
}

async function armStatistics(
  db: Database,
  arm: ArmName,
  probabilities: readonly number[],
): Promise<{ n: number; statistics: OrderStatistics[] }> {
  const source = { column: `${arm}_settled_ms`, where: `${arm}_settled_ms IS NOT NULL` };
  const distribution = await distributionOf(db, source);
  const { n } = distribution;
  if (n === 0) return { n, statistics: [] };
  const ranks = probabilities.map((p) => quantileRanks(n, p));
  const wanted = ranks.flatMap(({ k, lower, upper }) => [k, lower, upper]);
  const values = await orderStatistics(db, source, distribution, wanted);
  const statistics = ranks.map(({ k, lower, upper }) => ({
    lower: values.get(lower)!,
    quantile: values.get(k)!,
    upper: values.get(upper)!,
  }));
  return { n, statistics };
}

function literal(value: number): string {
  return value === Infinity ? "'infinity'::DOUBLE" : String(value);
}
