import { buildReport } from '@core/report/build-report';
import { formatMoment } from '@core/model/format';
import { renderHtml } from '@core/report/render-html';
import { parseReport, renderJson } from '@core/report/render-json';
import { renderMarkdown } from '@core/report/render-markdown';
import { describe, expect, test } from 'vitest';
import { fixtureBoard, fixtureLedger } from './fixture-board';
import { goodOverview } from './fixture-overview';
import { reportContext } from './report-context';
import { visible } from './visible';

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

  test('a plan changed after a look is said to be, when and after how many looks, in HTML and Markdown', () => {
    for (const text of [visible(html), markdown]) {
      expect(text).toContain(
        `declared or changed after data had been looked at, once, on ${formatMoment(overview.workspace.lastTimestamp)}.`,
      );
      expect(text).not.toContain('not changed after a look');
      expect(text).toContain('the board accepts 1.3×');
    }
    expect(markdown).toMatch(/\| `looser` \| `dddddddddddd` \| 2 \|/);
  });

  test('a plan that was declared before the first look and kept is said to be', () => {
    const board = fixtureBoard(overview);
    const planState = { ...board.planState, versions: board.planState.versions.slice(0, 1) };
    const kept = buildReport(overview, { ...context, board: { ...board, planState } });
    for (const text of [visible(renderHtml(kept)), renderMarkdown(kept)])
      expect(text).toContain('It was not changed after a look.');
  });

  test('latency ratios stand paired beside as if unpaired, and each request’s own ratio with its bounds', () => {
    expect(markdown).toContain('| P50 of the requests | 1.05× | 1.04× … 1.06× | 1.03× … 1.07× | 9,500 |');
    expect(markdown).toContain(
      '| Median of the requests’ own ratios | 1.04× | 1.03× … 1.05× | (only paired) | 9,500 |',
    );
    expect(visible(html)).toContain('P50 of the requests 1.05× 1.04× … 1.06× 1.03× … 1.07× 9,500');
    expect(visible(html)).toContain(
      'Median of the requests’ own ratios 1.04× 1.03× … 1.05× only paired 9,500',
    );
  });

  test('where a trait flips stands worse beside better, and the groups with what is elsewhere add up to the whole', () => {
    expect(markdown).toContain('| Refusals by `lang` (p = 0.0002) | 11,700 | 61 (0.52 %) | 12 (0.10 %) |');
    expect(markdown).toContain('| · `lang = de` | 840 | 42 (5.00 %) | 5 (0.60 %) |');
    expect(markdown).toContain('| · elsewhere | 10,860 | 19 (0.17 %) | 7 (0.06 %) |');
    expect(visible(html)).toContain('· lang = de 840 42 5.00 % 5 0.60 %');
  });

  test('where neither answer is better, a group’s flips are new or gone and not called worse', () => {
    const { n, rows, shifts } = fixtureLedger();
    const ledger = { n, shifts, rows: rows.map((row) => ({ ...row, worse: null })) };
    expect(renderMarkdown(buildReport(overview, { ...context, ledger }))).toContain(
      '| · `lang = de` | 840 | (42 new) (5.00 %) | (5 gone) (0.60 %) |',
    );
  });

  test('where losing the trait is worse, the flips that lost it stand first', () => {
    const { n, rows, shifts } = fixtureLedger();
    const ledger = { n, shifts, rows: rows.map((row) => ({ ...row, worse: 'prodOnly' as const })) };
    expect(renderMarkdown(buildReport(overview, { ...context, ledger }))).toContain(
      '| · `lang = de` | 840 | 5 (0.60 %) | 42 (5.00 %) |',
    );
  });

  test('a report of an older Gnomon, without these parts, opens and prints neither table', () => {
    const old = JSON.parse(renderJson(model));
    delete old.board.latency;
    for (const row of old.ledger.rows) delete row.where;
    const text = renderMarkdown(parseReport(JSON.stringify(old)));
    expect(text).toMatch(/\| Refusals \|.*\| 61 \| 12 \|/);
    expect(text).not.toMatch(/as if unpaired|Where it happens/);
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
