import { type BoundedFigure, inBrackets } from './bounded-figure';
import { formatCount, formatPercent, formatSimilarity } from './format';
import { MEANING_CLASSES } from './meaning';
import type { BoundedMean, BoundedShare, NoiseFloor } from './noise-floor';

/** One figure of production against its rerun and against the shadow, over the same n pairs. */
export interface NoiseFloorRow {
  label: string;
  n: number;
  rerun: BoundedFigure;
  shadow: BoundedFigure;
}

/** The noise floor as a table, for window, report and terminal alike. */
export function noiseFloorRows({ exactMatch, similarity }: NoiseFloor): NoiseFloorRow[] {
  const matches = (label: string, of: 'raw' | 'normalised'): NoiseFloorRow => {
    const { n, rerun, shadow } = exactMatch;
    return { label, n, rerun: shareFigure(rerun[of], n), shadow: shareFigure(shadow[of], n) };
  };
  const measured =
    similarity === null
      ? []
      : [
          {
            label: 'Mean similarity',
            n: similarity.n,
            rerun: meanFigure(similarity.rerun),
            shadow: meanFigure(similarity.shadow),
          },
          ...similarity.classes.map(({ class: name, rerun, shadow }) => ({
            label: MEANING_CLASSES[name].label,
            n: similarity.n,
            rerun: shareFigure(rerun, similarity.n),
            shadow: shareFigure(shadow, similarity.n),
          })),
        ];
  const equal = [matches('Exactly equal', 'raw'), matches('Equal but for form', 'normalised')];
  return [...measured.slice(0, 1), ...equal, ...measured.slice(1)];
}

/** What the noise floor says, in one or two sentences. */
export function noiseFloorSentence({ reruns, failed, exactMatch, similarity }: NoiseFloor): string {
  const failures =
    failed === 0
      ? ''
      : ` ${formatCount(failed)} of ${formatCount(reruns)} reruns failed and are in no figure.`;
  if (similarity === null) {
    const measured = exactMatch.n === 0 ? 'No pair has both outputs and a rerun.' : 'Not measured yet.';
    return `Similarity of production’s reruns: ${measured}${failures}`;
  }
  const { shadow, rerun, gap, n } = similarity;
  const less = (gap.mean ?? 0) >= 0;
  const size = gap.mean === null ? null : Math.abs(gap.mean);
  const bounds = less ? [gap.lower, gap.upper] : [negated(gap.upper), negated(gap.lower)];
  const between =
    gap.lower === null
      ? `too few pairs for a bound, n ${formatCount(n)}`
      : `${formatSimilarity(bounds[0]!)} … ${formatSimilarity(bounds[1]!)}, n ${formatCount(n)}`;
  return (
    `Shadow ${formatSimilarity(shadow.mean)}, production against itself ${formatSimilarity(rerun.mean)}: ` +
    `the shadow is ${formatSimilarity(size)} ${less ? 'less' : 'more'} like production than production is like itself ` +
    `(${between}).${failures}`
  );
}

function negated(value: number | null): number | null {
  return value === null ? null : -value;
}

function meanFigure({ mean, lower, upper }: BoundedMean): BoundedFigure {
  return { value: formatSimilarity(mean), bounds: inBrackets({ lower, upper }, formatSimilarity) };
}

function shareFigure({ count, lower, upper }: BoundedShare, n: number): BoundedFigure {
  return {
    value: formatPercent(n > 0 ? count / n : null),
    bounds: inBrackets({ lower, upper }, formatPercent),
  };
}
