import { ARMS, type ArmName } from '../model/arm';
import { ANSWERED } from './pairs-table';

/** Pairs by outcome (see pairs-table). */
export const OUTCOME_COUNTS = 'SELECT outcome, count(*) AS n FROM pairs GROUP BY outcome';

/** Sums over all requests; null where no request carries the figure. */
export const TOTALS = `SELECT epoch_ms(min(ts)) AS first_ms, epoch_ms(max(ts)) AS last_ms,
  count(*) - count(ts) AS untimed, count(exact_raw) AS exact_n, count(*) FILTER (exact_raw) AS exact_raw,
  count(exact_norm) AS norm_n, count(*) FILTER (exact_norm) AS norm,
  ${ARMS.map(
    (arm) =>
      `sum(${arm}_tokens_in) AS ${arm}_tokens_in, sum(${arm}_tokens_out) AS ${arm}_tokens_out, sum(${arm}_cost_usd) AS ${arm}_cost`,
  ).join(', ')} FROM pairs`;

/** Failures by kind, most frequent first within each arm. */
export const ERROR_KINDS = ARMS.map(
  (arm) =>
    `(SELECT '${arm}' AS arm, ${arm}_error_kind AS kind, count(*) AS n FROM pairs
      WHERE ${arm}_error_kind IS NOT NULL GROUP BY kind ORDER BY n DESC, kind LIMIT 12)`,
).join(' UNION ALL ');

/** Figures of an arm's requests, of which only those of answered ones count. */
export type MeasuredColumn = 'latency_ms' | 'ttft_ms' | 'chars';

/** One column of an arm over its answered requests, as `x`. */
export function answeredValues(arm: ArmName, column: MeasuredColumn): string {
  return `SELECT ${arm}_${column} AS x FROM pairs WHERE ${ANSWERED[arm]} AND ${arm}_${column} IS NOT NULL`;
}

/** Latencies of an arm in the pairs whose arms both settled, as `x`; both arms' come in the same order. */
export function settledValues(arm: ArmName): string {
  return `SELECT ${arm}_settled_ms AS x FROM pairs WHERE prod_settled_ms IS NOT NULL`;
}

export const SIMILARITIES = `SELECT similarity FROM pairs WHERE outcome = 0 AND similarity IS NOT NULL`;

export function timelineCounts(binMs: number): string {
  return `SELECT (epoch_ms(ts) // ${binMs})::INTEGER AS bin, count(*) AS pairs,
    count(*) FILTER (outcome // 3 = 1) AS prod_failed, count(*) FILTER (outcome % 3 = 1) AS shadow_failed,
    count(*) FILTER (outcome < 6) AS prod_settled, count(*) FILTER (outcome % 3 < 2) AS shadow_settled,
    avg(similarity) FILTER (outcome = 0) AS similarity
    FROM pairs WHERE ts IS NOT NULL GROUP BY bin ORDER BY bin`;
}

/** Bins of an arm's answered requests, as `x`. */
export function timelineBins(arm: ArmName, binMs: number): string {
  return `SELECT (epoch_ms(ts) // ${binMs})::INTEGER AS x FROM pairs WHERE ${timedAnswers(arm)}`;
}

/** Latencies of an arm's answered requests, as `x`, in the order of their bins: each column alone is read faster. */
export function timelineLatencies(arm: ArmName): string {
  return `SELECT ${arm}_latency_ms AS x FROM pairs WHERE ${timedAnswers(arm)}`;
}

function timedAnswers(arm: ArmName): string {
  return `ts IS NOT NULL AND ${ANSWERED[arm]} AND ${arm}_latency_ms IS NOT NULL`;
}

/** Scores that count for the judge's win rate, and what decided them: 0 the judge, 1 a failed arm, 2 equal outputs. */
export const JUDGE_SCORES = `SELECT judge_score AS score, outcome::DOUBLE AS outcome,
    (CASE judge_how WHEN 'failed-arm' THEN 1 WHEN 'identical' THEN 2 ELSE 0 END)::DOUBLE AS rule
  FROM pairs WHERE judge_sampled AND judge_score IS NOT NULL`;

export const UNRELATED = 'SELECT unrelated AS x FROM pairs WHERE unrelated IS NOT NULL';

/** Pairs by class and set of flags. */
export const MEANINGS = `SELECT meaning_class AS class, meaning_flags AS flags, count(*) AS n FROM pairs
  WHERE meaning_class IS NOT NULL GROUP BY class, flags`;
