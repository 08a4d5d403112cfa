import * as v from 'valibot';
import { CoverageCountsSchema } from '../model/capture-coverage';
import type { ImportNote, LogForm, LogFormat, RejectCode } from '../model/import';
import { FLAG_KINDS, type MeaningClass } from '../model/meaning';
import { METRIC_IDS } from '../model/metric';
import { PlanSchema } from '../model/plan';
import { SIGNED_DECISIONS, SignOffSchema } from '../model/sign-off';
import { LedgerSchema, ReportBoardSchema } from './report-board-schema';
import type { ReportModel } from './report-model';
import { arms, criterionKey, figure, number, text, verdict } from './report-schema-parts';

/** One of a union's members; the record makes the compiler ask for every one of them. */
function oneOf<T extends string>(members: Readonly<Record<T, true>>) {
  return v.picklist(Object.keys(members) as T[]);
}

const rejectCode = oneOf<RejectCode>({
  'invalid-json': true,
  'invalid-csv': true,
  'not-an-object': true,
  'wrong-type': true,
  'no-request-id': true,
  'too-long': true,
  truncated: true,
  duplicate: true,
  'other-form': true,
});
const noteCode = oneOf<ImportNote['code']>({
  'utf8-damage': true,
  unmatched: true,
  'truncated-file': true,
  'clipped-tags': true,
  'ignored-columns': true,
  'clipped-numbers': true,
  'damaged-similarity': true,
});
const logFormat = oneOf<LogFormat>({ jsonl: true, 'json-array': true, csv: true });
const logForm = oneOf<LogForm>({ nested: true, flat: true, measured: true, 'one-arm': true });

const criterion = v.object({
  id: criterionKey,
  label: text,
  estimate: figure,
  lower: figure,
  upper: figure,
  threshold: number,
  passes: v.picklist(['below', 'above']),
  level: number,
  n: number,
  verdict,
  needed: figure,
  neededRange: v.nullable(v.tuple([figure, figure])),
  required: v.boolean(),
  method: text,
  reason: text,
  cautions: v.array(text),
  harmP: figure,
  look: v.exactOptional(
    v.object({ kind: v.picklist(['fixed', 'planned', 'between', 'anytime']), words: text }),
  ),
  claim: v.exactOptional(v.nullable(v.picklist(['superiority', 'non-inferiority']))),
  details: v.record(text, figure),
});

const decision = v.object({
  verdict,
  summary: text,
  criteria: v.array(criterion),
});

const orderStatistics = v.nullable(v.object({ lower: number, quantile: number, upper: number }));
const spread = v.object({ count: number, squares: number, effective: v.exactOptional(number) });
const clusters = v.exactOptional(v.nullable(spread));
const momentEntries = {
  n: number,
  mean: figure,
  sd: figure,
  m3: figure,
  unmeasured: number,
  source: v.nullable(text),
  clusters,
  open: v.exactOptional(v.boolean()),
  byRule: v.exactOptional(v.object({ failedArm: number, identical: number })),
};
const moments = v.object(momentEntries);
const latencyEntries = {
  n: number,
  prod: orderStatistics,
  shadow: orderStatistics,
  bothAtOrBelow: number,
  timeouts: arms(number),
  clusters: v.exactOptional(
    v.nullable(v.object({ count: number, prod: number, shadow: number, product: number })),
  ),
};
const sliceEntries = {
  coverage: v.object({
    complete: number,
    pairs: number,
    firstTimestamp: figure,
    lastTimestamp: figure,
    sampleRatio: v.exactOptional(v.object({ p: number, alarm: v.boolean() })),
  }),
  latency: v.object(latencyEntries),
  errors: v.object({
    both: number,
    shadowOnly: number,
    prodOnly: number,
    neither: number,
    missingShadow: v.object({ prodFailed: number, prodAnswered: number }),
    missingProd: number,
    clusters: v.exactOptional(v.nullable(v.object({ failed: spread, excluded: spread }))),
  }),
  similarity: moments,
  winRate: moments,
};
const amount = v.object({ mean: number, variance: number });
const metricEvidence = v.variant('kind', [
  v.object({ kind: v.literal('quantile-ratio'), p: number, ...latencyEntries }),
  v.object({
    kind: v.literal('total-ratio'),
    n: number,
    prod: amount,
    shadow: amount,
    covariance: number,
    unmeasured: number,
    clusters,
  }),
  v.object({
    kind: v.literal('rate-difference'),
    shadowOnly: number,
    prodOnly: number,
    n: number,
    unmeasured: number,
    clusters,
  }),
  v.object({ kind: v.literal('rate'), successes: number, n: number, unmeasured: number, clusters }),
  v.object({ kind: v.literal('mean'), ...momentEntries }),
]);
const evidence = v.object({
  ...sliceEntries,
  own: v.exactOptional(v.record(v.picklist(METRIC_IDS), metricEvidence)),
  protected: v.exactOptional(v.record(text, v.object(sliceEntries))),
  clusters: v.exactOptional(
    v.nullable(v.object({ column: text, declared: v.boolean(), clusters: number, alone: number })),
  ),
  looks: v.exactOptional(
    v.object({
      growing: v.boolean(),
      earlier: v.array(v.object({ complete: number, couldGo: v.boolean(), go: v.array(text) })),
      scores: v.exactOptional(
        v.object({ measured: v.array(number), judged: v.array(number), labelled: v.array(number) }),
      ),
    }),
  ),
  humanWinRate: v.exactOptional(v.object({ ...momentEntries, bothBad: number, blind: number })),
});

