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
 * One row that says how ratios spread between units: for each ratio its pairs `<name>_n` and `_units`, and over units the
 * sums `_top` and `_bottom` and the sums of squares and products `_tt`, `_tb` and `_bb`. A unit is a pair, or the pairs
 * of a cluster. Plain sums: DuckDB's own variances take five times as long, and amounts vary too much to cancel.
 * @param cluster SQL of the cluster column; null where each pair is a unit
 */
export function spreads(cluster: string | null): string {
  const ratios = cluster === null ? [...MEANS, ...RATIOS] : [...MEANS, ...RATIOS, ...SHARES];
  const units = ratios.map(({ top, bottom }, i) => {
    const [t, b] = [`(${top})::DOUBLE`, `CASE WHEN ${top} IS NOT NULL THEN (${bottom})::DOUBLE END`];
    const bottoms = bottom === '1' ? '' : cluster === null ? `, ${b} AS b${i}` : `, sum(${b}) AS b${i}`;
    return cluster === null
      ? `${t} AS t${i}${bottoms}`
      : `sum(${t}) AS t${i}, count(${top}) AS n${i}${bottoms}`;
  });
  const figures = ratios.map(({ name, bottom }, i) => {
    const [t, n] = [`t${i}`, `n${i}::DOUBLE`];
    const b = bottom === '1' ? n : `b${i}`;
    const [count, top] = [`count(${t})::DOUBLE`, `sum(${t})`];
    // Where every bottom is 1, its sums are the count and the tops' sum.
    const [bottoms, tb, bb] =
      cluster === null && bottom === '1'
        ? [count, top, count]
        : [`sum(${b})`, `sum(${t} * ${b})`, `sum(${b} * ${b})`];
    return `${cluster === null ? count : `sum(${n})`} AS ${name}_n, ${count} AS ${name}_units,
      ${top} AS ${name}_top, ${bottoms} AS ${name}_bottom, sum(${t} * ${t}) AS ${name}_tt, ${tb} AS ${name}_tb,
      ${bb} AS ${name}_bb`;
  });
  const group = cluster === null ? '' : ` GROUP BY ${unitCode(cluster)}`;
  return `SELECT ${figures.join(', ')} FROM (SELECT ${units.join(', ')} FROM pairs${group})`;
}
