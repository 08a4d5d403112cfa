import * as v from 'valibot';
import type { ChangeLedger } from '../model/ledger';
import { TRAITS } from '../model/ledger';
import { METRIC_IDS } from '../model/metric';
import { LookSchema, PlanDeclarationSchema } from '../model/look';
import { PairFilterSchema } from '../model/pair-filter';
import { PlanSchema } from '../model/plan';
import { SLICE_CRITERIA } from '../model/slices';
import type { ReportBoard } from './report-model';
import { arms, criterionKey, figure, number, text, verdict } from './report-schema-parts';

const interval = v.object({ lower: figure, upper: figure });
const nullableText = v.nullable(text);
const range = v.nullable(v.tuple([figure, figure]));
const filter = PairFilterSchema;
const slice = v.object({ column: text, value: text });
const telling = v.array(v.object({ seq: number, requestId: text, why: text }));
const sliceCriterion = v.picklist(SLICE_CRITERIA);

const planState = v.object({
  plan: PlanSchema,
  hash: text,
  declared: v.boolean(),
  versions: v.array(v.object({ ...PlanDeclarationSchema.entries, looksBefore: number })),
  looks: v.array(LookSchema),
  damaged: number,
});

const criteria = v.array(
  v.object({
    key: criterionKey,
    deciding: v.array(v.object({ label: text, why: text, count: number, filter })),
    missing: v.nullable(
      v.object({ lower: figure, upper: figure, missing: number, unit: text, verdictHolds: v.boolean() }),
    ),
    pairing: v.nullable(v.object({ paired: interval, unpaired: interval })),
    effective: v.nullable(v.object({ n: number, effective: number, deff: number, clusters: number })),
    more: v.object({
      state: v.picklist(['decided', 'reachable', 'not-reachable', 'unknown']),
      pairs: figure,
      range,
      unit: text,
      durationMs: figure,
      durationRange: range,
      words: text,
    }),
  }),
);

const latency = v.object({
  level: number,
  quantiles: v.array(v.object({ p: number, n: number, ratio: number, paired: interval, unpaired: interval })),
  perRequest: v.nullable(
    v.object({
      n: number,
      median: number,
      lower: figure,
      upper: figure,
      slower: number,
      faster: number,
      deff: number,
      signP: figure,
    }),
  ),
});

const slices = v.object({
  dimensions: v.array(v.object({ column: text, label: text, values: number, skipped: nullableText })),
  q: number,
  // Reports of an older Gnomon knew no other.
  rule: v.optional(v.picklist(['fixed', 'anytime']), 'fixed'),
  tests: number,
  rows: v.array(
    v.object({
      slice,
      label: text,
      filter,
      pairs: number,
      share: number,
      protected: v.boolean(),
      figures: v.array(
        v.object({
          criterion: sliceCriterion,
          n: number,
          estimate: figure,
          lower: figure,
          upper: figure,
          whole: figure,
          harmP: figure,
          adjustedP: figure,
          alarm: v.boolean(),
          shrunk: figure,
        }),
      ),
      telling,
      rank: number,
    }),
  ),
  minPairs: number,
  tooSmall: number,
  worst: v.nullable(v.object({ slice, criterion: sliceCriterion, words: text })),
  simpson: v.array(
    v.object({
      column: text,
      criterion: sliceCriterion,
      whole: number,
      standardised: number,
      slicesAgainst: number,
      slices: number,
      words: text,
    }),
  ),
  mix: v.array(
    v.object({ column: text, p: number, value: text, before: number, after: number, words: text }),
  ),
  sampleRatio: v.nullable(
    v.object({
      column: text,
      eligible: number,
      sampled: number,
      chi2: number,
      p: number,
      eValue: number,
      alarm: v.boolean(),
      rows: v.array(v.object({ value: text, eligible: number, sampled: number, expected: number })),
      words: text,
    }),
  ),
});

const drift = v.object({
  binMs: number,
  first: number,
  last: number,
  series: v.array(
    v.object({
      metric: v.picklist([
        'requests',
        'prod_p95',
        'shadow_p95',
        'latency_p95_ratio',
        'error_difference',
        'similarity',
        'win_rate',
        ...METRIC_IDS,
      ]),
      label: text,
      points: v.array(v.object({ start: number, n: number, value: figure, lower: figure, upper: figure })),
      changes: v.array(v.object({ at: number, before: number, after: number, p: number, words: text })),
    }),
  ),
  partial: v.array(
    v.object({
      criterion: criterionKey,
      stretches: v.array(v.object({ from: number, to: number, n: number, estimate: figure, verdict })),
      words: text,
    }),
  ),
  end: v.object({ plannedPairs: number, complete: number, expectedAt: figure, words: text }),
});

