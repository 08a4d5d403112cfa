import type { CriterionResult } from '@core/model/decision';
import type { ArmMetrics } from '@core/model/metrics';
import type { Overview, QuantilePoint, TimelineBin } from '@core/model/overview';
import { DEFAULT_PLAN } from '@core/model/plan';

const DAY = 86_400_000;
const FIRST = Date.UTC(2026, 2, 1);
const LAST = Date.UTC(2026, 2, 14, 22, 41);
const PS = [
  0.01, 0.02, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85,
  0.9, 0.925, 0.95, 0.96, 0.97, 0.98, 0.99, 0.995, 0.998, 0.999,
];

function logit(p: number): number {
  return Math.log(p / (1 - p));
}

function curve(median: number, spread: number, tail: number): QuantilePoint[] {
  return PS.map((p) => ({
    p,
    ms: Math.round(median * Math.exp(spread * logit(p) + tail * Math.max(0, logit(p) - 2) ** 2) * 10) / 10,
  }));
}

const PROD_CURVE = curve(812, 0.29, 0.004);
const SHADOW_CURVE = curve(701, 0.374, 0.026);

function quantile(points: readonly QuantilePoint[], p: number): number | null {
  return points.find((point) => point.p === p)?.ms ?? null;
}

function quantiles(points: readonly QuantilePoint[]) {
  const at = (p: number) => quantile(points, p);
  return { p50: at(0.5), p90: at(0.9), p95: at(0.95), p99: at(0.99) };
}

function criterion(
  result: Partial<CriterionResult> & Pick<CriterionResult, 'id' | 'label'>,
): CriterionResult {
  return {
    estimate: null,
    lower: null,
    upper: null,
    threshold: 0,
    passes: 'below',
    level: 0.95,
    n: 0,
    verdict: 'NOT-ENOUGH-DATA',
    needed: null,
    neededRange: null,
    required: true,
    method: '',
    reason: '',
    cautions: [],
    harmP: null,
    details: {},
    ...result,
  };
}

const CRITERIA: readonly CriterionResult[] = [
  criterion({
    id: 'latency_p95_ratio',
    label: 'Latency P95, shadow / production',
    estimate: 1.1275,
    lower: 1.0983,
    upper: 1.1575,
    threshold: 1.2,
    n: 11_803,
    verdict: 'GO',
    needed: 0,
    method: 'paired P95 ratio, nearest rank, order-statistic standard error on the log scale',
    reason: 'With 95 % confidence at most 1.157, which is below 1.2.',
    cautions: [
      '0 % of production’s and 0.102 % of the shadow’s requests timed out and count as slower than every answer',
    ],
    harmP: 0.00021,
    details: { prodP95: 1914.0, shadowP95: 2158.0, correlation: 0.41 },
  }),
  criterion({
    id: 'error_rate',
    label: 'Error rate, shadow − production',
    estimate: -0.0031,
    lower: -0.00489,
    upper: -0.00135,
    threshold: 0,
    n: 11_968,
    verdict: 'GO',
    needed: 0,
    method: 'Tango score bound, superiority; requests without a shadow answer count as failed',
    reason: 'With 95 % confidence at most −0.135 points, which is below 0.',
    harmP: 0.0018,
    details: { shadowOnly: 62, prodOnly: 99, both: 41 },
  }),
  criterion({
    id: 'win_rate',
    label: 'Judge win rate of shadow',
    threshold: 0.5,
    passes: 'above',
    verdict: 'NOT-ENOUGH-DATA',
    needed: 619,
    method: 'mean win rate with ties as ½, t bound, pairs taken as independent',
    reason: 'Not judged yet. About 619 judged pairs give an 80 % chance of GO if the true win rate is 55 %.',
  }),
  criterion({
    id: 'similarity',
    label: 'Mean similarity',
    estimate: 0.9641,
    lower: 0.96338,
    upper: 0.96487,
    threshold: 0.95,
    passes: 'above',
    n: 11_766,
    verdict: 'GO',
    needed: 0,
    method: 'Mean with Johnson’s skew-corrected bound',
    reason: 'With 95 % confidence at least 0.9634, which is above 0.95.',
    harmP: 1e-9,
    details: { sd: 0.0487, skewness: -3.19 },
  }),
  criterion({
    id: 'coverage',
    label: 'Complete pairs',
    estimate: 11_968,
    threshold: 10_000,
    passes: 'above',
    n: 11_968,
    verdict: 'GO',
    needed: 0,
    method: 'Count of complete pairs',
    reason: '11,968 complete pairs, more than 10,000.',
    details: { days: 14 },
  }),
];