const summary = v.object({ n: number, p50: figure, p90: figure, p95: figure, p99: figure, mean: figure });
const armMetrics = v.object({
  model: v.nullable(text),
  answered: number,
  failed: number,
  missing: number,
  errorRate: figure,
  latency: summary,
  ttft: summary,
  tokensIn: figure,
  tokensOut: figure,
  cost: figure,
  costPerAnswer: figure,
  length: v.object({ n: number, mean: figure, p50: figure, p95: figure }),
  errorKinds: v.array(v.object({ kind: text, count: number })),
});
const bounds = v.object({ lower: figure, upper: figure });
const boundedValue = v.object({ n: number, value: figure, lower: figure, upper: figure });
const summaryBounds = v.object({ p50: bounds, p90: bounds, p95: bounds, p99: bounds, mean: bounds });
const armBounds = v.object({
  errorRate: bounds,
  latency: summaryBounds,
  ttft: summaryBounds,
  length: v.object({ mean: bounds, p50: bounds, p95: bounds }),
  tokensIn: boundedValue,
  tokensOut: boundedValue,
  cost: boundedValue,
  costPerAnswer: boundedValue,
});
const metricBounds = v.object({
  errors: v.object({ both: bounds, shadowOnly: bounds, prodOnly: bounds, neither: bounds }),
  exactMatch: v.object({ raw: bounds, normalised: bounds }),
  similarity: bounds,
  prod: armBounds,
  shadow: armBounds,
  ratios: v.object({
    tokensIn: boundedValue,
    tokensOut: boundedValue,
    cost: boundedValue,
    length: boundedValue,
  }),
});
const metrics = v.object({
  total: number,
  complete: number,
  bothAnswered: number,
  exactMatch: v.object({ n: number, raw: number, normalised: figure }),
  similarity: v.object({ n: number, mean: figure, source: v.nullable(text) }),
  errors: v.object({ both: number, shadowOnly: number, prodOnly: number, neither: number }),
  prod: armMetrics,
  shadow: armMetrics,
  bounds: v.exactOptional(metricBounds),
  firstTimestamp: figure,
  lastTimestamp: figure,
});
const seed = v.object({
  total_samples: number,
  exact_match_rate: figure,
  avg_similarity: figure,
  shadow_latency_p50: figure,
  shadow_latency_p95: figure,
  prod_latency_p50: figure,
  prod_latency_p95: figure,
  shadow_error_rate: figure,
  prod_error_rate: figure,
});

