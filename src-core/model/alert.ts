import * as v from 'valibot';
import { formatCount, formatPercent, formatRatio, formatSimilarity } from './format';
import { jsonNumber } from './infinite-json';

export const ALERT_RULES = [
  'error_rate',
  'latency_p95_ratio',
  'similarity',
  'sample_ratio',
  'coverage',
] as const;
export type AlertRule = (typeof ALERT_RULES)[number];

export const ALERT_LABEL: Readonly<Record<AlertRule, string>> = {
  error_rate: 'Error rate',
  latency_p95_ratio: 'Latency P95',
  similarity: 'Similarity',
  sample_ratio: 'Sampling',
  coverage: 'Coverage',
};

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const figure = v.nullable(jsonNumber);

/** What a rule sees: an estimate with bounds that hold at every look. Null where there is too little or it is infinite. */
const SignalSchema = v.object({
  rule: v.picklist(ALERT_RULES),
  n: count,
  estimate: figure,
  lower: figure,
  upper: figure,
  threshold: v.number(),
});
export type AlertSignal = v.InferOutput<typeof SignalSchema>;

/** Counts of a capture from which a rule starts afresh. */
const CountsSchema = v.object({ eligible: count, expected: v.number(), sampled: count, uncovered: count });
export type SamplingCounts = v.InferOutput<typeof CountsSchema>;

/** A line of `alerts.jsonl`: an alert or its all-clear, with its evidence; or that one was told to someone. */
export const AlertEntrySchema = v.variant('kind', [
  v.object({
    kind: v.picklist(['alert', 'clear']),
    id: v.string(),
    /** ms since 1970 UTC. */
    at: v.number(),
    rule: v.picklist(ALERT_RULES),
    /** Where the rule starts afresh: sequence number of the next pair. */
    next: count,
    counts: v.nullable(CountsSchema),
    /** Since the last alert or all-clear, or over the last pairs only. */
    scope: v.picklist(['since', 'recent']),
    signal: SignalSchema,
  }),
  v.object({ kind: v.literal('told'), id: v.string(), at: v.number(), to: v.string() }),
]);
export type AlertEntry = v.InferOutput<typeof AlertEntrySchema>;
export type Alert = Extract<AlertEntry, { kind: 'alert' | 'clear' }>;

/** What the page and the command line show of a watched workspace. */
export interface WatchState {
  /** How each rule stands now. */
  signals: readonly AlertSignal[];
  /** Rules that are in alert, by their alert. */
  active: readonly Alert[];
  /** Alerts and all-clears, the last first. */
  history: readonly Alert[];
}

/** An alert or all-clear in a sentence, with its evidence. */
export function describeAlert({ kind, rule, signal, scope }: Alert): string {
  const { estimate, lower, upper, threshold, n } = signal;
  const figure = (value: number | null): string => alertFigure(rule, value);
  const bounds = `${figure(estimate)} (${figure(lower)} to ${figure(upper)}; n ${formatCount(n)}${scope === 'recent' ? ', recent pairs' : ''})`;
  const limit = `limit ${figure(threshold)}`;
  const label = ALERT_LABEL[rule];
  return kind === 'clear'
    ? `${label} all clear: ${SAYS[rule]} ${bounds}, ${limit}`
    : `${label}: ${SAYS[rule]} ${bounds}, ${limit}`;
}

/** A rule's figure as its criterion shows it. */
export function alertFigure(rule: AlertRule, value: number | null): string {
  if (value === null) return '—';
  if (rule === 'latency_p95_ratio') return formatRatio(value);
  return rule === 'similarity' ? formatSimilarity(value) : formatPercent(value);
}

const SAYS: Readonly<Record<AlertRule, string>> = {
  error_rate: 'the shadow fails more often than production by',
  latency_p95_ratio: 'the shadow’s P95 is that of production times',
  similarity: 'the mean similarity of the answers is',
  sample_ratio: 'the share that is sampled is off what it should be by',
  coverage: 'sampled requests that gave no pair are',
};