function arm(metrics: Partial<ArmMetrics>): ArmMetrics {
  const summary = { n: 0, p50: null, p90: null, p95: null, p99: null, mean: null };
  return {
    model: null,
    answered: 0,
    failed: 0,
    missing: 0,
    errorRate: null,
    latency: summary,
    ttft: summary,
    tokensIn: null,
    tokensOut: null,
    cost: null,
    costPerAnswer: null,
    length: { n: 0, mean: null, p50: null, p95: null },
    errorKinds: [],
    ...metrics,
  };
}

function bins(): TimelineBin[] {
  return Array.from({ length: 56 }, (_, index) => {
    const start = FIRST + index * (DAY / 4);
    // Logging stood still for a day.
    const still = index >= 24 && index < 28;
    const wave = Math.sin((index * Math.PI) / 2 + 0.6);
    const drift = Math.sin(index * 12.9898) * 0.5;
    const pairs = still ? 0 : Math.round(230 + 110 * wave + 30 * drift);
    const evening = index >= 40 ? 1.12 : 1;
    return {
      start,
      pairs,
      prodP95: still ? null : Math.round(1880 + 90 * wave + 110 * drift),
      shadowP95: still ? null : Math.round((2060 + 210 * wave + 140 * drift) * evening),
      prodFailed: still ? 0 : Math.round(2.7 + 1.4 * drift + wave),
      shadowFailed: still ? 0 : Math.round(2.0 - 1.2 * drift + 0.6 * wave),
      prodSettled: pairs,
      shadowSettled: still ? 0 : pairs - (index % 9 === 0 ? 4 : 0),
      similarity: still ? null : 0.964 + 0.004 * drift - (evening > 1 ? 0.003 : 0),
    };
  });
}

const SIMILARITY_COUNTS = [
  4, 4, 4, 5, 5, 6, 7, 8, 9, 10, 11, 12, 13, 15, 17, 19, 21, 23, 26, 29, 33, 37, 42, 48, 54, 62, 72, 85, 102,
  124, 155, 199, 263, 358, 502, 720, 1056, 1576, 2384, 3646,
];
const SIMILARITY_N = SIMILARITY_COUNTS.reduce((a, b) => a + b, 0);