const latency = v.object({
  curves: arms(v.array(v.object({ p: number, ms: number }))),
  shifts: v.array(v.object({ p: number, n: number, ratio: number, lower: figure, upper: figure })),
});
const meaningClass = oneOf<MeaningClass>({ same: true, reworded: true, changed: true, different: true });
const similarity = v.object({
  n: number,
  from: number,
  to: number,
  counts: v.array(number),
  threshold: number,
  below: number,
  belowUpper: number,
  encoder: v.nullable(
    v.object({
      model: text,
      revision: text,
      dtype: text,
      pooling: text,
      dimensions: number,
      maxTokens: number,
    }),
  ),
  unrelated: v.nullable(v.object({ n: number, mean: number, p95: number })),
  meaning: v.nullable(
    v.object({
      n: number,
      classes: v.array(
        v.object({
          class: meaningClass,
          count: number,
        }),
      ),
      flags: v.array(v.object({ kind: v.picklist(FLAG_KINDS), count: number })),
    }),
  ),
});
const boundedMean = v.object({ mean: figure, lower: figure, upper: figure });
const boundedShare = v.object({ count: number, lower: figure, upper: figure });
const matches = v.object({ raw: boundedShare, normalised: boundedShare });
const noiseFloor = v.object({
  reruns: number,
  failed: number,
  exactMatch: v.object({ n: number, rerun: matches, shadow: matches }),
  similarity: v.nullable(
    v.object({
      n: number,
      rerun: boundedMean,
      shadow: boundedMean,
      gap: boundedMean,
      classes: v.array(v.object({ class: meaningClass, rerun: boundedShare, shadow: boundedShare })),
    }),
  ),
});
const trustFigure = v.object({ value: number, lower: number, upper: number, n: number });
const judge = v.object({
  config: text,
  model: text,
  level: number,
  judged: number,
  unjudged: number,
  byRule: number,
  representative: v.boolean(),
  wins: number,
  ties: number,
  losses: number,
  winRates: v.array(v.object({ label: text, figure: v.nullable(trustFigure), note: v.nullable(text) })),
  figures: v.array(v.object({ label: text, figure: trustFigure, unit: text })),
  orderP: figure,
  people: v.nullable(
    v.object({ n: number, kappa: v.nullable(trustFigure), table: v.array(v.array(number)) }),
  ),
  alarms: v.array(v.object({ severity: v.picklist(['alarm', 'notice']), text })),
});
const timeline = v.object({
  binMs: number,
  bins: v.array(
    v.object({
      start: number,
      pairs: number,
      prodP95: figure,
      shadowP95: figure,
      prodFailed: number,
      shadowFailed: number,
      prodSettled: number,
      shadowSettled: number,
      similarity: figure,
    }),
  ),
  untimed: number,
});
const quality = v.object({
  capture: v.exactOptional(CoverageCountsSchema),
  imported: v.object({
    pairs: number,
    rejected: number,
    duplicates: number,
    files: v.array(
      v.object({
        file: text,
        sha256: text,
        size: number,
        format: logFormat,
        form: logForm,
        arm: v.nullable(v.picklist(['prod', 'shadow'])),
        records: number,
        pairs: number,
        rejected: number,
        duplicates: number,
        alreadyImported: v.boolean(),
      }),
    ),
  }),
  rejectsByCode: v.array(v.object({ code: rejectCode, count: number })),
  notes: v.array(v.object({ file: text, code: noteCode, message: text, count: number, firstLine: figure })),
  missing: arms(number),
  damaged: v.array(v.object({ segment: text, pairs: number, reason: text })),
});
const methods = v.array(
  v.object({
    id: text,
    title: text,
    text,
    formula: v.nullable(text),
    source: v.nullable(text),
    parameters: v.array(v.object({ name: text, value: text })),
  }),
);

const excerpt = v.nullable(v.object({ text, chars: number, before: v.boolean(), after: v.boolean() }));
const answer = v.variant('state', [
  v.object({ state: v.literal('answered'), excerpt }),
  v.object({ state: v.literal('failed'), excerpt }),
  v.object({ state: v.literal('missing'), excerpt: v.null() }),
]);
const examples = v.object({
  groups: v.array(
    v.object({
      id: text,
      title: text,
      rule: text,
      of: number,
      examples: v.array(
        v.object({
          seq: number,
          requestId: text,
          timestamp: figure,
          facts: v.array(text),
          prompt: excerpt,
          prod: answer,
          shadow: answer,
        }),
      ),
    }),
  ),
  redaction: v.nullable(v.object({ kinds: v.array(text), replaced: number })),
});
const verdicts = v.tuple([verdict, verdict]);
const baseline = v.object({
  signedAt: number,
  approver: text,
  decision: v.picklist(SIGNED_DECISIONS),
  samePlan: v.boolean(),
  sameEvidence: v.boolean(),
  verdict: verdicts,
  pairs: v.tuple([number, number]),
  stillHolds: v.boolean(),
  criteria: v.array(
    v.object({
      id: text,
      label: text,
      verdict: verdicts,
      estimate: v.tuple([figure, figure]),
      moved: v.boolean(),
    }),
  ),
});

/** The form of a report's JSON; its order is the order in which the keys are written. */
export const ReportSchema: v.GenericSchema<unknown, ReportModel> = v.object({
  format: v.literal('gnomon-report'),
  version: v.literal(2),
  name: text,
  generatedAt: number,
  computedAt: number,
  gnomonVersion: text,
  command: text,
  models: arms(v.nullable(text)),
  pairs: number,
  firstTimestamp: figure,
  lastTimestamp: figure,
  sentences: v.tuple([text, text, text]),
  decision,
  human: v.exactOptional(criterion),
  plan: PlanSchema,
  evidence,
  metrics,
  seed,
  latency,
  similarity: v.nullable(similarity),
  // Reports of an older Gnomon have none.
  noiseFloor: v.optional(v.nullable(noiseFloor), null),
  judge: v.optional(v.nullable(judge), null),
  timeline: v.nullable(timeline),
  quality,
  sources: v.array(v.object({ file: text, sha256: text, size: number })),
  methods,
  hashes: v.object({ plan: text, evidence: text }),
  board: v.nullable(ReportBoardSchema),
  ledger: v.nullable(LedgerSchema),
  examples,
  signOffs: v.array(SignOffSchema),
  baseline: v.nullable(baseline),
});
