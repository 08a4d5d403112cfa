import { formatCount, formatMoment } from '../../model/format';
import type { Look } from '../../model/look';
import { type Block, type Content, figures, words } from '../document';
import type { ReportModel } from '../report-model';

/** Looks printed, the latest; all are in the JSON. */
const PRINTED = 20;

const RULE: Readonly<Record<Look['rule'], string>> = {
  fixed: 'fixed sample',
  planned: 'planned look',
  between: 'between planned looks',
};

/** The plan's versions and every look: whether the rule was fixed before the data were seen. */
export function planSection({ board, decision }: ReportModel): Block[] {
  if (board === null) return [];
  const { versions, looks, declared, hash, damaged } = board.planState;
  const rule = decision.criteria.find(({ look }) => look !== undefined)?.look;
  const later = versions.filter(({ looksBefore }) => looksBefore > 0);
  const latest = later.at(-1);
  const changed =
    latest === undefined
      ? 'It was not changed after a look.'
      : `It was declared or changed after data had been looked at, ${later.length === 1 ? 'once, on' : `${formatCount(later.length)} times, last on`} ${formatMoment(latest.at)}.`;
  return [
    { kind: 'section', title: 'Plan and looks' },
    {
      kind: 'text',
      content: [
        declared
          ? `The plan in force was declared in this workspace. ${changed}`
          : 'Nobody declared a plan; the default stands in.',
        ' Its hash is ',
        { code: hash },
        '.',
        rule === undefined ? '' : ` Rule of looks: ${rule.words}`,
      ],
    },
    ...(versions.length === 0
      ? []
      : [
          {
            kind: 'table',
            caption: 'Declared plans, latest first.',
            columns: [
              words('When'),
              words('Plan'),
              words('Hash'),
              figures('looks before'),
              words('By, and why'),
            ],
            rows: versions
              .toReversed()
              .map((version): Content[] => [
                formatMoment(version.at),
                { name: version.plan.name },
                { code: version.hash.slice(0, 12) },
                formatCount(version.looksBefore),
                version.by === null && version.note === null
                  ? '—'
                  : [{ name: [version.by, version.note].filter((part) => part !== null).join(': ') }],
              ]),
          } as const,
        ]),
    ...(looks.length === 0
      ? []
      : [
          {
            kind: 'table',
            caption: `Looks, latest first${looks.length > PRINTED ? `: the last ${PRINTED} of ${formatCount(looks.length)}` : ''}. Verdicts are valid under them by the rule named.`,
            columns: [words('When'), figures('complete pairs'), words('Rule'), words('Verdict'), words('By')],
            rows: looks
              .toReversed()
              .slice(0, PRINTED)
              .map((look): Content[] => [
                formatMoment(look.at),
                formatCount(look.complete),
                RULE[look.rule],
                { verdict: look.verdict },
                look.by,
              ]),
          } as const,
        ]),
    ...(damaged === 0
      ? []
      : [
          {
            kind: 'text',
            content: `${formatCount(damaged)} lines of the journals of plans and looks could not be read and are left out.`,
          } as const,
        ]),
  ];
}