/** A support assistant's log: all measured criteria pass, shadow has a latency tail, and nothing was judged yet. */
export function goodOverview(): Overview {
  const models = { prod: 'assist-large-2025-06', shadow: 'assist-small-2026-02' };
  const sources = [
    {
      file: 'support-2026-03-first-half.jsonl.gz',
      sha256: '4f1c2a86c2b7f0e19d5be1a77a2f6f0c7a3f8d4f4be14ac5a0f4b5de1c97f3aa',
      size: 1_904_221,
    },
    {
      file: 'support-2026-03-second-half.csv',
      sha256: '9b0de35a6f2f1f4be76cc81d18bb4a6e3d1f0a2a7de5460c7c4a1f6a2f4ee01b',
      size: 6_110_480,
    },
  ];
  return {
    workspace: {
      id: 'f3a91c',
      name: 'support-2026-03',
      path: '/home/ana/gnomon/f3a91c',
      pairs: 12_000,
      createdAt: FIRST + 15 * DAY,
      firstTimestamp: FIRST,
      lastTimestamp: LAST,
      models,
      sources,
    },
    plan: DEFAULT_PLAN,
    evidence: {
      coverage: { complete: 11_968, pairs: 12_000, firstTimestamp: FIRST, lastTimestamp: LAST },
      latency: {
        n: 11_803,
        prod: { lower: 1879.4, quantile: 1914.0, upper: 1951.7 },
        shadow: { lower: 2095.1, quantile: 2158.0, upper: Infinity },
        bothAtOrBelow: 10_893,
        timeouts: { prod: 0, shadow: 12 },
      },
      errors: {
        both: 41,
        shadowOnly: 62,
        prodOnly: 99,
        neither: 11_766,
        missingShadow: { prodFailed: 1, prodAnswered: 27 },
        missingProd: 4,
      },
      similarity: {
        n: SIMILARITY_N,
        mean: 0.9641,
        sd: 0.0723,
        m3: -0.00147,
        unmeasured: 0,
        source: 'the log',
      },
      winRate: { n: 0, mean: null, sd: null, m3: null, unmeasured: 11_766, source: null },
    },
    decision: {
      verdict: 'NOT-ENOUGH-DATA',
      summary: 'NOT ENOUGH DATA — 4 of 5 criteria pass; win rate has not been measured.',
      criteria: CRITERIA,
    },
    metrics: {
      total: 12_000,
      complete: 11_968,
      bothAnswered: 11_766,
      exactMatch: { n: 11_766, raw: 3_412, normalised: 4_087 },
      similarity: { n: SIMILARITY_N, mean: 0.9641, source: 'the log' },
      errors: { both: 41, shadowOnly: 62, prodOnly: 99, neither: 11_766 },
      prod: arm({
        model: models.prod,
        answered: 11_855,
        failed: 141,
        missing: 4,
        errorRate: 141 / 11_996,
        latency: { n: 11_855, ...quantiles(PROD_CURVE), mean: 966.2 },
        ttft: { n: 11_855, p50: 211, p90: 402, p95: 514, p99: 871, mean: 248.7 },
        tokensIn: 4_213_882,
        tokensOut: 1_902_664,
        cost: 39.5641,
        costPerAnswer: 39.5641 / 11_855,
        length: { n: 11_855, mean: 642.1, p50: 588, p95: 1412 },
        errorKinds: [
          { kind: 'rate_limited', count: 88 },
          { kind: 'upstream timeout', count: 39 },
          { kind: 'content_filter', count: 14 },
        ],
      }),
      shadow: arm({
        model: models.shadow,
        answered: 11_869,
        failed: 103,
        missing: 28,
        errorRate: 103 / 11_972,
        latency: { n: 11_869, ...quantiles(SHADOW_CURVE), mean: 958.4 },
        ttft: { n: 11_869, p50: 164, p90: 371, p95: 588, p99: 1240, mean: 219.9 },
        tokensIn: 4_213_882,
        tokensOut: 1_744_120,
        cost: 14.2207,
        costPerAnswer: 14.2207 / 11_869,
        length: { n: 11_869, mean: 601.7, p50: 549, p95: 1388 },
        errorKinds: [
          { kind: 'invalid JSON in tool call', count: 64 },
          { kind: 'rate_limited', count: 27 },
          { kind: 'upstream timeout', count: 12 },
        ],
      }),
      firstTimestamp: FIRST,
      lastTimestamp: LAST,
    },
    seed: {
      total_samples: 12_000,
      exact_match_rate: 3_412 / 11_766,
      avg_similarity: 0.9641,
      shadow_latency_p50: 701,
      shadow_latency_p95: 2158.0,
      prod_latency_p50: 812,
      prod_latency_p95: 1914.0,
      shadow_error_rate: 103 / 11_972,
      prod_error_rate: 141 / 11_996,
    },
    latency: {
      curves: { prod: PROD_CURVE, shadow: SHADOW_CURVE },
      shifts: PS.map((p, index) => {
        const ratio = (SHADOW_CURVE[index]?.ms ?? 1) / (PROD_CURVE[index]?.ms ?? 1);
        const half = 0.008 + 0.0011 / Math.sqrt(1 - p);
        return {
          p,
          n: 11_803,
          ratio,
          lower: ratio * Math.exp(-half),
          upper: p >= 0.999 ? null : ratio * Math.exp(half),
        };
      }),
    },
    similarity: {
      n: SIMILARITY_N,
      from: 0.6,
      to: 1,
      counts: SIMILARITY_COUNTS,
      threshold: 0.95,
      below: SIMILARITY_COUNTS.slice(0, 35).reduce((a, b) => a + b, 0),
      belowUpper: 0.2088,
      encoder: null,
      unrelated: null,
      meaning: null,
    },
    noiseFloor: {
      reruns: 640,
      failed: 3,
      exactMatch: {
        n: 612,
        rerun: {
          raw: { count: 118, lower: 0.168, upper: 0.22 },
          normalised: { count: 131, lower: 0.188, upper: 0.242 },
        },
        shadow: {
          raw: { count: 61, lower: 0.081, upper: 0.122 },
          normalised: { count: 70, lower: 0.094, upper: 0.137 },
        },
      },
      similarity: {
        n: 612,
        rerun: { mean: 0.968, lower: 0.965, upper: 0.971 },
        shadow: { mean: 0.957, lower: 0.953, upper: 0.961 },
        gap: { mean: 0.011, lower: 0.008, upper: 0.014 },
        classes: [
          {
            class: 'same',
            rerun: { count: 140, lower: 0.203, upper: 0.258 },
            shadow: { count: 80, lower: 0.11, upper: 0.154 },
          },
          {
            class: 'changed',
            rerun: { count: 300, lower: 0.457, upper: 0.523 },
            shadow: { count: 420, lower: 0.654, upper: 0.716 },
          },
        ],
      },
    },
    timeline: { binMs: DAY / 4, bins: bins(), untimed: 18 },
    quality: {
      imported: {
        pairs: 12_000,
        rejected: 37,
        duplicates: 12,
        files: sources.map((source, index) => ({
          ...source,
          format: index === 0 ? 'jsonl' : 'csv',
          form: index === 0 ? 'nested' : 'flat',
          arm: null,
          records: index === 0 ? 6_021 : 6_028,
          pairs: 6_000,
          rejected: index === 0 ? 17 : 20,
          duplicates: index === 0 ? 4 : 8,
          alreadyImported: false,
        })),
      },
      rejectsByCode: [
        { code: 'wrong-type', count: 21 },
        { code: 'duplicate', count: 12 },
        { code: 'invalid-json', count: 11 },
        { code: 'no-request-id', count: 5 },
      ],
      notes: [
        {
          file: 'support-2026-03-second-half.csv',
          code: 'utf8-damage',
          message: 'Bytes that are not UTF-8 were replaced by �.',
          count: 3,
          firstLine: 4127,
        },
      ],
      missing: { prod: 4, shadow: 28 },
      damaged: [],
    },
    version: '0.1.0',
    computedAt: FIRST + 15 * DAY,
  };
}

