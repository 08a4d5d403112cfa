import { buildReport } from '@core/report/build-report';
import { renderHtml } from '@core/report/render-html';
import { parseReport, renderJson } from '@core/report/render-json';
import { renderMarkdown } from '@core/report/render-markdown';
import { describe, expect, test } from 'vitest';
import { fixtureBoard, fixtureLedger } from './fixture-board';
import { goodOverview } from './fixture-overview';
import { reportContext } from './report-context';

const overview = goodOverview();
const context = reportContext({ board: fixtureBoard(overview), ledger: fixtureLedger() });
const model = buildReport(overview, context);
const html = renderHtml(model);
const markdown = renderMarkdown(model);

describe('what stands behind the verdict', () => {
  test('JSON comes back byte by byte, bounds of ∞ and all', () => {
    const json = renderJson(model);
    expect(parseReport(json)).toEqual(model);
    expect(renderJson(parseReport(json))).toBe(json);
    expect(renderHtml(parseReport(json))).toBe(html);
  });

  test('a board’s questions follow its first page, in HTML and Markdown alike', () => {
    const headings = [...markdown.matchAll(/^## \d+\. (.*)$/gm)].map(([, title = '']) => title);
    expect(headings.slice(0, 3)).toEqual([
      'What it would take',
      'Who would suffer',
      'What users will notice',
    ]);
    for (const title of headings) expect(html).toContain(`</span>${title}</h2>`);
    expect(headings).toContain('Roll-out plan');
    expect(headings).toContain('Plan and looks');
  });

  test('a plan changed after a look is said to be, with how many looks came before', () => {
    expect(markdown).toContain('declared or changed once after data had been looked at');
    expect(markdown).toContain('the board accepts 1.3×');
  });

  test('regressions and improvements are printed beside each other and never as their difference alone', () => {
    expect(markdown).toMatch(/\| Refusals \|.*\| 61 \| 12 \|/);
  });

  test('a slice’s name from the log is text, also in a table cell', () => {
    expect(html).not.toContain('<b>`');
    expect(html).toContain('lang = de | &#60;b&#62;');
    expect(markdown).toContain(String.raw`lang = de \| <b>`);
  });

  test('what lies beyond a timeout is ∞ in the tables, and no figure is NaN', () => {
    expect(markdown).toContain('∞');
    expect(`${html}${markdown}`).not.toMatch(/NaN|undefined|\bInfinity\b/);
  });
});
