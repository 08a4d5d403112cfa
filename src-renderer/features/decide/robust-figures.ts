import type { CriterionBoard } from '@core/model/board';
import { formatCount, formatFigure, formatLevel, formatP } from '@core/model/format';
import { boundsWords } from './criterion-words';

/** What each figure means, for the tooltip. */
export const ROBUST = {
  Bounds: 'One-sided bounds at the criterion’s level; the verdict rests on them.',
  'Bounds if the arms had seen other requests':
    'Without the pairing the same data tell less: the bounds are wider.',
  'If everything missing were best or worst':
    'The estimate if every missing value were as good, or as bad, as it can be (Manski bounds).',
  'Verdict at both extremes': 'Whether the criterion is decided alike at both.',
  'Effective sample': 'As many independent requests would tell as much.',
  'Design effect': 'How much the variance grows because requests of one unit resemble each other.',
  Claim: 'Superiority asks to be better; non-inferiority not to be worse by more than a margin.',
  'Rule of looks': 'By which rule repeated analyses of growing data were allowed for.',
  'p that it is violated': 'One-sided p-value of “the threshold is violated”, used for Holm’s correction.',
  Level: 'Confidence level of each one-sided bound.',
} as const;

type Name = keyof typeof ROBUST;

/** What a criterion's bound rests on: pairing, missing data, clusters, looks. */
export function robustFigures(criterion: CriterionBoard): { name: Name; value: string }[] {
  const { result, pairing, missing, effective } = criterion;
  const figures: (readonly [Name, string | null])[] = [
    ['Bounds', boundsWords(result, pairing?.paired ?? result)],
    [
      'Bounds if the arms had seen other requests',
      pairing &&
        // They are of one analysis; those of a log that grows are wider, paired or not.
        `${boundsWords(result, pairing.unpaired)}${result.look?.kind === 'fixed' ? '' : ' in one analysis'}`,
    ],
    [
      'If everything missing were best or worst',
      missing && `${boundsWords(result, missing)} (${formatCount(missing.missing)} ${missing.unit})`,
    ],
    ['Verdict at both extremes', missing && (missing.verdictHolds ? 'the same' : 'not the same')],
    [
      'Effective sample',
      effective &&
        `${formatCount(Math.round(effective.effective))} of ${formatCount(effective.n)}, ${formatCount(effective.clusters)} clusters`,
    ],
    ['Design effect', effective && formatFigure(effective.deff)],
    ['Claim', result.claim ?? null],
    ['Rule of looks', result.look?.words ?? null],
    ['Level', formatLevel(result.level)],
    ['p that it is violated', result.harmP === null ? null : formatP(result.harmP)],
  ];
  return figures.flatMap(([name, value]) => (value === null ? [] : [{ name, value }]));
}