/** A log from which nothing could be measured: no criterion, no latency, no similarity, no times, no files. */
export function emptyOverview(): Overview {
  const good = goodOverview();
  return {
    ...good,
    workspace: {
      ...good.workspace,
      name: 'nothing-measured',
      pairs: 0,
      firstTimestamp: null,
      lastTimestamp: null,
      models: { prod: null, shadow: null },
      sources: [],
    },
    evidence: {
      coverage: { complete: 0, pairs: 0, firstTimestamp: null, lastTimestamp: null },
      latency: { n: 0, prod: null, shadow: null, bothAtOrBelow: 0, timeouts: { prod: 0, shadow: 0 } },
      errors: {
        both: 0,
        shadowOnly: 0,
        prodOnly: 0,
        neither: 0,
        missingShadow: { prodFailed: 0, prodAnswered: 0 },
        missingProd: 0,
      },
      similarity: { n: 0, mean: null, sd: null, m3: null, unmeasured: 0, source: null },
      winRate: { n: 0, mean: null, sd: null, m3: null, unmeasured: 0, source: null },
    },
    decision: {
      verdict: 'NOT-ENOUGH-DATA',
      summary: 'NOT ENOUGH DATA — nothing has been measured.',
      criteria: good.decision.criteria.map((result) => ({
        ...result,
        estimate: null,
        lower: null,
        upper: null,
        n: 0,
        verdict: 'NOT-ENOUGH-DATA' as const,
        needed: null,
        reason: 'Nothing was measured.',
        cautions: [],
        harmP: null,
        details: {},
      })),
    },
    metrics: {
      total: 0,
      complete: 0,
      bothAnswered: 0,
      exactMatch: { n: 0, raw: 0, normalised: 0 },
      similarity: { n: 0, mean: null, source: null },
      errors: { both: 0, shadowOnly: 0, prodOnly: 0, neither: 0 },
      prod: arm({}),
      shadow: arm({}),
      firstTimestamp: null,
      lastTimestamp: null,
    },
    seed: {
      total_samples: 0,
      exact_match_rate: null,
      avg_similarity: null,
      shadow_latency_p50: null,
      shadow_latency_p95: null,
      prod_latency_p50: null,
      prod_latency_p95: null,
      shadow_error_rate: null,
      prod_error_rate: null,
    },
    latency: { curves: { prod: [], shadow: [] }, shifts: [] },
    similarity: null,
    noiseFloor: null,
    timeline: null,
    quality: {
      imported: { pairs: 0, rejected: 0, duplicates: 0, files: [] },
      rejectsByCode: [],
      notes: [],
      missing: { prod: 0, shadow: 0 },
      damaged: [{ segment: '000001', pairs: 512, reason: 'checksum differs' }],
    },
  };
}
