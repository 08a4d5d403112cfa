import type { Decision } from '../model/decision';
import type { Evidence } from '../model/evidence';
import { formatCount, formatLatency, formatPercent, formatPoints, formatRatio } from '../model/format';
import { type Plan, plannedPairs } from '../model/plan';
import type { RolloutGate, RolloutPhase, RolloutPlan, RolloutRule } from '../model/rollout';
import { obrienFlemingSpending } from '../stats/group-sequential';
import { sampleSize } from '../stats/sample-size';
import { POWER } from './needed';

/** Shares of traffic that are mirrored, then served. */
const SHADOW = [0.05, 0.25, 1] as const;
const CANARY = [0.05, 0.25, 0.5, 1] as const;

/** Pairs before which nothing is said but that requests arrive and are answered. */
const FIRST_PAIRS = 200;
/** Increase of the error rate that a canary must be able to see where the plan names no margin. */
const LEAST_MARGIN = 0.005;
/** A phase that takes this many times as long as expected has not passed. */
const PATIENCE = 3;

export interface RolloutSource {
  evidence: Evidence;
  plan: Plan;
  decision: Decision;
  /** Requests of all traffic an hour; null when unknown. */
  trafficPerHour: number | null;
}

/** The limits that a canary is watched by, on what monitoring can see. */
export interface CanaryLimits {
  prodErrorRate: number;
  margin: number;
  /** ms; null without latencies. */
  prodP95: number | null;
  latencyFactor: number;
}

export function canaryLimits(evidence: Evidence, plan: Plan): CanaryLimits {
  const { both, prodOnly, shadowOnly, neither } = evidence.errors;
  const n = both + prodOnly + shadowOnly + neither;
  return {
    prodErrorRate: n > 0 ? (both + prodOnly) / n : 0,
    margin: Math.max(plan.criteria.error_rate.margin, LEAST_MARGIN),
    prodP95: finite(evidence.latency.prod?.quantile),
    latencyFactor: plan.criteria.latency_p95_ratio.threshold,
  };
}

/**
 * The way from the first mirrored request to all users. Shadow phases end with the plan's own verdict; canary phases
 * watch the same limits on live requests, sized to see the plan's margin with 80 % power, and share one error for
 * wrong alarms by O'Brien–Fleming spending.
 */
export function rolloutPlan({ evidence, plan, decision, trafficPerHour }: RolloutSource): RolloutPlan {
  const limits = canaryLimits(evidence, plan);
  const alpha = 1 - plan.level;
  const planned = plannedPairs(plan);
  const complete = evidence.coverage.complete;
  const shadowNeeds = [FIRST_PAIRS, Math.ceil(planned / 4), planned];
  const shadowGates = [
    [countGate(FIRST_PAIRS, complete), missingGate(evidence), harmGate(decision)],
    [countGate(shadowNeeds[1]!, complete), harmGate(decision)],
    verdictGates(decision),
  ];
  const canaryN = canaryRequests(limits, plan.level);
  const hours = (n: number, share: number): number | null =>
    trafficPerHour === null || trafficPerHour <= 0 ? null : (n / (trafficPerHour * share)) * 3_600_000;
  const shadow = SHADOW.map((share, i): Omit<RolloutPhase, 'state'> => ({
    id: `shadow-${share * 100}`,
    kind: 'shadow',
    share,
    label: `Shadow ${share * 100} %`,
    gates: shadowGates[i]!,
    requiredN: shadowNeeds[i]!,
    expectedMs: hours(shadowNeeds[i]! - (shadowNeeds[i - 1] ?? 0), share),
    stop: shadowStops(hours(shadowNeeds[i]!, share)),
    rollback: [],
    errorSpent: i === SHADOW.length - 1 ? alpha : 0,
  }));
  const canary = CANARY.map((share): Omit<RolloutPhase, 'state'> => ({
    id: `canary-${share * 100}`,
    kind: 'canary',
    share,
    label: `Canary ${share * 100} %`,
    gates: canaryGates(limits, canaryN),
    requiredN: canaryN,
    expectedMs: hours(canaryN, share),
    stop: canaryStops(limits, hours(canaryN, share)),
    rollback: rollbacks(limits),
    errorSpent: obrienFlemingSpending(share, alpha),
  }));
  return standing([...shadow, ...canary], { decision, complete, trafficPerHour, alpha });
}

/** Requests that each arm needs to see the margin: two independent proportions. */
function canaryRequests({ prodErrorRate, margin }: CanaryLimits, level: number): number {
  const [p, q] = [Math.max(prodErrorRate, 0.001), Math.max(prodErrorRate, 0.001) + margin];
  const u = Math.sqrt(p * (1 - p) + q * (1 - q));
  return Math.ceil(sampleSize({ level, power: POWER, u, effect: margin }));
}