const ratio = v.object({ estimate: number, lower: number, upper: number });
const cost = v.object({
  n: number,
  unmeasured: number,
  ratio: v.nullable(ratio),
  perAnswer: v.nullable(v.object({ ...ratio.entries, prod: number, shadow: number })),
  perRequest: v.nullable(arms(number)),
  shadowSpent: number,
  prodSpent: number,
  judging: figure,
  tokens: arms(v.object({ in: figure, out: figure })),
});

const rule = v.object({
  metric: v.picklist(['error_rate', 'latency_p95', 'saturation', 'complaints', 'time', 'criterion']),
  words: text,
  threshold: figure,
  unit: nullableText,
});
const rollout = v.object({
  phases: v.array(
    v.object({
      id: text,
      kind: v.picklist(['shadow', 'canary']),
      share: number,
      label: text,
      gates: v.array(
        v.object({
          criterion: v.nullable(criterionKey),
          words: text,
          threshold: figure,
          passes: v.nullable(v.picklist(['below', 'above'])),
          state: v.picklist(['holds', 'fails', 'open']),
        }),
      ),
      requiredN: figure,
      expectedMs: figure,
      stop: v.array(rule),
      rollback: v.array(rule),
      errorSpent: number,
      state: v.picklist(['passed', 'current', 'ahead']),
    }),
  ),
  current: text,
  standing: text,
  trafficPerHour: figure,
  errorBudget: number,
  notes: v.array(text),
});

const robustness = v.array(
  v.object({
    setting: v.variant('kind', [
      v.object({ kind: v.literal('threshold'), criterion: criterionKey }),
      v.object({ kind: v.literal('level') }),
    ]),
    label: text,
    value: number,
    verdict,
    criterionVerdict: v.nullable(verdict),
    from: figure,
    to: figure,
    criterionFrom: figure,
    criterionTo: figure,
    limits: v.tuple([number, number]),
    words: text,
  }),
);

/** What stands behind the verdict, as part of a report's JSON. */
export const ReportBoardSchema: v.GenericSchema<unknown, ReportBoard> = v.object({
  planState,
  criteria,
  binding: v.nullable(criterionKey),
  pace: v.nullable(v.object({ perHour: number, range: v.tuple([number, number]), windowMs: number })),
  clusters: v.nullable(v.object({ column: text, declared: v.boolean(), clusters: number, alone: number })),
  // Reports of an older Gnomon have none.
  latency: v.optional(v.nullable(latency), null),
  slices,
  drift: v.nullable(drift),
  cost: v.nullable(cost),
  rollout,
  robustness,
});

/** The change ledger as part of a report's JSON. */
export const LedgerSchema: v.GenericSchema<unknown, ChangeLedger> = v.object({
  n: number,
  rows: v.array(
    v.object({
      trait: v.picklist(TRAITS),
      label: text,
      explanation: text,
      n: number,
      both: number,
      prodOnly: number,
      shadowOnly: number,
      neither: number,
      prodRate: number,
      shadowRate: number,
      difference: number,
      lower: number,
      upper: number,
      p: number,
      adjustedP: number,
      worse: v.nullable(v.picklist(['shadowOnly', 'prodOnly'])),
      flips: v.array(
        v.object({
          direction: v.picklist(['shadowOnly', 'prodOnly']),
          kind: v.picklist(['regression', 'improvement', 'change']),
          count: number,
          filter,
          causes: v.array(v.object({ cause: text, count: number, examples: telling })),
        }),
      ),
      // Reports of an older Gnomon have none.
      where: v.optional(
        v.nullable(
          v.object({
            label: text,
            p: number,
            groups: v.array(
              v.object({
                label: text,
                n: number,
                shadowOnly: number,
                prodOnly: number,
                filters: v.object({ shadowOnly: filter, prodOnly: filter }),
              }),
            ),
          }),
        ),
        null,
      ),
    }),
  ),
  shifts: v.array(
    v.object({
      figure: v.picklist(['characters', 'words', 'sentences', 'numbers']),
      label: text,
      n: number,
      prodMedian: number,
      shadowMedian: number,
      ratio: figure,
      lower: figure,
      upper: figure,
      doubled: number,
      halved: number,
    }),
  ),
});
