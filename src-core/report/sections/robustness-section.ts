import type { Interval } from '../../model/board';
import { type CriterionResult, VERDICT_LABEL } from '../../model/decision';
import { NOT_MEASURED, formatCount, formatCriterion, formatFigure, formatLevel } from '../../model/format';
import type { SettingRange } from '../../model/what-if';
import { type Block, type Content, figures, words } from '../document';
import { criterionFigure } from '../figures';
import type { ReportModel } from '../report-model';

/** What each bound rests on, and how far settings could move without another verdict. */
export function robustnessSection({ board, decision }: ReportModel): Block[] {
  if (board === null) return [];
  const result = (key: string): CriterionResult | undefined => decision.criteria.find(({ id }) => id === key);
  const { clusters } = board;
  const unit =
    clusters === null
      ? 'Every request was taken for itself.'
      : `Requests with the same ${clusters.column} were taken to belong together (${clusters.declared ? 'declared in the plan' : 'found in the log'}; ${formatCount(clusters.clusters)} of them).`;
  return [
    { kind: 'section', title: 'How firm the verdict is' },
    {
      kind: 'table',
      caption: `The bounds under other assumptions, the unpaired ones from one analysis. ${unit} “Missing at worst and best” are Manski’s bounds: the estimate if every missing value were as bad, or as good, as it can be.`,
      columns: [
        words('Criterion'),
        figures('Paired bounds'),
        figures('As if unpaired'),
        figures('Missing at worst and best'),
        figures('Effective n'),
      ],
      rows: board.criteria.flatMap(({ key, pairing, missing, effective }): (readonly Content[])[] => {
        const criterion = result(key);
        if (criterion === undefined) return [];
        const bounds = (interval: Interval | null): string =>
          interval === null || (interval.lower === null && interval.upper === null)
            ? NOT_MEASURED
            : `${criterionFigure(criterion, interval.lower)} … ${criterionFigure(criterion, interval.upper)}`;
        return [
          [
            criterion.label,
            bounds(pairing?.paired ?? criterion),
            bounds(pairing?.unpaired ?? null),
            missing === null
              ? NOT_MEASURED
              : `${bounds(missing)}${missing.verdictHolds ? '' : ' (another verdict)'}`,
            effective === null
              ? formatCount(criterion.n)
              : `${formatCount(Math.round(effective.effective))} of ${formatCount(effective.n)}`,
          ],
        ];
      }),
    },
    ...(board.robustness.length === 0
      ? []
      : [
          {
            kind: 'table',
            caption:
              'In which range of each setting the verdict stays what it is, all other settings as declared.',
            columns: [words('Setting'), figures('Declared'), figures('Verdict stays from'), figures('to')],
            rows: board.robustness.map((range) => [
              [range.label, ' ', { faint: range.words }],
              settingFigure(range, range.value),
              range.from === null ? 'any' : settingFigure(range, range.from),
              range.to === null ? 'any' : settingFigure(range, range.to),
            ]),
          } as const,
        ]),
    ...protectedWords(decision.criteria),
  ];
}

function settingFigure({ setting }: SettingRange, value: number): string {
  if (setting.kind === 'level') return formatLevel(value);
  return formatCriterion(setting.criterion, value) || formatFigure(value);
}

function protectedWords(criteria: readonly CriterionResult[]): Block[] {
  const slices = criteria.filter(({ id }) => id.includes('@'));
  if (slices.length === 0) return [];
  const said = slices.map(({ label, verdict }) => `${label}: ${VERDICT_LABEL[verdict]}`).join('; ');
  return [{ kind: 'text', content: `Protected slices, each of which must pass for itself: ${said}.` }];
}