function standing(
  phases: readonly Omit<RolloutPhase, 'state'>[],
  {
    decision,
    complete,
    trafficPerHour,
    alpha,
  }: { decision: Decision; complete: number; trafficPerHour: number | null; alpha: number },
): RolloutPlan {
  const open = phases.findIndex(({ gates }) => gates.some(({ state }) => state !== 'holds'));
  const current = open < 0 ? phases.length - 1 : open;
  const phase = phases[current]!;
  const missing = phase.gates.filter(({ state }) => state !== 'holds').map(({ words }) => words);
  const blocked = decision.verdict === 'NO-GO';
  return {
    phases: phases.map((each, i) => ({
      ...each,
      state: i < current ? 'passed' : i === current ? 'current' : 'ahead',
    })),
    current: phase.id,
    standing: blocked
      ? `Stop: the verdict is NO-GO after ${formatCount(complete)} complete pairs. Nothing goes live.`
      : phase.kind === 'canary'
        ? `The shadow phases are passed with ${formatCount(complete)} complete pairs; ${phase.label} may begin.`
        : `${formatCount(complete)} complete pairs stand in ${phase.label}; still open: ${missing.join('; ')}.`,
    trafficPerHour,
    errorBudget: alpha,
    notes: [
      'Shadow phases cannot harm users; they spend error only where they can say GO, in the last one.',
      'Canary phases share one error for wrong alarms, spent by O’Brien–Fleming over the exposure.',
      ...(trafficPerHour === null
        ? ['The log carries no timestamps to tell the traffic from, so no times are given.']
        : ['Times take the log’s present pace as all traffic; where it was sampled, they are shorter.']),
    ],
  };
}

function countGate(needed: number, complete: number): RolloutGate {
  return {
    criterion: 'coverage',
    words: `at least ${formatCount(needed)} complete pairs`,
    threshold: needed,
    passes: 'above',
    state: complete >= needed ? 'holds' : 'open',
  };
}

function missingGate({ errors }: Evidence): RolloutGate {
  const { missingShadow, both, prodOnly, shadowOnly, neither } = errors;
  const missing = missingShadow.prodAnswered + missingShadow.prodFailed;
  const n = missing + both + prodOnly + shadowOnly + neither;
  return {
    criterion: 'missing_rate',
    words: 'fewer than 5 % of requests without a shadow answer',
    threshold: 0.05,
    passes: 'below',
    state: n === 0 ? 'open' : missing / n < 0.05 ? 'holds' : 'fails',
  };
}

function harmGate({ criteria }: Decision): RolloutGate {
  const harmed = criteria.some(({ required, verdict }) => required && verdict === 'NO-GO');
  return {
    criterion: null,
    words: 'no required criterion is NO-GO',
    threshold: null,
    passes: null,
    state: harmed ? 'fails' : 'holds',
  };
}

function verdictGates({ criteria }: Decision): RolloutGate[] {
  return criteria
    .filter(({ required }) => required)
    .map(({ id, label, threshold, passes, verdict }) => ({
      criterion: id,
      words: `${label} is GO`,
      threshold,
      passes,
      state: verdict === 'GO' ? 'holds' : verdict === 'NO-GO' ? 'fails' : 'open',
    }));
}

function canaryGates(
  { prodErrorRate, margin, prodP95, latencyFactor }: CanaryLimits,
  n: number,
): RolloutGate[] {
  return [
    {
      criterion: 'error_rate',
      words: `error rate at most ${formatPercent(prodErrorRate + margin)} (production’s ${formatPercent(prodErrorRate)} ${formatPoints(margin)}) over ${formatCount(n)} requests`,
      threshold: prodErrorRate + margin,
      passes: 'below',
      state: 'open',
    },
    ...(prodP95 === null
      ? []
      : [
          {
            criterion: 'latency_p95_ratio',
            words: `P95 latency below ${formatLatency(prodP95 * latencyFactor)} (${formatRatio(latencyFactor)} production’s)`,
            threshold: prodP95 * latencyFactor,
            passes: 'below',
            state: 'open',
          } as const,
        ]),
  ];
}

function shadowStops(expectedMs: number | null): RolloutRule[] {
  return [
    {
      metric: 'criterion',
      words: 'a required criterion is NO-GO by its always-valid bound: stop mirroring',
      threshold: null,
      unit: null,
    },
    {
      metric: 'saturation',
      words: 'production’s P99 rises by more than 5 % while mirroring: stop mirroring',
      threshold: 0.05,
      unit: 'share',
    },
    ...timeRule(expectedMs),
  ];
}

function canaryStops({ prodErrorRate, margin }: CanaryLimits, expectedMs: number | null): RolloutRule[] {
  return [
    {
      metric: 'error_rate',
      words: `error rate above ${formatPercent(prodErrorRate + margin)} over the phase: hold the share`,
      threshold: prodErrorRate + margin,
      unit: 'share',
    },
    ...timeRule(expectedMs),
  ];
}

function rollbacks({ prodErrorRate, margin, prodP95, latencyFactor }: CanaryLimits): RolloutRule[] {
  return [
    {
      metric: 'error_rate',
      words: `error rate above ${formatPercent(prodErrorRate + 3 * margin)} in three checks of half an hour: back to production`,
      threshold: prodErrorRate + 3 * margin,
      unit: 'share',
    },
    ...(prodP95 === null
      ? []
      : [
          {
            metric: 'latency_p95',
            words: `P95 above ${formatLatency(prodP95 * latencyFactor)} in three checks of half an hour: back to production`,
            threshold: prodP95 * latencyFactor,
            unit: 'ms',
          } as const,
        ]),
  ];
}

function timeRule(expectedMs: number | null): RolloutRule[] {
  if (expectedMs === null) return [];
  return [
    {
      metric: 'time',
      words: `not passed within ${PATIENCE} times the expected time: decide by hand`,
      threshold: PATIENCE * expectedMs,
      unit: 'ms',
    },
  ];
}

/** JSON writes Infinity as null. */
function finite(value: number | null | undefined): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}
