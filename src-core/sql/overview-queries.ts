import type { ArmName } from '../model/arm';

/** Pairs by outcome (see pairs-table). */
export const OUTCOME_COUNTS = 'SELECT outcome, count(*) AS n FROM pairs GROUP BY outcome';

/** `outcome` values in which an arm answered, as SQL. */
export const ANSWERED: Readonly<Record<ArmName, string>> = {
  prod: 'outcome IN (0, 1, 2)',
  shadow: 'outcome IN (0, 3, 6)',
};

export const TIME_RANGE = `SELECT epoch_ms(min(ts)) AS first_ms, epoch_ms(max(ts)) AS last_ms,
  count(*) - count(ts) AS untimed FROM pairs`;

export const EXACT_MATCHES = `SELECT count(exact_raw) AS n, count(*) FILTER (exact_raw) AS raw,
  count(exact_norm) AS norm_n, count(*) FILTER (exact_norm) AS norm FROM pairs`;

/** Sums and means of one arm; token and cost sums are null when no request carries them. */
export function armSums(arm: ArmName): string {
  return `SELECT sum(${arm}_tokens_in) AS tokens_in, sum(${arm}_tokens_out) AS tokens_out,
    sum(${arm}_cost_usd) AS cost,
    avg(${arm}_latency_ms) FILTER (${ANSWERED[arm]}) AS latency_mean,
    avg(${arm}_ttft_ms) FILTER (${ANSWERED[arm]}) AS ttft_mean,
    avg(${arm}_chars) FILTER (${ANSWERED[arm]}) AS chars_mean,
    count(*) FILTER (${arm}_timeout) AS timeouts FROM pairs`;
}

export function errorKinds(arm: ArmName): string {
  return `SELECT ${arm}_error_kind AS kind, count(*) AS n FROM pairs
    WHERE ${arm}_error_kind IS NOT NULL GROUP BY kind ORDER BY n DESC, kind LIMIT 12`;
}

/** Moments of the similarity over pairs that both arms answered. */
export const SIMILARITY_MOMENTS = `WITH scored AS (SELECT similarity AS x FROM pairs WHERE outcome = 0 AND similarity IS NOT NULL),
  centre AS (SELECT avg(x) AS mu FROM scored)
  SELECT count(*) AS n, any_value(mu) AS mean, stddev_samp(x) AS sd, avg((x - mu) * (x - mu) * (x - mu)) AS m3,
    min(x) AS lowest FROM scored, centre`;

/** Similarities in equal bins over [from, 1], and how many lie below the threshold. */
export function similarityBins(from: number, bins: number, threshold: number): string {
  return `SELECT least(${bins - 1}, greatest(0, floor((similarity - ${from}) / ${(1 - from) / bins})))::INTEGER AS bin,
    count(*) AS n, count(*) FILTER (similarity < ${threshold}) AS below
    FROM pairs WHERE outcome = 0 AND similarity IS NOT NULL GROUP BY bin`;
}

export function timelineCounts(binMs: number): string {
  return `SELECT floor(epoch_ms(ts) / ${binMs}) * ${binMs} AS start, count(*) AS pairs,
    count(*) FILTER (outcome IN (3, 4, 5)) AS prod_failed, count(*) FILTER (outcome IN (1, 4, 7)) AS shadow_failed,
    count(*) FILTER (outcome < 6) AS prod_settled, count(*) FILTER (outcome NOT IN (2, 5, 8)) AS shadow_settled,
    avg(similarity) FILTER (outcome = 0) AS similarity
    FROM pairs WHERE ts IS NOT NULL GROUP BY start ORDER BY start`;
}

export function timelineP95(arm: ArmName, binMs: number): string {
  return `SELECT floor(epoch_ms(ts) / ${binMs}) * ${binMs} AS start, quantile_disc(${arm}_latency_ms, 0.95) AS p95
    FROM pairs WHERE ts IS NOT NULL AND ${ANSWERED[arm]} AND ${arm}_latency_ms IS NOT NULL GROUP BY start`;
}
