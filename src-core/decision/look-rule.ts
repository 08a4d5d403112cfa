import normalCdf from '@stdlib/stats-base-dists-normal-cdf';
import type { LookRule } from '../model/decision';
import type { LookEvidence } from '../model/look';
import { formatCount } from '../model/format';
import { type Plan, plannedPairs } from '../model/plan';
import { lookLimits } from '../stats/group-sequential';
import { percent } from './words';

/** How bounds are taken at this look. */
export interface LookState {
  kind: LookRule['kind'];
  /** Level of the bound that a GO is given by; null where this look can't give one. */
  goLevel(level: number): number | null;
  /** The n at which the always-valid bounds for NO-GO are narrowest; null: the fixed bound decides. */
  expected: number | null;
  /** Criteria that an earlier planned look has decided GO, with the complete pairs of then. */
  decided: ReadonlyMap<string, number>;
  /** Further complete pairs until a look that can give a GO; 0: any can; null: none is planned any more. */
  toNextLook: number | null;
  words(level: number): string;
}

/** One analysis of a finished log. */
export const FIXED_LOOK: LookState = {
  kind: 'fixed',
  goLevel: (level) => level,
  expected: null,
  decided: new Map(),
  toNextLook: 0,
  words: (level) => `Fixed sample, decided once, at ${percent(level)}.`,
};

/**
 * The rule at this look. A workspace that has grown between looks is decided sequentially: GO at planned looks with
 * Lan–DeMets bounds over every look that could have given one, NO-GO at any time by always-valid sequences.
 */
export function lookRule(
  looks: LookEvidence | undefined,
  { plan, complete }: { plan: Plan; complete: number },
): LookState {
  const { rule, at } = plan.looks;
  const earlier = looks?.earlier ?? [];
  if (rule === 'fixed' || (rule === 'auto' && !(looks?.growing ?? false))) return FIXED_LOOK;
  const planned = plannedPairs(plan);
  const spent = earlier.filter(({ couldGo }) => couldGo).map((look) => look.complete / planned);
  const decided = new Map(
    earlier.flatMap((look) => look.go.map((key): [string, number] => [key, look.complete])).toReversed(),
  );
  const now = complete / planned;
  const reached = at.filter((share) => share <= now + 1e-9).length;
  const before = at.filter((share) => share <= (spent.at(-1) ?? 0) + 1e-9).length;
  const due = reached > before;
  const next = at.find((share) => share > now);
  const toNextLook = next === undefined ? null : Math.ceil(next * planned) - complete;
  const sequential = { expected: planned, decided, toNextLook };
  if (!due)
    return {
      ...sequential,
      kind: 'between',
      goLevel: () => null,
      words: () =>
        next === undefined
          ? `All planned looks are past (${formatCount(planned)} complete pairs); another needs a new plan.`
          : `Between planned looks: a GO can be given from ${formatCount(Math.ceil(next * planned))} complete pairs on; a NO-GO at any time, by always-valid bounds.`,
    };
  const fractions = [...spent.filter((share) => share < Math.min(1, now)), Math.min(1, now)];
  return {
    ...sequential,
    kind: 'planned',
    goLevel: (level) => normalCdf(limitOf(fractions, 1 - level), 0, 1),
    words: (level) =>
      `Planned look ${fractions.length} at ${percent(rounded(Math.min(1, now)))} of ${formatCount(planned)} complete pairs: GO beyond z = ${limitOf(fractions, 1 - level).toFixed(3)} (O’Brien–Fleming), NO-GO by always-valid bounds.`,
  };
}

/**
 * How slices of a workspace are looked at, where it is looked at more than once: by bounds that hold at every look, never
 * giving a GO. Null where one analysis decides.
 * @param share of the pairs that the slice holds
 */
export function sliceRule(whole: LookState, share: number): LookState | null {
  if (whole.expected === null) return null;
  return { ...whole, kind: 'between', goLevel: () => null, expected: Math.max(1, whole.expected * share) };
}

/** Scores at which always-valid bounds of judges' and people's preferences are narrowest; fixed before any is seen. */
const EXPECTED_SCORES = 1000;

/**
 * The rule of a criterion on preferences, whose data grow by judging and labelling and not with the log. A sample that is
 * judged whole and looked at then is decided once. While more is on the way, or once fewer were looked at, bounds hold at
 * every look on both sides, since nobody plans when to stop.
 * @param earlier scores that earlier looks saw, each fewer than now
 */
export function preferenceRule(
  { earlier = [], open = false }: { earlier?: readonly number[] | undefined; open?: boolean | undefined },
  { looks: { rule } }: Plan,
): LookState {
  if (rule === 'fixed' || (rule === 'auto' && earlier.length === 0 && !open)) return FIXED_LOOK;
  const before =
    earlier.length === 0
      ? 'More scores are on the way'
      : `Looked at ${earlier.length === 1 ? 'once' : `${earlier.length} times`} before with fewer scores`;
  return {
    kind: 'anytime',
    goLevel: () => null,
    expected: EXPECTED_SCORES,
    decided: new Map(),
    toNextLook: 0,
    words: (level) => `${before}: GO and NO-GO by bounds that hold at every look, at ${percent(level)}.`,
  };
}

/**
 * The rule of the similarity: the log's own where it grows, else planned looks by the share of its pairs that are
 * measured, since how many there are to measure is known.
 */
export function similarityRule(
  whole: LookState,
  {
    earlier,
    n,
    eligible,
    plan,
  }: { earlier: readonly number[] | undefined; n: number; eligible: number; plan: Plan },
): LookState {
  if (whole.kind !== 'fixed' || plan.looks.rule === 'fixed' || !earlier || earlier.length === 0) return whole;
  const fractions = [...earlier, n].map((size) => size / eligible);
  return {
    kind: 'planned',
    expected: eligible,
    decided: new Map(),
    toNextLook: 0,
    goLevel: (level) => normalCdf(limitOf(fractions, 1 - level), 0, 1),
    words: (level) =>
      `Look ${fractions.length}, at ${percent(rounded(fractions.at(-1)!))} of the pairs that can be measured: GO beyond z = ${limitOf(fractions, 1 - level).toFixed(3)} (O’Brien–Fleming), NO-GO by always-valid bounds.`,
  };
}

/** A share to a tenth of a percent, downwards: what is not all is not called all. */
function rounded(share: number): number {
  return Math.floor(share * 1000) / 1000;
}

const LIMITS = new Map<string, number>();

/** Remembered, since what-if asks for the same looks a thousand times a second. */
function limitOf(fractions: readonly number[], alpha: number): number {
  const key = [alpha, ...fractions].join();
  const known = LIMITS.get(key);
  if (known !== undefined) return known;
  const limit = lookLimits(fractions, alpha).at(-1)!;
  if (LIMITS.size > 500) LIMITS.clear();
  LIMITS.set(key, limit);
  return limit;
}
