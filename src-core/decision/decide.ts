import type { CriterionResult, Decision } from '../model/decision';
import type { Evidence, SliceEvidence } from '../model/evidence';
import type { MetricId } from '../model/metric';
import type { CriterionId, CriterionKey, OwnCriterion, Plan, ProtectedSlice } from '../model/plan';
import { coverage } from './coverage';
import type { CriterionSettings } from './criterion-result';
import { errorRate } from './error-rate';
import { latencyP95Ratio } from './latency-p95-ratio';
import { type LookState, lookRule, preferenceRule, similarityRule } from './look-rule';
import { overall } from './overall';
import { ownCriterion } from './own-criterion';
import { similarity } from './similarity';
import { winRate } from './win-rate';

/** Decides every criterion of the plan and the whole from counts and moments alone; the same input, the same verdict. */
export function decide(evidence: Evidence, plan: Plan): Decision {
  return decideWith(evidence, plan, new Map());
}

/**
 * The decision after one criterion's threshold was moved in the plan: what does not depend on it is taken over. The
 * threshold of the coverage sets when looks are planned, and so may change all.
 */
export function decideMoved(
  before: Decision,
  { evidence, plan, moved }: { evidence: Evidence; plan: Plan; moved: CriterionKey },
): Decision {
  const base = moved.split('@')[0];
  const kept = before.criteria.filter(({ id }) => base !== 'coverage' && id.split('@')[0] !== base);
  return decideWith(evidence, plan, new Map(kept.map((result) => [result.id, result])));
}

function decideWith(
  evidence: Evidence,
  plan: Plan,
  kept: ReadonlyMap<CriterionKey, CriterionResult>,
): Decision {
  const rule = lookRule(evidence.looks, { plan, complete: evidence.coverage.complete });
  const context = { evidence, plan, rule, kept };
  const criteria = [
    ...CRITERIA.map(
      (id) => kept.get(id) ?? builtIn(id, evidence, settingsOf(id, plan, ruleOf(id, context)), plan),
    ),
    ...Object.entries(plan.own).map(
      ([metric, own]) => kept.get(metric as MetricId) ?? decideOwn(metric as MetricId, own, context),
    ),
    ...plan.protected.flatMap((slice) => decideSlice(slice, context)),
  ];
  return { ...overall(criteria, plan.level), criteria };
}

const CRITERIA: readonly CriterionId[] = [
  'latency_p95_ratio',
  'error_rate',
  'win_rate',
  'similarity',
  'coverage',
];

interface Context {
  evidence: Evidence;
  plan: Plan;
  rule: LookState;
}

/** One built-in criterion of the whole or of a slice. */
function builtIn(
  id: CriterionId,
  evidence: SliceEvidence,
  settings: CriterionSettings,
  plan: Plan,
): CriterionResult {
  switch (id) {
    case 'latency_p95_ratio':
      return latencyP95Ratio(evidence.latency, settings);
    case 'error_rate':
      return errorRate(evidence.errors, { ...settings, missingShadow: plan.missingShadow });
    case 'win_rate':
      return winRate(evidence.winRate, settings);
    case 'similarity':
      return similarity(evidence.similarity, settings);
    case 'coverage':
      return coverage(evidence.coverage, settings);
  }
}

function settingsOf(id: CriterionId, plan: Plan, rule: LookState): CriterionSettings {
  const { level, criteria } = plan;
  if (id !== 'error_rate') return { level, ...criteria[id], rule };
  const { margin, ...rest } = criteria.error_rate;
  return { level, ...rest, threshold: margin, rule };
}

function decideOwn(metric: MetricId, own: OwnCriterion, { evidence, plan, rule }: Context): CriterionResult {
  const human = evidence.humanWinRate && ({ kind: 'mean', ...evidence.humanWinRate } as const);
  const found = metric === 'human_win_rate' ? human : evidence.own?.[metric];
  const looks =
    metric === 'human_win_rate'
      ? preferenceRule({ earlier: evidence.looks?.scores?.labelled, open: evidence.humanWinRate?.open }, plan)
      : rule;
  return ownCriterion(metric, found, { level: plan.level, ...own, rule: looks });
}

/** The rule of looks of a criterion: what it is measured from may grow with the log or by itself. */
function ruleOf(id: CriterionId, { evidence, plan, rule }: Context): LookState {
  const scores = evidence.looks?.scores;
  if (id === 'win_rate')
    return preferenceRule({ earlier: scores?.judged, open: evidence.winRate.open }, plan);
  if (id !== 'similarity') return rule;
  const { n, unmeasured } = evidence.similarity;
  return similarityRule(rule, { earlier: scores?.measured, n, eligible: n + unmeasured, plan });
}

/** A protected slice is decided like the whole, within itself: each of its criteria must hold too. */
function decideSlice(
  { tag, value, criteria, minPairs, errorMargin }: ProtectedSlice,
  { evidence, plan, rule, kept }: Context & { kept: ReadonlyMap<CriterionKey, CriterionResult> },
): CriterionResult[] {
  const slice = `${tag}=${value}`;
  const found = evidence.protected?.[slice] ?? NOTHING;
  return criteria.map((id) => {
    const known = kept.get(`${id}@${slice}`);
    if (known) return known;
    // Scores of a slice grow when those of the whole do.
    const settings = settingsOf(id, plan, ruleOf(id, { evidence, plan, rule }));
    const threshold = id === 'error_rate' && errorMargin !== undefined ? errorMargin : settings.threshold;
    const count = id === 'coverage' ? { threshold: minPairs } : { threshold, minPairs };
    return builtIn(id, found, { ...settings, ...count, required: true, key: `${id}@${slice}` }, plan);
  });
}

const UNMEASURED = { n: 0, mean: null, sd: null, m3: null, unmeasured: 0, source: null };

/** Of a slice that the workspace does not hold. */
const NOTHING: SliceEvidence = {
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
  similarity: UNMEASURED,
  winRate: UNMEASURED,
};
