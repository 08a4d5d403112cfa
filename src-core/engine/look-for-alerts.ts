import {
  type Alert,
  ALERT_RULES,
  type AlertEntry,
  type AlertRule,
  type AlertSignal,
  type SamplingCounts,
  type WatchState,
} from '../model/alert';
import type { CaptureCoverage } from '../model/capture-coverage';
import type { Plan } from '../model/plan';
import type { Database } from '../ports/database';
import type { Journal } from '../ports/journal';
import { errorExcess, SETTLED_IN_ORDER, SIMILARITY_IN_ORDER, WATCHED_COUNTS } from '../sql/watch-queries';
import { lookAt } from '../watch/monitor';
import { coverageSignal, meanSignal, ratioSignal, sampleRatioSignal } from '../watch/signals';

/** Largest share of sampled requests that may give no pair. */
const MAX_UNCOVERED = 0.05;
const HISTORY = 200;

export interface AlertRequest {
  db: Database;
  plan: Plan;
  journal: Journal<AlertEntry>;
  /** Counts of the captures that wrote the logs; without them missing arms count. */
  coverage: readonly CaptureCoverage[];
  /** ms since 1970 UTC. */
  now: number;
}

/** A look, with the alerts and all-clears that it gave; they are on disk when it returns. */
export interface AlertLook extends WatchState {
  fresh: readonly Alert[];
}

/** Looks at every rule once. Each alert and each all-clear is given once, also across restarts. */
export async function lookForAlerts({ db, plan, journal, coverage, now }: AlertRequest): Promise<AlertLook> {
  const history = alertsOf((await journal.read()).entries);
  const [[counted], excess, settled, similar] = await Promise.all([
    db.query<{ pairs: number; missing: number; next: number }>(WATCHED_COUNTS),
    db.numbers<'seq' | 'x'>(errorExcess(plan.missingShadow)),
    db.numbers<'seq' | 'prod' | 'shadow'>(SETTLED_IN_ORDER),
    db.numbers<'seq' | 'x'>(SIMILARITY_IN_ORDER),
  ]);
  const { pairs, missing, next } = counted!;
  const totals = samplingCounts(coverage, { pairs, missing });
  const { criteria } = plan;
  const evaluate: Readonly<Record<AlertRule, (from: number, alpha: number) => AlertSignal>> = {
    error_rate: (from, alpha) =>
      meanSignal('error_rate', since(excess.x, excess.seq, from), {
        alpha,
        threshold: criteria.error_rate.margin,
      }),
    latency_p95_ratio: (from, alpha) =>
      ratioSignal(
        { prod: since(settled.prod, settled.seq, from), shadow: since(settled.shadow, settled.seq, from) },
        { alpha, threshold: criteria.latency_p95_ratio.threshold },
      ),
    similarity: (from, alpha) =>
      meanSignal('similarity', since(similar.x, similar.seq, from), {
        alpha,
        threshold: criteria.similarity.threshold,
      }),
    sample_ratio: (_, alpha) => sampleRatioSignal(less(totals, baseOf('sample_ratio', history)), { alpha }),
    coverage: (_, alpha) =>
      coverageSignal(less(totals, baseOf('coverage', history)), { alpha, threshold: MAX_UNCOVERED }),
  };
  const signals: AlertSignal[] = [];
  const fresh: Alert[] = [];
  for (const rule of ALERT_RULES) {
    const { signal, transition } = lookAt(rule, history, next, evaluate[rule]);
    signals.push(signal);
    if (transition)
      fresh.push({ ...transition, id: `${rule}-${next}-${now}`, at: now, rule, next, counts: totals });
  }
  if (fresh.length > 0) await journal.append(fresh);
  return { ...watchStateOf([...history, ...fresh], signals), fresh };
}

/** Alerts, all-clears and which of them stand, from the journal. */
export function watchStateOf(history: readonly Alert[], signals: readonly AlertSignal[]): WatchState {
  const active = ALERT_RULES.flatMap((rule) => {
    const last = history.findLast((entry) => entry.rule === rule);
    return last?.kind === 'alert' ? [last] : [];
  });
  return { signals, active, history: history.slice(-HISTORY).toReversed() };
}

export function alertsOf(entries: readonly AlertEntry[]): Alert[] {
  return entries.filter((entry): entry is Alert => entry.kind !== 'told');
}

function since(values: Float64Array, seqs: Float64Array, from: number): Float64Array {
  if (from === 0) return values;
  let [low, high] = [0, seqs.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (seqs[middle]! < from) low = middle + 1;
    else high = middle;
  }
  return values.subarray(low);
}

function samplingCounts(
  coverage: readonly CaptureCoverage[],
  { pairs, missing }: { pairs: number; missing: number },
): SamplingCounts {
  if (coverage.length === 0) return { eligible: 0, expected: 0, sampled: pairs, uncovered: missing };
  const total: SamplingCounts = { eligible: 0, expected: 0, sampled: 0, uncovered: 0 };
  for (const { windows } of coverage)
    for (const { rate, counts } of windows) {
      total.eligible += counts.eligible;
      total.expected += counts.eligible * rate;
      total.sampled += counts.sampled;
      total.uncovered += counts.shed + counts.lost + counts.abandoned;
    }
  return total;
}

function baseOf(rule: AlertRule, history: readonly Alert[]): SamplingCounts | null {
  return history.findLast((entry) => entry.rule === rule)?.counts ?? null;
}

/** Counts since a base; a capture that was started over begins at nothing again. */
function less(totals: SamplingCounts, base: SamplingCounts | null): SamplingCounts {
  if (!base || base.sampled > totals.sampled) return totals;
  return {
    eligible: Math.max(0, totals.eligible - base.eligible),
    expected: Math.max(0, totals.expected - base.expected),
    sampled: totals.sampled - base.sampled,
    uncovered: Math.max(0, totals.uncovered - base.uncovered),
  };
}
