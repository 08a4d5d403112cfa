import { criterionName } from '../decision/overall';
import type { SliceResults } from '../decision/slice-figures';
import { formatCount, formatCriterion, formatPercent } from '../model/format';
import { sentence } from '../model/slice-words';
import { type MixWarning, SLICE_CRITERIA, type SimpsonWarning } from '../model/slices';
import type { Dimension } from '../sql/slice-queries';
import { SAMPLE_RATIO_ALARM, homogeneityTest } from '../stats/sample-ratio';
import { selectRank } from '../stats/select-rank';
import type { Slice } from './slice';
import { allRows } from './complete-evidence';
import { gather } from './gather';
import { withValue } from './slice-evidence';

/** A share that moves less than this matters to nobody, however sure it is. */
const LEAST_SHIFT = 0.05;

/**
 * Columns whose slices together say something else than the whole: every slice on the other side of the threshold, or
 * the whole on another side once slices weigh as they do in the traffic (direct standardisation).
 */
export function simpsonWarnings(
  slices: readonly Slice[],
  { results, whole, total }: { results: readonly SliceResults[]; whole: SliceResults; total: number },
): SimpsonWarning[] {
  const columns = [...new Set(slices.map(({ dimension }) => dimension.name))];
  return columns.flatMap((column) => {
    const members = slices.flatMap((slice, i) =>
      slice.dimension.name === column ? [{ slice, of: results[i]! }] : [],
    );
    const label = members[0]?.slice.dimension.label ?? column;
    const covered = members.reduce((sum, { slice }) => sum + slice.rows.length, 0);
    // Flags overlap and columns may be mostly empty: only a division of nearly everything can be weighed.
    if (members.length < 2 || covered < 0.9 * total || covered > total) return [];
    return SLICE_CRITERIA.flatMap((criterion): SimpsonWarning[] => {
      const { estimate, threshold, passes } = whole[criterion];
      const known = members.filter(({ of }) => of[criterion].estimate !== null);
      if (estimate === null || !Number.isFinite(estimate) || known.length < 2) return [];
      const fails = (value: number): boolean =>
        passes === 'below' ? value >= threshold : value <= threshold;
      const weight = known.reduce((sum, { slice }) => sum + slice.rows.length, 0);
      const standardised = known.reduce(
        (sum, { slice, of }) => sum + (slice.rows.length / weight) * of[criterion].estimate!,
        0,
      );
      const against = known.filter(({ of }) => fails(of[criterion].estimate!) !== fails(estimate)).length;
      const turned = criterion !== 'latency_p95_ratio' && fails(standardised) !== fails(estimate);
      if (against < known.length && !turned) return [];
      const show = (value: number): string => formatCriterion(criterion, value, threshold);
      return [
        {
          column,
          criterion,
          whole: estimate,
          standardised,
          slicesAgainst: against,
          slices: known.length,
          words: sentence(
            against === known.length
              ? `${criterionName(criterion)} is ${show(estimate)} over all pairs, but on the other side of ${show(threshold)} in each of the ${formatCount(known.length)} slices by ${label}: decide by the slices`
              : `${criterionName(criterion)} is ${show(estimate)} as measured, but ${show(standardised)} when slices by ${label} weigh as in the traffic: it was measured on another mix`,
          ),
        },
      ];
    });
  });
}

interface Divided {
  dimension: Dimension;
  codes: ReadonlyMap<number, string>;
  column: Float64Array;
}

/** Columns whose mix differs between the first and the second half of the pairs in time. */
export function mixWarnings(divided: readonly Divided[], ts: Float64Array): MixWarning[] {
  const times = gather(ts, withValue(ts, allRows({ n: ts.length })));
  if (times.length === 0) return [];
  const middle = selectRank(times, Math.floor(times.length / 2));
  if (times.every((at) => at === middle)) return [];
  return divided.flatMap(({ dimension, codes, column }): MixWarning[] => {
    if (dimension.name.startsWith('flag ') || dimension.name === 'hour of day') return [];
    const known = [...codes.keys()];
    const place = new Map(known.map((code, i) => [code, i]));
    const halves = [known.map(() => 0), known.map(() => 0)] as const;
    column.forEach((code, row) => {
      const at = place.get(code);
      if (at !== undefined && !Number.isNaN(ts[row])) halves[ts[row]! < middle ? 0 : 1][at]!++;
    });
    const p = homogeneityTest(halves[0], halves[1]);
    const share = (half: readonly number[], i: number): number => half[i]! / half.reduce((a, b) => a + b, 0);
    const moved = known
      .map((code, i) => ({
        value: codes.get(code)!,
        before: share(halves[0], i),
        after: share(halves[1], i),
      }))
      .toSorted((a, b) => Math.abs(b.after - b.before) - Math.abs(a.after - a.before))[0];
    if (p >= SAMPLE_RATIO_ALARM || !moved || !(Math.abs(moved.after - moved.before) >= LEAST_SHIFT))
      return [];
    return [
      {
        column: dimension.name,
        p,
        ...moved,
        words: `The share of ${dimension.words(moved.value)} went from ${formatPercent(moved.before)} in the first half of the pairs to ${formatPercent(moved.after)} in the second: figures over all pairs stand for neither.`,
      },
    ];
  });
}
