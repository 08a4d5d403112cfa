import { formatCount, formatCriterion, formatLevel, formatP, formatPercent } from '../../model/format';
import { SLICE_CRITERIA, type SliceCriterion, type SliceReport, type SliceRow } from '../../model/slices';
import { sentence, sliceWarnings } from '../../model/slice-words';
import { type Block, type Content, figures, words } from '../document';
import type { ReportModel } from '../report-model';

/** Slices printed; the app shows all. */
const PRINTED = 15;

const LABEL: Readonly<Record<SliceCriterion, string>> = {
  latency_p95_ratio: 'P95 ratio',
  error_rate: 'Error difference',
  win_rate: 'Win rate',
  similarity: 'Similarity',
};

/** Which users would suffer: the worst slices, with the rate of false alarms under control, and warnings. */
export function slicesSection({ board }: ReportModel): Block[] {
  if (board === null) return [];
  const { slices } = board;
  const head: Block = { kind: 'section', title: 'Who would suffer' };
  if (slices.rows.length === 0)
    return [
      head,
      {
        kind: 'text',
        content: `No slice of the log holds at least ${formatCount(slices.minPairs)} pairs, so nothing can be said of single groups of users.`,
      },
    ];
  const rows = slices.rows.slice(0, PRINTED);
  const alarms = slices.rows.filter(({ figures: all }) => all.some(({ alarm }) => alarm));
  return [
    head,
    {
      kind: 'text',
      content: slices.worst === null ? 'No slice raises an alarm.' : sentence(slices.worst.words),
    },
    ...warningBlocks(slices),
    {
      kind: 'table',
      caption: `The ${formatCount(rows.length)} worst of ${formatCount(slices.rows.length)} slices, by what shrinkage leaves of the difference. ${formatCount(slices.tests)} tests; alarms (■) are called at a false-discovery rate of ${formatLevel(slices.q)} (${slices.rule === 'anytime' ? 'Benjamini–Yekutieli over p-values that hold at every look' : 'Benjamini–Hochberg'}). Slices are alarms to look into, not criteria.`,
      columns: [
        words('Slice'),
        figures('pairs'),
        ...SLICE_CRITERIA.map((criterion) => figures(LABEL[criterion])),
      ],
      rows: rows.map((row) => [
        row.protected ? [{ name: row.label }, ' (protected)'] : { name: row.label },
        [formatCount(row.pairs), ' ', { faint: formatPercent(row.share) }],
        ...SLICE_CRITERIA.map((criterion) => figure(row, criterion)),
      ]),
    },
    ...(alarms.length === 0
      ? []
      : [
          {
            kind: 'terms',
            items: alarms.slice(0, 5).map((row) => ({
              term: { name: row.label },
              content: row.telling.flatMap(({ requestId, why }, index): Content[] => [
                index === 0 ? 'Telling pairs: ' : '; ',
                { name: requestId },
                ` (${why})`,
              ]) as Content,
            })),
          } as Block,
        ]),
  ];
}

function figure({ figures: all }: SliceRow, criterion: SliceCriterion): Content {
  const found = all.find((each) => each.criterion === criterion);
  if (found === undefined || found.estimate === null) return '—';
  const text = formatCriterion(criterion, found.estimate);
  return found.alarm ? [{ strong: `■ ${text}` }, ' ', { faint: formatP(found.adjustedP) }] : text;
}

/** What makes the whole say less than it seems to, and logged against eligible traffic where a capture counted it. */
function warningBlocks(slices: SliceReport): Block[] {
  const { sampleRatio } = slices;
  const warnings = sliceWarnings(slices).map(({ title, words: text }): Block => ({
    kind: 'text',
    content: [{ strong: `${title}.` }, ` ${text}`],
  }));
  if (sampleRatio === null) return warnings;
  if (!sampleRatio.alarm) return [...warnings, { kind: 'text', content: sampleRatio.words }];
  return [
    ...warnings,
    {
      kind: 'table',
      narrow: true,
      caption:
        'Requests by route: those that might have been mirrored, those that as many logged ones should be, and those that are in the log.',
      columns: [
        words('Route'),
        figures('eligible'),
        figures('expected'),
        figures('logged'),
        figures('of eligible'),
      ],
      rows: sampleRatio.rows.map(({ value, eligible, expected, sampled }): Content[] => [
        { name: value },
        formatCount(eligible),
        formatCount(Math.round(expected)),
        formatCount(sampled),
        formatPercent(sampled / eligible),
      ]),
    },
  ];
}
