import type { Overview } from '@core/model/overview';
import { buildReport } from '@core/report/build-report';
import { renderHtml } from '@core/report/render-html';
import { renderJson } from '@core/report/render-json';
import { renderMarkdown } from '@core/report/render-markdown';

export type ReportFormat = 'html' | 'md' | 'json';

const FORMATS = {
  html: { render: renderHtml, type: 'text/html; charset=utf-8' },
  md: { render: renderMarkdown, type: 'text/markdown; charset=utf-8' },
  json: { render: renderJson, type: 'application/json; charset=utf-8' },
} as const;

/** The report of an overview as a file of the format, with the command that makes it again. */
export function reportFor(overview: Overview, format: ReportFormat): { text: string; type: string } {
  const files = overview.workspace.sources.map(({ file }) => shellWord(file)).join(' ');
  const model = buildReport(overview, {
    command: `gnomon analyze ${files} --report report.${format}`,
    generatedAt: overview.computedAt,
  });
  const { render, type } = FORMATS[format];
  return { text: render(model), type };
}

/** A file name as one word of a POSIX shell: names come from outside, and the command is there to be pasted. */
function shellWord(name: string): string {
  return /^[\w./-]+$/.test(name) ? name : `'${name.replaceAll("'", String.raw`'\''`)}'`;
}
