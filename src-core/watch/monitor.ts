import type { Alert, AlertRule, AlertSignal } from '../model/alert';

/** Error of all rules together over all time. */
const ALPHA = 0.05;
const RULES = 5;
/** Pairs after which a rule also starts afresh, so that what begins late is not hidden by a long good time before. */
const RECENT = 2000;

/** Rules in which large values are bad. */
const WORSE_ABOVE: Readonly<Record<AlertRule, boolean>> = {
  error_rate: true,
  latency_p95_ratio: true,
  similarity: false,
  sample_ratio: true,
  coverage: true,
};

/** Where a rule stands after its alerts and all-clears so far. */
interface RuleState {
  /** The alert that has no all-clear yet. */
  active: Alert | null;
  /** Sequence number of the first pair that counts. */
  from: number;
  transitions: number;
  /** Stretches of RECENT pairs that ended before `from`. */
  stretches: number;
}

/** What a look at a rule gives. */
export interface RuleLook {
  signal: AlertSignal;
  /** Set when an alert, or its all-clear, is due. */
  transition: Pick<Alert, 'kind' | 'scope' | 'signal'> | null;
}

/**
 * Looks at one rule. Bounds hold at every look; each fresh start spends its part of the error, α / (k (k + 1)), which sums
 * to α over any number of them. So false alerts stay below 5 % over all rules and all time, however often one looks.
 * An all-clear comes when pairs after the alert refute the harm that it had shown.
 * @param history alerts and all-clears of all rules, oldest first
 * @param next sequence number after the last pair
 * @param evaluate the rule's signal over the pairs from a sequence number on
 */
export function lookAt(
  rule: AlertRule,
  history: readonly Alert[],
  next: number,
  evaluate: (from: number, alpha: number) => AlertSignal,
): RuleLook {
  const state = stateOf(rule, history);
  const half = ALPHA / RULES / 2;
  const stretch = Math.max(0, Math.floor((next - state.from) / RECENT));
  const scopes = [
    { scope: 'since' as const, from: state.from, alpha: spent(half, state.transitions) },
    {
      scope: 'recent' as const,
      from: state.from + stretch * RECENT,
      alpha: spent(half, state.stretches + stretch),
    },
  ];
  const looks = scopes.map(({ scope, from, alpha }) => ({ scope, signal: evaluate(from, alpha) }));
  for (const { scope, signal } of looks) {
    const kind = state.active === null ? 'alert' : 'clear';
    if (state.active === null ? isHarm(signal) : isRefuted(state.active, signal))
      return { signal, transition: { kind, scope, signal } };
  }
  return { signal: looks[0]!.signal, transition: null };
}

/** The bound lies wholly on the bad side of the threshold. */
function isHarm({ rule, lower, upper, threshold }: AlertSignal): boolean {
  return WORSE_ABOVE[rule] ? lower !== null && lower > threshold : upper !== null && upper < threshold;
}

/** The bound lies wholly on the better side of half of the harm that the alert had estimated, or of what it had proven. */
function isRefuted(alert: Alert, { rule, lower, upper, n }: AlertSignal): boolean {
  // An e-value gives no bound: enough requests without new evidence are the all-clear.
  if (rule === 'sample_ratio') return lower === null && n >= RECENT;
  const { estimate, threshold, lower: atLeast, upper: atMost } = alert.signal;
  const half = estimate === null ? threshold : (estimate + threshold) / 2;
  return WORSE_ABOVE[rule]
    ? upper !== null && upper < Math.max(half, atLeast ?? half)
    : lower !== null && lower > Math.min(half, atMost ?? half);
}

function stateOf(rule: AlertRule, history: readonly Alert[]): RuleState {
  const own = history.filter((entry) => entry.rule === rule);
  const last = own.at(-1);
  let stretches = 0;
  let from = 0;
  for (const entry of own) {
    stretches += Math.floor((entry.next - from) / RECENT) + 1;
    from = entry.next;
  }
  return { active: last?.kind === 'alert' ? last : null, from, transitions: own.length, stretches };
}

function spent(alpha: number, starts: number): number {
  return alpha / ((starts + 1) * (starts + 2));
}
