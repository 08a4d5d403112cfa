import type { ChangeLedger } from '@core/model/ledger';
import type { Overview } from '@core/model/overview';
import type { ReportBoard } from '@core/report/report-model';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** What stands behind an Overview's verdict, with a warning, an alarm and a change of every kind. */
export function fixtureBoard({ plan, decision, workspace }: Overview): ReportBoard {
  const first = workspace.firstTimestamp ?? 0;
  const last = workspace.lastTimestamp ?? DAY;
  const value = 'de | <b>';
  return {
    planState: {
      plan,
      hash: 'd'.repeat(64),
      declared: true,
      versions: [
        { at: first, hash: 'c'.repeat(64), plan, by: 'M. Sato', note: null, looksBefore: 0 },
        {
          at: last,
          hash: 'd'.repeat(64),
          plan: { ...plan, name: 'looser' },
          by: null,
          note: 'the board accepts 1.3×',
          looksBefore: 2,
        },
      ],
      looks: [
        {
          at: last,
          planHash: 'd'.repeat(64),
          pairs: 12_000,
          complete: 11_968,
          measured: 11_766,
          judged: 0,
          labelled: 0,
          rule: 'planned',
          verdict: decision.verdict,
          go: ['coverage'],
          by: 'window',
        },
      ],
      damaged: 1,
    },
    criteria: decision.criteria.map(({ id, lower, upper, n }) => ({
      key: id,
      deciding: [
        {
          label: 'requests around P95',
          why: 'the bounds lie between them',
          count: 21,
          filter: [{ kind: 'range', column: 'shadow_latency_ms', min: 2000, max: null }],
        },
      ],
      missing: { lower: -0.004, upper: 0.012, missing: 32, unit: 'requests', verdictHolds: false },
      pairing: { paired: { lower, upper }, unpaired: { lower: null, upper: Infinity } },
      effective: { n, effective: n / 1.6, deff: 1.6, clusters: 812 },
      more: {
        state: id === 'win_rate' ? 'reachable' : 'decided',
        pairs: id === 'win_rate' ? 619 : 0,
        range: [400, null],
        unit: 'judged pairs',
        durationMs: 9 * HOUR,
        durationRange: [6 * HOUR, null],
        words: 'About 619 judged pairs.',
      },
    })),
    binding: 'win_rate',
    pace: { perHour: 37.5, range: [30, 45], windowMs: 3 * DAY },
    clusters: { column: 'tags.user', declared: false, clusters: 812, alone: 3 },
    latency: {
      level: 0.95,
      quantiles: [
        {
          p: 0.5,
          n: 9500,
          ratio: 1.05,
          paired: { lower: 1.04, upper: 1.06 },
          unpaired: { lower: 1.03, upper: 1.07 },
        },
      ],
      perRequest: {
        n: 9500,
        median: 1.04,
        lower: 1.03,
        upper: 1.05,
        slower: 5200,
        faster: 4200,
        deff: 1,
        signP: 1e-9,
      },
    },
    slices: {
      dimensions: [{ column: 'tags.lang', label: 'lang', values: 4, skipped: null }],
      q: 0.1,
      rule: 'fixed',
      tests: 40,
      minPairs: 30,
      tooSmall: 2,
      rows: [
        {
          slice: { column: 'tags.lang', value },
          label: `lang = ${value}`,
          filter: [{ kind: 'any-of', column: 'tags.lang', values: [value] }],
          pairs: 840,
          share: 0.07,
          protected: true,
          figures: [
            {
              criterion: 'latency_p95_ratio',
              n: 820,
              estimate: 1.41,
              lower: 1.22,
              upper: Infinity,
              whole: 1.1275,
              harmP: 0.0004,
              adjustedP: 0.016,
              alarm: true,
              shrunk: 1.3,
            },
          ],
          telling: [{ seq: 4, requestId: 'req-4', why: 'shadow 5.2× slower' }],
          rank: 3.1,
        },
      ],
      worst: {
        slice: { column: 'tags.lang', value },
        criterion: 'latency_p95_ratio',
        words: 'German requests: the P95 ratio is 1.41×, at least 1.22×.',
      },
      simpson: [
        {
          column: 'tags.route',
          criterion: 'error_rate',
          whole: -0.003,
          standardised: 0.001,
          slicesAgainst: 3,
          slices: 4,
          words: 'In 3 of 4 routes the shadow fails more often.',
        },
      ],
      mix: [
        {
          column: 'tags.lang',
          p: 1e-5,
          value,
          before: 0.05,
          after: 0.09,
          words: 'The share of German went from 5 % to 9 %.',
        },
      ],
      sampleRatio: null,
    },
    drift: {
      binMs: DAY,
      first,
      last,
      series: [
        {
          metric: 'latency_p95_ratio',
          label: 'P95 ratio',
          points: Array.from({ length: 14 }, (_, index) => ({
            start: first + index * DAY,
            n: 800,
            value: index === 6 ? null : 1.05 + (index > 8 ? 0.2 : 0),
            lower: index === 6 ? null : 1.0,
            upper: index === 6 ? null : 1.4,
          })),
          changes: [
            {
              at: first + 9 * DAY,
              before: 1.05,
              after: 1.25,
              p: 0.001,
              words: 'The P95 ratio rose on 10 Mar.',
            },
          ],
        },
      ],
      partial: [
        {
          criterion: 'latency_p95_ratio',
          stretches: [
            { from: first, to: first + 9 * DAY, n: 7000, estimate: 1.05, verdict: 'GO' },
            { from: first + 9 * DAY, to: last, n: 4968, estimate: 1.25, verdict: 'NO-GO' },
          ],
          words: 'Latency passes until 10 Mar only.',
        },
      ],
      end: {
        plannedPairs: 10_001,
        complete: 11_968,
        expectedAt: null,
        words: 'All planned pairs are there.',
      },
    },
    cost: {
      n: 11_700,
      unmeasured: 268,
      ratio: { estimate: 0.41, lower: 0.4, upper: 0.42 },
      perAnswer: { estimate: 0.42, lower: 0.41, upper: 0.43, prod: 0.0021, shadow: 0.0009 },
      perRequest: { prod: 0.002, shadow: 0.0008 },
      shadowSpent: 9.8,
      prodSpent: 24.1,
      judging: null,
      tokens: { prod: { in: 1, out: 2 }, shadow: { in: null, out: 2 } },
    },
    rollout: {
      phases: [
        {
          id: 'shadow-5',
          kind: 'shadow',
          share: 0.05,
          label: 'A copy of every twentieth request.',
          gates: [
            {
              criterion: 'error_rate',
              words: 'no more errors',
              threshold: 0,
              passes: 'below',
              state: 'holds',
            },
          ],
          requiredN: 2600,
          expectedMs: 3 * DAY,
          stop: [{ metric: 'error_rate', words: 'errors above 2 %', threshold: 0.02, unit: null }],
          rollback: [],
          errorSpent: 0.01,
          state: 'current',
        },
      ],
      current: 'shadow-5',
      standing: 'The data stand in the first phase.',
      trafficPerHour: 750,
      errorBudget: 0.05,
      notes: ['Times assume the pace of the last three days.'],
    },
    robustness: [
      {
        setting: { kind: 'threshold', criterion: 'latency_p95_ratio' },
        label: 'Latency P95 ratio, below',
        value: 1.2,
        verdict: decision.verdict,
        criterionVerdict: 'GO',
        from: 1.16,
        to: null,
        criterionFrom: 1.16,
        criterionTo: null,
        limits: [0.9, 1.6],
        words: 'The verdict holds from 1.16× up.',
      },
      {
        setting: { kind: 'level' },
        label: 'Confidence level',
        value: 0.95,
        verdict: decision.verdict,
        criterionVerdict: null,
        from: null,
        to: 0.99,
        criterionFrom: null,
        criterionTo: null,
        limits: [0.8, 0.999],
        words: 'The verdict holds up to 99 %.',
      },
    ],
  };
}

