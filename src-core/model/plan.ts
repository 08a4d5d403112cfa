import * as v from 'valibot';
import { METRIC_IDS, type MetricId } from './metric';

export const CRITERION_IDS = [
  'latency_p95_ratio',
  'error_rate',
  'win_rate',
  'similarity',
  'coverage',
] as const;
export type CriterionId = (typeof CRITERION_IDS)[number];

/** What a result is of: a built-in criterion or a metric; in a protected slice with `@tag=value` after it. */
export type CriterionKey = CriterionId | MetricId | `${CriterionId}@${string}`;

const finite = v.pipe(v.number('must be a number'), v.finite('must be finite'));
const positive = v.pipe(finite, v.gtValue(0, 'must be above 0'));
const count = v.pipe(finite, v.integer('must be a whole number'), v.minValue(0, 'must be at least 0'));
const level = v.pipe(
  finite,
  v.minValue(0.5, 'must be at least 0.5'),
  v.maxValue(0.9999, 'must be at most 0.9999'),
);

/** What every criterion can say beside its threshold. */
const common = {
  /** False: informative only, printed but not part of the verdict. */
  required: v.optional(v.boolean('must be true or false'), true),
  /** Level of this criterion's bounds; left out: the plan's. */
  level: v.exactOptional(level),
  /** Fewest pairs for a verdict. */
  minPairs: v.exactOptional(count),
};

const OwnSchema = v.strictObject({
  threshold: finite,
  /** Left out: the side that is usual for the metric. */
  passes: v.exactOptional(v.picklist(['below', 'above'], 'must be "below" or "above"')),
  ...common,
});

const ProtectedSchema = v.strictObject({
  tag: v.pipe(v.string('must be text'), v.minLength(1, 'must name a tag')),
  value: v.string('must be text'),
  /** Criteria that must hold in the slice itself, with the plan's thresholds. */
  criteria: v.optional(
    v.pipe(
      v.array(v.picklist(CRITERION_IDS, `must be among ${CRITERION_IDS.join(', ')}`)),
      v.minLength(1, 'must name a criterion'),
    ),
    ['latency_p95_ratio', 'error_rate'],
  ),
  /** Fewest pairs of the slice for a verdict on it. */
  minPairs: v.optional(count, 100),
  /** A larger margin on the error rate than the whole's: a slice is smaller. */
  errorMargin: v.exactOptional(
    v.pipe(finite, v.minValue(0, 'must be at least 0'), v.ltValue(1, 'must be below 1')),
  ),
});

const LooksSchema = v.strictObject({
  /**
   * auto: fixed for a log that does not grow, sequential as soon as it has grown between two looks.
   * fixed: one analysis of a finished log. sequential: GO at planned looks, NO-GO at any time.
   */
  rule: v.optional(
    v.picklist(['auto', 'fixed', 'sequential'], 'must be "auto", "fixed" or "sequential"'),
    'auto',
  ),
  /** Complete pairs at the last planned look; left out: one more than the coverage criterion asks for. */
  planned: v.exactOptional(v.pipe(count, v.minValue(100, 'must be at least 100'))),
  /** Shares of `planned` at which a GO may be given. */
  at: v.optional(
    v.pipe(
      v.array(v.pipe(positive, v.maxValue(1, 'must be at most 1'))),
      v.minLength(1, 'must hold a share'),
      v.maxLength(20, 'must hold at most 20 shares'),
      v.check((shares) => shares.every((share, i) => i === 0 || share > shares[i - 1]!), 'must rise'),
    ),
    [0.25, 0.5, 0.75, 1],
  ),
});

/** strictObject: a misspelt key is an error, since a silently ignored threshold is worse than a message. */
export const PlanSchema = v.strictObject({
  version: v.optional(v.literal(1, 'must be 1'), 1),
  name: v.optional(v.string('must be text'), 'default'),
  /** Confidence level of each one-sided bound. */
  level: v.optional(level, 0.95),
  /** How a request without a shadow answer counts in the error rate. */
  missingShadow: v.optional(v.picklist(['failed', 'excluded'], 'must be "failed" or "excluded"'), 'failed'),
  /** Tag whose values are the units that were drawn (user, conversation); "auto" finds it, "none" takes every pair alone. */
  clusterBy: v.optional(v.pipe(v.string('must be text'), v.minLength(1, 'must name a tag')), 'auto'),
  criteria: v.optional(
    v.strictObject({
      latency_p95_ratio: v.optional(v.strictObject({ threshold: v.optional(positive, 1.2), ...common }), {}),
      error_rate: v.optional(
        v.strictObject({
          /** Non-inferiority margin on (shadow − production); 0 asks for superiority. */
          margin: v.optional(
            v.pipe(finite, v.minValue(0, 'must be at least 0'), v.ltValue(1, 'must be below 1')),
            0,
          ),
          ...common,
        }),
        {},
      ),
      win_rate: v.optional(
        v.strictObject({
          /** Below ½: non-inferiority. */
          threshold: v.optional(v.pipe(positive, v.ltValue(1, 'must be below 1')), 0.5),
          ...common,
        }),
        {},
      ),
      similarity: v.optional(
        v.strictObject({
          threshold: v.optional(
            v.pipe(finite, v.gtValue(-1, 'must be above -1'), v.ltValue(1, 'must be below 1')),
            0.95,
          ),
          ...common,
        }),
        {},
      ),
      coverage: v.optional(
        v.strictObject({ threshold: v.optional(count, 10_000), required: common.required }),
        {},
      ),
    }),
    {},
  ),
  /** Criteria of one's own, by metric. */
  own: v.optional(
    v.record(v.picklist(METRIC_IDS, `is not a known metric; known are ${METRIC_IDS.join(', ')}`), OwnSchema),
    {},
  ),
  /** Slices that must pass for themselves. */
  protected: v.optional(v.array(ProtectedSchema), []),
  looks: v.optional(LooksSchema, {}),
});

/** The decision rule, declared before the data are looked at. Defaults are the usual shadow-mode criteria. */
export type Plan = v.InferOutput<typeof PlanSchema>;
export type OwnCriterion = v.InferOutput<typeof OwnSchema>;
export type ProtectedSlice = v.InferOutput<typeof ProtectedSchema>;

export const DEFAULT_PLAN: Plan = v.parse(PlanSchema, {});

/** Complete pairs at the last planned look. */
export function plannedPairs(plan: Plan): number {
  return plan.looks.planned ?? Math.max(100, plan.criteria.coverage.threshold + 1);
}
