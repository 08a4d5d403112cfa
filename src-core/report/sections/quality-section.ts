import { COVERAGE_STEPS, coverageLosses } from '../../model/capture-coverage';
import { formatCount } from '../../model/format';
import type { RejectCode } from '../../model/import';
import { type Block, type Content, figures, words } from '../document';
import { share } from '../figures';
import type { ReportModel } from '../report-model';

const REJECT_LABEL: Readonly<Record<RejectCode, string>> = {
  'invalid-json': 'not valid JSON',
  'invalid-csv': 'not a valid CSV row',
  'not-an-object': 'not an object',
  'wrong-type': 'a field of the wrong type',
  'no-request-id': 'no request id',
  'too-long': 'record too long',
  truncated: 'cut off at the end of the file',
  duplicate: 'request id seen before',
  'other-form': 'another form than the rest of the log',
};

/** From log lines to figures: what was read, what was set aside and why, what was tolerated. */
export function qualitySection({ quality, metrics, evidence }: ReportModel): Block[] {
  const { imported, rejectsByCode, notes, damaged, missing } = quality;
  const records = imported.files.reduce((sum, file) => sum + file.records, 0);
  const steps: readonly [string, number][] = [
    ['records read', records],
    ['set aside as rejects', imported.rejected],
    ['set aside as duplicates', imported.duplicates],
    ['pairs', metrics.total],
    ['without a production answer or error', missing.prod],
    ['without a shadow answer or error', missing.shadow],
    ['complete: both arms answered or failed', metrics.complete],
    ['both arms answered', metrics.bothAnswered],
    ['with a similarity', metrics.similarity.n],
    ['judged', evidence.winRate.n],
  ];
  return [
    { kind: 'section', title: 'Data quality' },
    ...captureBlocks(quality.capture),
    {
      kind: 'table',
      narrow: true,
      caption: 'From log records to measured pairs.',
      columns: [words('Step'), figures('count'), figures('of all pairs')],
      rows: steps.map(([label, count], index) => [
        label,
        formatCount(count),
        index < 3 ? '' : share(count, metrics.total),
      ]),
    },
    ...(rejectsByCode.length === 0
      ? [text('No log record was set aside.')]
      : [
          table(
            'Records set aside, by reason.',
            ['Reason', 'records'],
            rejectsByCode.map(({ code, count }) => [REJECT_LABEL[code], formatCount(count)]),
          ),
        ]),
    ...(notes.length === 0
      ? []
      : [
          {
            kind: 'table',
            caption: 'Tolerated while reading.',
            columns: [words('File'), words('What'), figures('times'), figures('first line')],
            rows: notes.map(({ file, message, count, firstLine }) => [
              { name: file },
              message,
              formatCount(count),
              formatCount(firstLine),
            ]),
          } as const,
        ]),
    ...(damaged.length === 0
      ? []
      : [
          {
            kind: 'table',
            caption: 'Damaged parts of the workspace; their pairs are in no figure.',
            columns: [words('Segment'), words('Reason'), figures('pairs lost')],
            rows: damaged.map(({ segment, pairs, reason }) => [
              { name: segment },
              reason,
              formatCount(pairs),
            ]),
          } as const,
        ]),
  ];
}

/** From production's traffic to the log, as a capture counted it. */
function captureBlocks(capture: ReportModel['quality']['capture']): Block[] {
  if (capture === undefined) return [];
  const losses = coverageLosses(capture);
  return [
    {
      kind: 'table',
      narrow: true,
      caption: 'From production’s traffic to the log, as the capture counted it.',
      columns: [words('Requests'), figures('count'), figures('of those eligible')],
      rows: [
        ...COVERAGE_STEPS.map(([name, label]) => [
          label,
          formatCount(capture[name]),
          share(capture[name], capture.eligible),
        ]),
        ...losses.map(({ label, count }) => [
          { faint: label },
          formatCount(count),
          share(count, capture.eligible),
        ]),
      ],
    },
  ];
}

function text(content: Content): Block {
  return { kind: 'text', content };
}

function table(
  caption: string,
  [first, second]: readonly [string, string],
  rows: readonly (readonly Content[])[],
): Block {
  return { kind: 'table', narrow: true, caption, columns: [words(first), figures(second)], rows };
}