export function fixtureLedger(): ChangeLedger {
  return {
    n: 11_700,
    rows: [
      {
        trait: 'refusal',
        label: 'Refusals',
        explanation: 'The answer declines.',
        n: 11_700,
        both: 40,
        prodOnly: 12,
        shadowOnly: 61,
        neither: 11_587,
        prodRate: 52 / 11_700,
        shadowRate: 101 / 11_700,
        difference: 49 / 11_700,
        lower: 0.003,
        upper: 0.006,
        p: 1e-8,
        adjustedP: 1e-7,
        worse: 'shadowOnly',
        where: {
          label: 'lang',
          p: 0.0002,
          groups: [
            {
              label: 'lang = de',
              n: 840,
              shadowOnly: 42,
              prodOnly: 5,
              filters: { shadowOnly: [], prodOnly: [] },
            },
          ],
        },
        flips: [
          {
            direction: 'shadowOnly',
            kind: 'regression',
            count: 61,
            filter: [{ kind: 'has', column: 'flags', values: ['refusal'] }],
            causes: [
              {
                cause: '“I can’t help with that”',
                count: 44,
                examples: [{ seq: 9, requestId: 'req-9', why: 'production answers' }],
              },
            ],
          },
          { direction: 'prodOnly', kind: 'improvement', count: 12, filter: [], causes: [] },
        ],
      },
    ],
    shifts: [
      {
        figure: 'characters',
        label: 'Characters',
        n: 11_700,
        prodMedian: 412,
        shadowMedian: 388,
        ratio: 0.94,
        lower: 0.93,
        upper: 0.95,
        doubled: 0.012,
        halved: 0.06,
      },
    ],
  };
}
