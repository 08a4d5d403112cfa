import { formatBytes, formatDayRange, formatDuration, formatMoment } from '../../model/format';
import { type Block, figures, words } from '../document';
import type { ReportModel } from '../report-model';

/** Where the figures come from and how to get them again. */
export function provenanceSection(model: ReportModel): Block[] {
  return [
    { kind: 'section', title: 'Provenance' },
    model.sources.length === 0
      ? { kind: 'text', content: 'The workspace names no log file.' }
      : {
          kind: 'table',
          caption: 'Log files, with the SHA-256 of their bytes.',
          columns: [words('File'), words('SHA-256'), figures('size')],
          rows: model.sources.map(({ file, sha256, size }) => [
            { name: file },
            { code: sha256 },
            formatBytes(size),
          ]),
        },
    {
      kind: 'terms',
      items: [
        {
          term: 'Requests',
          content: logged(model),
        },
        { term: 'Computed', content: `${formatMoment(model.computedAt)} by Gnomon ${model.gnomonVersion}` },
        { term: 'Report', content: formatMoment(model.generatedAt) },
        { term: 'Plan', content: model.plan.name },
      ],
    },
    { kind: 'heading', title: 'The plan in full, as plan.json' },
    { kind: 'code', text: JSON.stringify(model.plan) },
    { kind: 'heading', title: 'To make this report again' },
    { kind: 'code', text: model.command },
  ];
}

function logged({ firstTimestamp, lastTimestamp }: ReportModel): string {
  if (firstTimestamp === null || lastTimestamp === null) return 'the logs carry no times';
  return `${formatDayRange(firstTimestamp, lastTimestamp)} (UTC), over ${formatDuration(lastTimestamp - firstTimestamp)}`;
}
