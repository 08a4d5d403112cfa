import * as v from 'valibot';

export const CRITERION_IDS = [
  'latency_p95_ratio',
  'error_rate',
  'win_rate',
  'similarity',
  'coverage',
] as const;
export type CriterionId = (typeof CRITERION_IDS)[number];

const finite = v.pipe(v.number('must be a number'), v.finite('must be finite'));
const required = v.optional(v.boolean('must be true or false'), true);

/** strictObject: a misspelt key is an error, since a silently ignored threshold is worse than a message. */
export const PlanSchema = v.strictObject({
  version: v.optional(v.literal(1, 'must be 1'), 1),
  name: v.optional(v.string('must be text'), 'default'),
  /** Confidence level of each one-sided bound. */
  level: v.optional(
    v.pipe(finite, v.minValue(0.5, 'must be at least 0.5'), v.maxValue(0.9999, 'must be at most 0.9999')),
    0.95,
  ),
  /** How a request without a shadow answer counts in the error rate. */
  missingShadow: v.optional(v.picklist(['failed', 'excluded'], 'must be "failed" or "excluded"'), 'failed'),
  criteria: v.optional(
    v.strictObject({
      latency_p95_ratio: v.optional(
        v.strictObject({
          threshold: v.optional(v.pipe(finite, v.gtValue(0, 'must be above 0')), 1.2),
          required,
        }),
        {},
      ),
      error_rate: v.optional(
        v.strictObject({
          /** Non-inferiority margin on (shadow − production); 0 asks for superiority. */
          margin: v.optional(
            v.pipe(finite, v.minValue(0, 'must be at least 0'), v.ltValue(1, 'must be below 1')),
            0,
          ),
          required,
        }),
        {},
      ),
      win_rate: v.optional(
        v.strictObject({
          threshold: v.optional(
            v.pipe(finite, v.gtValue(0, 'must be above 0'), v.ltValue(1, 'must be below 1')),
            0.5,
          ),
          required,
        }),
        {},
      ),
      similarity: v.optional(
        v.strictObject({
          threshold: v.optional(
            v.pipe(finite, v.gtValue(-1, 'must be above -1'), v.ltValue(1, 'must be below 1')),
            0.95,
          ),
          required,
        }),
        {},
      ),
      coverage: v.optional(
        v.strictObject({
          threshold: v.optional(
            v.pipe(finite, v.integer('must be a whole number'), v.minValue(0, 'must be at least 0')),
            10_000,
          ),
          required,
        }),
        {},
      ),
    }),
    {},
  ),
});

/** The decision rule, declared before the data are looked at. Defaults are the usual shadow-mode criteria. */
export type Plan = v.InferOutput<typeof PlanSchema>;

export const DEFAULT_PLAN: Plan = v.parse(PlanSchema, {});
