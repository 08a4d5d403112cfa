/** Two paired amounts of each request as `p` and `s`: an SQL expression each, and which pairs carry both. */
export interface PairedAmount {
  prod: string;
  shadow: string;
  where: string;
}

export const PAIRED_AMOUNTS = {
  cost_ratio: amount('cost_usd', 'TRUE'),
  length_ratio: amount('chars', 'outcome = 0'),
  tokens_out_ratio: amount('tokens_out', 'outcome = 0'),
} as const satisfies Record<string, PairedAmount>;

function amount(column: string, where: string): PairedAmount {
  const [prod, shadow] = [`prod_${column}`, `shadow_${column}`];
  return { prod, shadow, where: `${where} AND ${prod} IS NOT NULL AND ${shadow} IS NOT NULL` };
}

/** Means, variances (n − 1) and covariance of a paired amount. */
export function totals({ prod, shadow, where }: PairedAmount): string {
  return `SELECT count(*) AS n, avg(${prod}) AS p, avg(${shadow}) AS s, var_samp(${prod}::DOUBLE) AS pp,
    var_samp(${shadow}::DOUBLE) AS ss, covar_samp(${prod}::DOUBLE, ${shadow}::DOUBLE) AS ps FROM pairs WHERE ${where}`;
}

/**
 * The same for cost per answer: per request, relative cost minus relative answers, scaled by the cost per answer;
 * its variance is that of the ratio (delta method).
 */
export const PER_ANSWER = `WITH priced AS (SELECT prod_cost_usd::DOUBLE AS pc, shadow_cost_usd::DOUBLE AS sc,
    (outcome < 3)::INTEGER::DOUBLE AS pa, (outcome % 3 = 0)::INTEGER::DOUBLE AS sa
    FROM pairs WHERE ${PAIRED_AMOUNTS.cost_ratio.where}),
  means AS (SELECT count(*) AS n, avg(pc) AS pc, avg(sc) AS sc, avg(pa) AS pa, avg(sa) AS sa FROM priced),
  lines AS (SELECT (p.pc / m.pc - p.pa / m.pa) * m.pc / m.pa AS x, (p.sc / m.sc - p.sa / m.sa) * m.sc / m.sa AS y
    FROM priced p, means m WHERE m.pc > 0 AND m.sc > 0 AND m.pa > 0 AND m.sa > 0)
  SELECT any_value(m.n) AS n, any_value(m.pc / nullif(m.pa, 0)) AS p, any_value(m.sc / nullif(m.sa, 0)) AS s,
    (SELECT var_samp(x) FROM lines) AS pp, (SELECT var_samp(y) FROM lines) AS ss,
    (SELECT covar_samp(x, y) FROM lines) AS ps FROM means m`;

/** Times to first token of both arms where both answered, as `p` and `s`. */
export const FIRST_TOKENS = `SELECT prod_ttft_ms AS p, shadow_ttft_ms AS s FROM pairs
  WHERE outcome = 0 AND prod_ttft_ms IS NOT NULL AND shadow_ttft_ms IS NOT NULL`;

/** Pairs with a class and those of them that changed; equal outputs, of those compared. */
export const RATES = `SELECT count(meaning_class) AS classed,
  count(*) FILTER (meaning_class IN ('changed', 'different')) AS changed,
  count(exact_norm) AS compared, count(*) FILTER (exact_norm) AS equal FROM pairs`;

/** Pairs that carry a flag; the flag is the only parameter. */
export const FLAGGED = `SELECT count(*) FILTER (list_contains(string_split(meaning_flags, ','), ?)) AS flagged
  FROM pairs WHERE meaning_class IS NOT NULL`;
