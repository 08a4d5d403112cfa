import { FLAG_KINDS, FLAG_WORDS, type FlagKind, type PlainWords } from './meaning';

/** How a metric is estimated, and so how it is bounded. */
export type MetricKind = 'quantile-ratio' | 'total-ratio' | 'rate-difference' | 'rate' | 'mean';

export interface MetricWords extends PlainWords {
  kind: MetricKind;
  /** Which side of a threshold usually passes. */
  passes: 'below' | 'above';
  /** A threshold to begin with. */
  threshold: number;
}

type PlainMetric =
  | 'latency_p50_ratio'
  | 'latency_p99_ratio'
  | 'ttft_p95_ratio'
  | 'cost_ratio'
  | 'cost_per_answer_ratio'
  | 'length_ratio'
  | 'tokens_out_ratio'
  | 'refusal_rate'
  | 'hedging_rate'
  | 'json_invalid_rate'
  | 'missing_rate'
  | 'changed_rate'
  | 'exact_match_rate'
  | 'human_win_rate';

/** A figure that a criterion of one's own can be set on, beside the five built-in ones. */
export type MetricId = PlainMetric | `flag:${FlagKind}`;

const PLAIN: Readonly<Record<PlainMetric, MetricWords>> = {
  latency_p50_ratio: {
    label: 'Latency P50, shadow / production',
    explanation: 'What the typical request waits, on the same requests.',
    kind: 'quantile-ratio',
    passes: 'below',
    threshold: 1.2,
  },
  latency_p99_ratio: {
    label: 'Latency P99, shadow / production',
    explanation: 'What the slowest of a hundred requests waits. Needs several thousand pairs.',
    kind: 'quantile-ratio',
    passes: 'below',
    threshold: 1.5,
  },
  ttft_p95_ratio: {
    label: 'Time to first token P95, shadow / production',
    explanation: 'When a streamed answer begins to appear.',
    kind: 'quantile-ratio',
    passes: 'below',
    threshold: 1.2,
  },
  cost_ratio: {
    label: 'Cost, shadow / production',
    explanation: 'What all requests together cost, on the same requests.',
    kind: 'total-ratio',
    passes: 'below',
    threshold: 1,
  },
  cost_per_answer_ratio: {
    label: 'Cost per successful answer, shadow / production',
    explanation:
      'Money spent divided by answers given: a model that fails often is dearer than its price list.',
    kind: 'total-ratio',
    passes: 'below',
    threshold: 1,
  },
  length_ratio: {
    label: 'Length of the output, shadow / production',
    explanation: 'Characters of all outputs together. Users notice answers that double in length.',
    kind: 'total-ratio',
    passes: 'below',
    threshold: 1.25,
  },
  tokens_out_ratio: {
    label: 'Output tokens, shadow / production',
    explanation: 'What output is billed by.',
    kind: 'total-ratio',
    passes: 'below',
    threshold: 1.25,
  },
  refusal_rate: {
    label: 'Refusal rate, shadow − production',
    explanation: 'How much more often the shadow declines to answer, on the same requests.',
    kind: 'rate-difference',
    passes: 'below',
    threshold: 0.01,
  },
  hedging_rate: {
    label: 'Hedging rate, shadow − production',
    explanation: 'How much more often an answer qualifies itself instead of saying it.',
    kind: 'rate-difference',
    passes: 'below',
    threshold: 0.05,
  },
  json_invalid_rate: {
    label: 'Invalid JSON, shadow − production',
    explanation: 'How much more often JSON is broken, where production answers with JSON.',
    kind: 'rate-difference',
    passes: 'below',
    threshold: 0.005,
  },
  missing_rate: {
    label: 'Requests without a shadow answer',
    explanation: 'Neither an output nor an error was logged: shed, sampled out or lost.',
    kind: 'rate',
    passes: 'below',
    threshold: 0.02,
  },
  changed_rate: {
    label: 'Pairs whose meaning changed',
    explanation: 'Exact checks on the texts say that the answers may not mean the same.',
    kind: 'rate',
    passes: 'below',
    threshold: 0.3,
  },
  exact_match_rate: {
    label: 'Exact match after normalising',
    explanation: 'Outputs that are equal but for white space and the order of JSON keys.',
    kind: 'rate',
    passes: 'above',
    threshold: 0.5,
  },
  human_win_rate: {
    label: 'Human win rate of shadow',
    explanation: 'What people who compared the answers blind prefer; ties count ½.',
    kind: 'mean',
    passes: 'above',
    threshold: 0.5,
  },
};

const FLAGS = FLAG_KINDS.map((kind): [`flag:${FlagKind}`, MetricWords] => [
  `flag:${kind}`,
  {
    label: `Pairs flagged “${FLAG_WORDS[kind].label}”`,
    explanation: FLAG_WORDS[kind].explanation,
    kind: 'rate',
    passes: 'below',
    threshold: 0.05,
  },
]);

/** Every metric with its words. */
export const METRICS = { ...PLAIN, ...Object.fromEntries(FLAGS) } as Readonly<Record<MetricId, MetricWords>>;

export const METRIC_IDS = Object.keys(METRICS) as MetricId[];
