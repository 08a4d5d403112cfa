import type { DecidingPairs } from '../model/board';
import type { CriterionResult } from '../model/decision';
import type { Evidence, LatencyEvidence } from '../model/evidence';
import { formatLatency, formatSimilarity } from '../model/format';
import { type PairCondition, type PairFilter, hasFlag } from '../model/pair-filter';
import type { FlagKind } from '../model/meaning';
import type { Database } from '../ports/database';
import { type FilterContext, filterSql } from '../sql/filter-sql';
import { appliesTo, hasTrait } from '../sql/traits-table';
import type { Trait } from '../model/ledger';

/** The share of lowest similarities that a link shows. */
const LOWEST = 50;
const MOST_LISTED = 2000;

interface Source {
  db: Database;
  evidence: Evidence;
  context: FilterContext;
  traits: boolean;
}

type Draft = Omit<DecidingPairs, 'count'>;

/** The pairs that decide a criterion, each set with its number and as a filter. */
export async function decidingPairs(result: CriterionResult, source: Source): Promise<DecidingPairs[]> {
  const [base, slice] = result.id.split(/@(.*)/s);
  // A plan may protect a tag that no request carries so far.
  const tag = slice?.split('=')[0];
  if (tag !== undefined && !source.context.columns.has(`tags.${tag}`)) return [];
  const drafts = await draftsOf(base!, result, source);
  const within: PairFilter = slice === undefined ? [] : [tagCondition(slice)];
  const counted = await Promise.all(
    drafts.map(async (draft): Promise<DecidingPairs> => {
      const filter = [...within, ...draft.filter];
      const { sql, params } = filterSql(filter, source.context);
      const [row] = await source.db.query<{ n: number }>(
        `SELECT count(*) AS n FROM pairs WHERE ${sql}`,
        params,
      );
      return { ...draft, filter, count: row!.n };
    }),
  );
  return counted.filter(({ count }) => count > 0);
}

function tagCondition(slice: string): PairCondition {
  const [tag, value] = slice.split(/=(.*)/s);
  return { kind: 'any-of', column: `tags.${tag}`, values: [value ?? ''] };
}

function any(column: string, ...values: string[]): PairCondition {
  return { kind: 'any-of', column, values };
}

async function draftsOf(base: string, result: CriterionResult, source: Source): Promise<Draft[]> {
  const { evidence, db } = source;
  switch (base) {
    case 'latency_p95_ratio':
    case 'latency_p99_ratio':
    case 'latency_p50_ratio':
      return latencyDrafts(latencyOf(base, result, evidence), 'latency_ms');
    case 'ttft_p95_ratio':
      return latencyDrafts(latencyOf(base, result, evidence), 'ttft_ms');
    case 'error_rate':
      return [
        {
          label: 'only the shadow failed',
          why: 'each counts against the shadow',
          filter: [any('shadow_state', 'failed'), any('prod_state', 'answered')],
        },
        {
          label: 'only production failed',
          why: 'each counts for the shadow',
          filter: [any('prod_state', 'failed'), any('shadow_state', 'answered')],
        },
        {
          label: 'no shadow answer',
          why: 'counted as the plan says',
          filter: [any('shadow_state', 'missing')],
        },
        {
          label: 'both failed',
          why: 'they do not tell the arms apart',
          filter: [any('shadow_state', 'failed'), any('prod_state', 'failed')],
        },
      ];
    case 'win_rate':
      return [
        { label: 'lost judgements', why: 'the judge prefers production', filter: [any('judge', 'prod')] },
        { label: 'won judgements', why: 'the judge prefers the shadow', filter: [any('judge', 'shadow')] },
        { label: 'ties', why: 'each counts ½', filter: [any('judge', 'tie')] },
      ];
    case 'human_win_rate':
      return [
        {
          label: 'people prefer production',
          why: 'each counts against the shadow',
          filter: [any('label', 'prod')],
        },
        { label: 'people prefer the shadow', why: 'each counts for it', filter: [any('label', 'shadow')] },
      ];
    case 'similarity':
      return similarityDrafts(db, result.threshold);
    case 'coverage':
    case 'missing_rate':
      return [
        { label: 'without a shadow answer', why: 'not complete', filter: [any('shadow_state', 'missing')] },
        { label: 'without a production answer', why: 'not complete', filter: [any('prod_state', 'missing')] },
      ];
    case 'cost_ratio':
    case 'cost_per_answer_ratio':
      return [
        ...(await costDrafts(db)),
        {
          label: 'no cost in the log',
          why: 'left out of the ratio',
          filter: [{ kind: 'any-of', column: 'shadow_cost_usd', values: [null] }],
        },
      ];
    case 'length_ratio':
    case 'tokens_out_ratio':
      return [
        {
          label: 'at least twice as long',
          why: 'what users notice',
          filter: [{ kind: 'range', column: 'chars_ratio', min: 2, max: null }],
        },
      ];
    case 'changed_rate':
      return [
        {
          label: 'meaning may have changed',
          why: 'each counts',
          filter: [any('class', 'changed', 'different')],
        },
      ];
    case 'exact_match_rate':
      return [{ label: 'outputs differ', why: 'each counts against', filter: [{ kind: 'differs' }] }];
    case 'refusal_rate':
      return traitDrafts('refusal', source);
    case 'hedging_rate':
      return traitDrafts('hedging', source);
    case 'json_invalid_rate':
      return traitDrafts('json-invalid', source);
    default:
      return base.startsWith('flag:')
        ? [
            {
              label: 'flagged pairs',
              why: 'each counts',
              filter: [hasFlag(base.slice('flag:'.length) as FlagKind)],
            },
          ]
        : [];
  }
}

