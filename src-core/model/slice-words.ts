import { formatCount, formatLevel } from './format';
import type { SliceReport } from './slices';

export interface SliceWarning {
  title: string;
  words: string;
}

/** What makes figures over all pairs say less than they seem to: each with its name and a sentence or two. */
export function sliceWarnings({
  simpson,
  mix,
  sampleRatio,
}: Pick<SliceReport, 'simpson' | 'mix' | 'sampleRatio'>): SliceWarning[] {
  return [
    ...(sampleRatio?.alarm
      ? [{ title: 'The log does not stand for the traffic', words: sampleRatio.words }]
      : []),
    ...simpson.map(({ words }) => ({ title: 'Simpson’s paradox', words })),
    ...mix.map(({ words }) => ({ title: 'The mix shifted', words })),
  ];
}

/** Which users would suffer, in a sentence or two. */
export function whoSuffers(slices: SliceReport): string {
  const { worst, rows, tests, minPairs, q, simpson } = slices;
  if (rows.length === 0)
    return `No group of users can be told apart: no slice holds at least ${formatCount(minPairs)} pairs.`;
  if (tests === 0) return 'Not known: in no slice is there enough to test.';
  const found =
    worst === null
      ? `No slice stands out: none of ${formatCount(tests)} tests over ${formatCount(rows.length)} slices raises an alarm at a false-discovery rate of ${formatLevel(q)}.`
      : sentence(worst.words);
  return [found, ...simpson.map(({ words }) => words)].join(' ');
}

/** Begins with a capital and ends with a full stop. */
export function sentence(text: string): string {
  const upper = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?]$/.test(upper) ? upper : `${upper}.`;
}
