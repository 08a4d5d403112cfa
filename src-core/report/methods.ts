import { formatCount, formatCriterion, formatLevel } from '../model/format';
import type { Overview } from '../model/overview';
import type { Method } from './report-model';

/** How every figure of the report comes about, with the parameters that were in force. */
export function methods(overview: Pick<Overview, 'plan' | 'evidence' | 'decision'>): Method[] {
  const { plan, evidence, decision } = overview;
  const look = decision.criteria.find((result) => result.look !== undefined)?.look;
  const { criteria } = plan;
  const level = { name: 'level of each one-sided bound', value: formatLevel(plan.level) };
  const missing = {
    name: 'requests without a shadow answer',
    value: plan.missingShadow === 'failed' ? 'count as failed' : 'are left out',
  };
  return [
    {
      id: 'verdict',
      title: 'Verdict',
      text: 'A criterion is GO when its bound on the failing side has cleared the threshold, NO-GO when its bound on the passing side has not, and NOT ENOUGH DATA otherwise. The whole is GO only when every required criterion is GO, and NO-GO when one is NO-GO after Holm’s correction over the criteria. Each wrong verdict then has a probability of at most one minus the level.',
      formula: 'GO: bound < threshold (smaller is better) or bound > threshold (larger is better)',
      source: 'Berger 1982, Technometrics 24:295; Holm 1979, Scand J Statist 6:65',
      parameters: [level, { name: 'look', value: look?.words ?? 'fixed sample, decided once' }],
    },
    {
      id: 'latency_p95_ratio',
      title: 'Latency P95 ratio',
      text: 'The 95th percentile of the shadow’s total latency over production’s, on the same requests. A request that timed out counts as slower than every answer, so that it cannot flatter the quantile. The standard error of each logarithm comes from order statistics around the quantile; that both arms saw the same requests is taken into account by the correlation of “at or below its own P95”.',
      formula:
        'ratio · exp(± z · √(σs² + σp² − 2ρσsσp)), σ = ln(X(U)/X(L)) / (2 · 1.96), ranks L, U = np ∓ 1.96√(np(1−p))',
      source: 'Woodruff 1952, JASA 47:635; Deng, Knoblich & Lu 2018, arXiv 1803.06336',
      parameters: [
        {
          name: 'threshold',
          value: `below ${formatCriterion('latency_p95_ratio', criteria.latency_p95_ratio.threshold)}`,
        },
        required(criteria.latency_p95_ratio),
        { name: 'fewest pairs', value: '76' },
        {
          name: 'timeouts',
          value: `${formatCount(evidence.latency.timeouts.prod)} production, ${formatCount(evidence.latency.timeouts.shadow)} shadow`,
        },
      ],
    },
    {
      id: 'error_rate',
      title: 'Error rate',
      text: 'The shadow’s error rate minus production’s on the same requests. Only the requests on which one arm failed and the other did not tell the arms apart; the bounds are score bounds, corrected for the skewness of rare errors and for counts being whole numbers, so that they keep their level.',
      formula: 'D = (only shadow failed − only production failed) / n; bounds solve T(D) = ± z',
      source: 'Tango 1998, Stat Med 17:891; Laud 2017, Pharm Stat 16:334',
      parameters: [
        {
          name: 'margin',
          value:
            criteria.error_rate.margin === 0
              ? '0 (superiority: strictly fewer errors)'
              : `${formatCriterion('error_rate', criteria.error_rate.margin)} (non-inferiority)`,
        },
        required(criteria.error_rate),
        missing,
      ],
    },
    {
      id: 'win_rate',
      title: 'Judge win rate',
      text: 'The mean preference for the shadow over judged pairs: a win is 1, a tie ½, a loss 0. A pair that was not judged has no score; it is not a tie.',
      formula: 'mean ± t · s / √n',
      source: 'Student’s t; Miller 2024, arXiv 2411.00640',
      parameters: [
        { name: 'threshold', value: `above ${formatCriterion('win_rate', criteria.win_rate.threshold)}` },
        required(criteria.win_rate),
        { name: 'judged by', value: evidence.winRate.source ?? 'nobody yet' },
        { name: 'fewest pairs', value: '30' },
      ],
    },
    {
      id: 'similarity',
      title: 'Similarity',
      text: 'The mean similarity of the two answers over pairs that carry one. Similarities pile up near 1 with a tail to the left, so the bound carries a correction for skewness; below 200 pairs an empirical Bernstein bound stands in where it is more cautious. What a similarity means depends on what measured it; a mean can hide a bad tail, which is why the share below the threshold stands beside it.',
      formula:
        'mean ± t · s / √n, moved by γ · s · (1 + 2t²) / (6n) on the side that it widens; Wilson’s bound for the share',
      source: 'Johnson 1978, JASA 73:536; Maurer & Pontil 2009, arXiv 0907.3740; Wilson 1927, JASA 22:209',
      parameters: [
        { name: 'threshold', value: `above ${formatCriterion('similarity', criteria.similarity.threshold)}` },
        required(criteria.similarity),
        { name: 'measured by', value: evidence.similarity.source ?? 'nothing yet' },
        { name: 'fewest pairs', value: '30' },
      ],
    },
    {
      id: 'coverage',
      title: 'Coverage',
      text: 'The number of requests, each counted once by its id, that both arms settled: answered or failed. It is a count and has no sampling error. Too few is never a NO-GO, only a reason to collect more.',
      formula: null,
      source: null,
      parameters: [
        { name: 'threshold', value: `above ${formatCriterion('coverage', criteria.coverage.threshold)}` },
        required(criteria.coverage),
      ],
    },
    {
      id: 'needed',
      title: 'Still needed',
      text: 'The further requests that give an 80 % chance of GO if the estimate is true. The range is the same computation with the effect at its 75 % and 25 % confidence bounds. A dash means that it is not known, or that no number of requests would suffice.',
      formula: 'n = ((z(level) + z(0.80)) · standard error · √n / distance to the threshold)²',
      source: null,
      parameters: [],
    },
    {
      id: 'quantiles',
      title: 'Quantiles of an arm',
      text: 'Latency quantiles of one arm are over its answered requests by nearest rank: the smallest latency that at least the given share of them does not exceed. They can therefore differ slightly from the paired quantiles behind the ratio.',
      formula: 'X(k), k = ⌈n · p⌉',
      source: 'Hyndman & Fan 1996, Am Stat 50:361, type 1',
      parameters: [],
    },
    {
      id: 'exact_match',
      title: 'Exact match',
      text: 'The share of pairs with equal outputs among the pairs that both arms answered and whose outputs can be compared. Raw: equal character by character. Normalised: equal after folding white space, Unicode form and the order of JSON keys.',
      formula: null,
      source: null,
      parameters: [],
    },
    {
      id: 'missing',
      title: 'Missing, failed, answered',
      text: 'An arm has answered a request when the log holds an output without an error, failed when it holds an error, and is missing when it holds neither. An error rate is failed over answered plus failed. A figure that was not measured is shown as a dash and enters nothing.',
      formula: null,
      source: null,
      parameters: [missing],
    },
  ];
}

function required(criterion: { required: boolean }): { name: string; value: string } {
  return { name: 'required for GO', value: criterion.required ? 'yes' : 'no' };
}