function latencyOf(base: string, result: CriterionResult, evidence: Evidence): LatencyEvidence | undefined {
  const slice = result.id.split(/@(.*)/s)[1];
  if (slice !== undefined) return evidence.protected?.[slice]?.latency;
  if (base === 'latency_p95_ratio') return evidence.latency;
  const own = evidence.own?.[base as 'latency_p50_ratio'];
  return own?.kind === 'quantile-ratio' ? own : undefined;
}

/** The order statistics that bound each quantile, and the requests that only one arm is slow at. */
function latencyDrafts(latency: LatencyEvidence | undefined, column: 'latency_ms' | 'ttft_ms'): Draft[] {
  const { prod, shadow } = latency ?? {};
  if (!prod || !shadow || !Number.isFinite(shadow.quantile) || !Number.isFinite(prod.quantile)) return [];
  const around = ({ lower, upper }: typeof prod, arm: 'prod' | 'shadow'): PairCondition => ({
    kind: 'range',
    column: `${arm}_${column}`,
    min: lower,
    max: Number.isFinite(upper) ? upper * (1 + 1e-9) : null,
  });
  return [
    {
      label: 'around the shadow’s quantile',
      why: `the requests between ${formatLatency(shadow.lower)} and ${formatLatency(shadow.upper)} set its bounds`,
      filter: [around(shadow, 'shadow')],
    },
    {
      label: 'around production’s quantile',
      why: `the requests between ${formatLatency(prod.lower)} and ${formatLatency(prod.upper)} set its bounds`,
      filter: [around(prod, 'prod')],
    },
    {
      label: 'slow in the shadow only',
      why: 'above the shadow’s quantile and below production’s: what would be noticed',
      filter: [
        { kind: 'range', column: `shadow_${column}`, min: shadow.quantile, max: null },
        { kind: 'range', column: `prod_${column}`, min: null, max: prod.quantile },
      ],
    },
  ];
}

/** The pairs that move the ratio of totals most, one way and the other. */
async function costDrafts(db: Database): Promise<Draft[]> {
  const by = async (order: 'ASC' | 'DESC'): Promise<number[]> => {
    const dearer = order === 'DESC' ? '>' : '<';
    const rows = await db.query<{ seq: number }>(
      `SELECT seq FROM pairs WHERE shadow_cost_usd ${dearer} prod_cost_usd
        ORDER BY shadow_cost_usd - prod_cost_usd ${order}, seq LIMIT ${LOWEST}`,
    );
    return rows.map(({ seq }) => seq);
  };
  const [dearer, cheaper] = await Promise.all([by('DESC'), by('ASC')]);
  return [
    {
      label: 'most dearer in the shadow',
      why: 'they raise the ratio most',
      filter: [{ kind: 'pairs', why: 'most dearer in the shadow', seqs: dearer }],
    },
    {
      label: 'most cheaper in the shadow',
      why: 'they lower it most',
      filter: [{ kind: 'pairs', why: 'most cheaper in the shadow', seqs: cheaper }],
    },
  ];
}

async function similarityDrafts(db: Database, threshold: number): Promise<Draft[]> {
  const rows = await db.query<{ seq: number; similarity: number }>(
    `SELECT seq, similarity FROM pairs WHERE outcome = 0 AND similarity IS NOT NULL ORDER BY similarity, seq LIMIT ${LOWEST}`,
  );
  return [
    {
      label: 'the lowest similarities',
      why: `the ${rows.length} pairs that pull the mean down most`,
      filter: [{ kind: 'pairs', why: 'the lowest similarities', seqs: rows.map(({ seq }) => seq) }],
    },
    {
      label: `below ${formatSimilarity(threshold)}`,
      why: 'each pulls the mean below its threshold',
      filter: [{ kind: 'range', column: 'similarity', min: null, max: threshold }],
    },
  ];
}

async function traitDrafts(trait: Trait, { db, traits }: Source): Promise<Draft[]> {
  if (!traits) return [];
  const flips = async (only: 'shadow' | 'prod', other: 'shadow' | 'prod'): Promise<number[]> => {
    const rows = await db.query<{ seq: number }>(
      `SELECT seq FROM traits WHERE ${hasTrait(only, trait)} AND NOT (${hasTrait(other, trait)}) AND ${appliesTo(trait)} ORDER BY seq LIMIT ${MOST_LISTED}`,
    );
    return rows.map(({ seq }) => seq);
  };
  const [shadow, prod] = await Promise.all([flips('shadow', 'prod'), flips('prod', 'shadow')]);
  return [
    {
      label: 'in the shadow only',
      why: 'each counts against the shadow',
      filter: [{ kind: 'pairs', why: `${trait} in the shadow only`, seqs: shadow }],
    },
    {
      label: 'in production only',
      why: 'each counts for the shadow',
      filter: [{ kind: 'pairs', why: `${trait} in production only`, seqs: prod }],
    },
  ];
}
