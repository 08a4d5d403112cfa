import * as v from 'valibot';

const count = v.pipe(v.number(), v.integer(), v.minValue(0));

/**
 * What became of requests, each counted once in every name that fits:
 * eligible (on a mirrored route) → sampled → skipped (must not be repeated, or too large), shed (no room), or sent →
 * answered, failed or timed out → logged, abandoned (production's caller left) or lost (the log could not be written).
 * `closed` are requests that a pause or a spent budget kept from being eligible.
 */
export const COVERAGE_COUNTS = [
  'closed',
  'eligible',
  'sampled',
  'skipped',
  'shed',
  'sent',
  'answered',
  'failed',
  'timedOut',
  'abandoned',
  'logged',
  'lost',
  'reruns',
] as const;
export type CoverageCount = (typeof COVERAGE_COUNTS)[number];

export const CoverageCountsSchema = v.object(
  Object.fromEntries(COVERAGE_COUNTS.map((name) => [name, v.optional(count, 0)])) as Record<
    CoverageCount,
    v.OptionalSchema<typeof count, 0>
  >,
);
export type CoverageCounts = v.InferOutput<typeof CoverageCountsSchema>;

const WindowSchema = v.object({
  /** Start of the hour, ms since 1970 UTC. */
  from: count,
  route: v.string(),
  /** Index of the phase, from 0. */
  phase: count,
  /** Share that was to be sampled. */
  rate: v.number(),
  counts: CoverageCountsSchema,
});

/** `<log>.coverage.json`, which a capture writes beside its log: the requests that the log itself does not show. */
export const CaptureCoverageSchema = v.object({
  gnomonCapture: v.literal(1),
  /** File name of the log. */
  log: v.string(),
  startedAt: count,
  updatedAt: count,
  /** What decides whether a request is in: "random", "header x-user", "body user". */
  sampledBy: v.string(),
  phase: v.object({
    index: count,
    of: count,
    rate: v.number(),
    since: count,
    settled: count,
    /** Sum and sum of squares of (shadow failed) − (production failed) in this phase. */
    excess: v.number(),
    excessSquares: v.number(),
  }),
  spent: v.object({ usd: v.number(), requests: count, unpriced: count }),
  /** After which only production remains; null: without a limit. `until` in ms since 1970 UTC. */
  limits: v.optional(
    v.object({
      usd: v.nullable(v.number()),
      requests: v.nullable(count),
      until: v.nullable(v.number()),
    }),
    { usd: null, requests: null, until: null },
  ),
  /** Why nothing is mirrored; null while it is. */
  stopped: v.nullable(v.string()),
  windows: v.array(WindowSchema),
});
export type CaptureCoverage = v.InferOutput<typeof CaptureCoverageSchema>;
export type CoverageWindow = CaptureCoverage['windows'][number];

export function noCounts(): CoverageCounts {
  return v.parse(CoverageCountsSchema, {});
}

/** The steps of a request from production's traffic to the log, in their order. */
export const COVERAGE_STEPS: readonly (readonly [CoverageCount, string])[] = [
  ['eligible', 'eligible to be mirrored'],
  ['sampled', 'sampled'],
  ['sent', 'sent to the shadow'],
  ['answered', 'answered by the shadow'],
  ['logged', 'logged as pairs'],
];

const LOSSES: readonly (readonly [CoverageCount, string])[] = [
  ['closed', 'while not mirroring'],
  ['skipped', 'not to be repeated, or too large'],
  ['shed', 'shed: no room'],
  ['failed', 'failed at the shadow'],
  ['timedOut', 'timed out at the shadow'],
  ['abandoned', 'caller left'],
  ['lost', 'log could not be written'],
];

/** What requests were lost to on the way, with how many; only what happened. */
export function coverageLosses(counts: CoverageCounts): { label: string; count: number }[] {
  return LOSSES.flatMap(([name, label]) => (counts[name] > 0 ? [{ label, count: counts[name] }] : []));
}

/** The counts of all windows together. */
export function totalCounts(windows: readonly CoverageWindow[]): CoverageCounts {
  const total = noCounts();
  for (const { counts } of windows) for (const name of COVERAGE_COUNTS) total[name] += counts[name];
  return total;
}
