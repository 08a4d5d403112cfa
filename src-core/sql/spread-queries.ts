import { ARMS, type ArmName } from '../model/arm';
import { unitCode } from './pair-values-queries';
import { ANSWERED } from './pairs-table';

export type SpreadName =
  | `${ArmName}_${Amount | 'per_answer' | 'failed'}`
  | `ratio_${Amount | 'chars'}`
  | `outcome_${0 | 1 | 3 | 4}`
  | 'exact_raw'
  | 'exact_norm';

type Amount = (typeof AMOUNTS)[number];

/** A ratio Σ top / Σ bottom over the pairs whose `top` is not NULL; a mean where every bottom is 1. */
interface Ratio {
  name: SpreadName;
  top: string;
  bottom: string;
}

const AMOUNTS = ['tokens_in', 'tokens_out', 'cost_usd'] as const;

/** Means a request, and cost per answer over the requests that carry a cost. */
const MEANS: readonly Ratio[] = ARMS.flatMap((arm): Ratio[] => [
  ...AMOUNTS.map((amount): Ratio => ({ name: `${arm}_${amount}`, top: `${arm}_${amount}`, bottom: '1' })),
  { name: `${arm}_per_answer`, top: `${arm}_cost_usd`, bottom: `(${ANSWERED[arm]})::INTEGER` },
]);

/** Shadow / production over the pairs that carry both. */
const RATIOS: readonly Ratio[] = [
  ...AMOUNTS.map((amount) => both(amount, 'TRUE')),
  both('chars', 'outcome = 0'),
];

/** Shares, whose bounds need a spread only where pairs come in clusters. */
const SHARES: readonly Ratio[] = [
  { name: 'prod_failed', top: 'CASE outcome // 3 WHEN 0 THEN 0 WHEN 1 THEN 1 END', bottom: '1' },
  { name: 'shadow_failed', top: 'CASE outcome % 3 WHEN 0 THEN 0 WHEN 1 THEN 1 END', bottom: '1' },
  ...([0, 1, 3, 4] as const).map((code): Ratio => ({
    name: `outcome_${code}`,
    top: `CASE WHEN outcome IN (0, 1, 3, 4) THEN (outcome = ${code})::INTEGER END`,
    bottom: '1',
  })),
  { name: 'exact_raw', top: 'exact_raw::INTEGER', bottom: '1' },
  { name: 'exact_norm', top: 'exact_norm::INTEGER', bottom: '1' },
];

function both(amount: Amount | 'chars', condition: string): Ratio {
  const there = `${condition} AND prod_${amount} IS NOT NULL`;
  return {
    name: `ratio_${amount}`,
    top: `CASE WHEN ${there} THEN shadow_${amount} END`,
    bottom: `prod_${amount}`,
  };
}

/**
 * One row that says how ratios spread between units, for each ratio with the columns `<name>_n` (pairs), `_units`,
 * `_top`, `_bottom` (sums) and `_squares`, Σ over units of (the unit's top − ratio · its bottom)². A unit is a pair, or
 * the pairs of a cluster. By DuckDB's variances, which do not cancel as sums of squares do.
 * @param cluster SQL of the cluster column; null where each pair is a unit
 */
export function spreads(cluster: string | null): string {
  const ratios = cluster === null ? [...MEANS, ...RATIOS] : [...MEANS, ...RATIOS, ...SHARES];
  const units =
    cluster === null
      ? ratios.map(({ top, bottom }, i) => `${top} AS t${i}, ${carried(top, bottom)} AS b${i}, 1 AS n${i}`)
      : ratios.map(
          ({ top, bottom }, i) =>
            `sum(${top}) AS t${i}, sum(${carried(top, bottom)}) AS b${i}, count(${top}) AS n${i}`,
        );
  const figures = ratios.map(({ name, bottom }, i) => {
    const ratio = `sum(t${i}) / nullif(sum(b${i}), 0)`;
    const variance =
      cluster === null && bottom === '1'
        ? `var_pop(t${i})`
        : `(var_pop(t${i}) - 2 * ${ratio} * covar_pop(t${i}, b${i}) + (${ratio}) ^ 2 * var_pop(b${i}))`;
    return `(sum(n${i}) FILTER (t${i} IS NOT NULL))::DOUBLE AS ${name}_n, count(t${i})::DOUBLE AS ${name}_units,
      sum(t${i})::DOUBLE AS ${name}_top, sum(b${i})::DOUBLE AS ${name}_bottom, count(t${i}) * ${variance} AS ${name}_squares`;
  });
  const group = cluster === null ? '' : ` GROUP BY ${unitCode(cluster)}`;
  return `SELECT ${figures.join(', ')} FROM (SELECT ${units.join(', ')} FROM pairs${group})`;
}

function carried(top: string, bottom: string): string {
  return `CASE WHEN ${top} IS NOT NULL THEN ${bottom} END`;
}
