import { buildReport } from '@core/report/build-report';
import { renderHtml } from '@core/report/render-html';
import { parseReport, renderJson } from '@core/report/render-json';
import { renderMarkdown } from '@core/report/render-markdown';
import { describe, expect, test } from 'vitest';
import { emptyOverview, goodOverview } from './fixture-overview';
import { HOSTILE, hostileContext, hostileOverview } from './hostile-overview';
import { reportContext } from './report-context';

const context = reportContext();
const hostile = buildReport(hostileOverview(), hostileContext());
const html = renderHtml(hostile);
const markdown = renderMarkdown(hostile);

// What a browser or terminal would act on: ESC and the other controls, text direction, invisible characters.
// oxlint-disable-next-line no-control-regex -- finding them is the point
const ACTIVE = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069]/;

const TAGS =
  'html head meta title style body main header footer p span b h1 h2 h3 bdi dl dt dd div code pre table caption thead tbody tr th td figure figcaption svg desc g path circle rect line text polygon'.split(
    ' ',
  );
const ATTRIBUTES =
  'lang charset http-equiv content name class scope colspan aria-hidden aria-label role viewBox width height x y x1 x2 y1 y2 cx cy r d points text-anchor'.split(
    ' ',
  );

/** Start tags outside comments as a browser's tokenizer finds them, with their attribute names. */
function startTags(page: string): { tag: string; attributes: string[] }[] {
  const body = page.replace(/<style>[^]*?<\/style>/, '<style></style>');
  return [...body.matchAll(/<([a-z][a-z0-9]*)((?:\s+[^\s=>/]+(?:="[^"]*")?)*)\s*\/?>/gi)].map(
    ([, tag = '', rest = '']) => ({
      tag: tag.toLowerCase(),
      attributes: [...rest.matchAll(/\s([^\s=>/]+)="[^"]*"/g)].map(([, name = '']) => name),
    }),
  );
}

describe('HTML', () => {
  test('hostile texts bring no element and no attribute into the page', () => {
    const tags = startTags(html);
    expect(tags.map(({ tag }) => tag).filter((tag) => !TAGS.includes(tag))).toEqual([]);
    expect(tags.flatMap(({ attributes }) => attributes).filter((name) => !ATTRIBUTES.includes(name))).toEqual(
      [],
    );
    // Every "<" that is no part of a tag found above would be one that the tokenizer above overlooked.
    const body = html.replace(/<style>[^]*?<\/style>/, '<style></style>');
    expect(body.match(/<(?!\/)/g)).toHaveLength(tags.length + 1);
  });

  test.each([
    ['good', buildReport(goodOverview(), context)],
    ['empty', buildReport(emptyOverview(), context)],
    ['hostile', hostile],
  ])('the %s page runs nothing and loads nothing', (_, model) => {
    const page = renderHtml(model);
    expect(page).not.toMatch(/<script|<link|<iframe|<img|<object|<embed|<base|<form/i);
    expect(page).not.toMatch(/\s(?:src|href|srcset|action|on[a-z]+|style|xlink:href)\s*=\s*"/i);
    const [style = ''] = /<style>[^]*<\/style>/.exec(page) ?? [];
    expect(style).not.toMatch(/url\(|@import|https?:/);
    expect(page.match(/<\/style>/g)).toHaveLength(1);
    expect(page).toContain(
      `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:"`,
    );
    // The policy must stand before anything that it is to govern.
    expect(page.indexOf('Content-Security-Policy')).toBeLessThan(page.indexOf('<style>'));
  });

  test('controls, escape sequences and turned text are shown as what they are', () => {
    expect(html).not.toMatch(ACTIVE);
    expect(html).toContain('␛[31mred');
    expect(html).toContain('safe⟨U+202E⟩gnp.exe');
  });

  test('names from a log are set apart, so that right-to-left names cannot reorder a row', () => {
    const good = goodOverview();
    const model = buildReport({ ...good, workspace: { ...good.workspace, name: 'שלום' } }, context);
    expect(renderHtml(model)).toContain('<h1><bdi>שלום</bdi></h1>');
  });
});

describe('Markdown', () => {
  const withoutCode = markdown
    .replace(/^(`{3,})\n[^]*?\n\1$/gm, '')
    .replace(/(?<![\\`])(`+)(?!`)[^]*?(?<!`)\1(?!`)/g, '');

  test('outside of code nothing hostile is markup: no HTML, link, picture or mention', () => {
    expect(withoutCode).not.toMatch(/<[a-z/!]/i);
    expect(withoutCode).not.toMatch(/(?<!\\)\]\(/);
    expect(withoutCode).not.toMatch(/(?<!\\)\*\*bold/);
    expect(withoutCode).not.toMatch(/@everyone|https?:\/\/|#1\b/);
    expect(withoutCode).not.toMatch(/^# heading/m);
  });

  test('controls and turned text are shown as what they are', () => {
    expect(markdown).not.toMatch(ACTIVE);
  });

  test('a “|” or a line break in a name does not add a cell or a row to a table', () => {
    const tables = markdown.split('\n\n').filter((block) => block.startsWith('| '));
    expect(tables.length).toBeGreaterThan(6);
    const uneven = tables.filter((table) => {
      const cells = table.split('\n').map((row) => row.split(/(?<!\\)\|/).length);
      return new Set(cells).size !== 1;
    });
    expect(uneven).toEqual([]);
  });
});

test('a name of a thousand characters is clipped, and prose of any length is not', () => {
  const long = 'x'.repeat(1000);
  const good = goodOverview();
  const model = buildReport({ ...good, workspace: { ...good.workspace, name: long } }, context);
  const prose = model.methods.map(({ text }) => text).toSorted((a, b) => b.length - a.length);
  for (const text of [renderHtml(model), renderMarkdown(model)]) {
    expect(text).not.toContain('x'.repeat(300));
    expect(text.replace(/\s+/g, ' ')).toContain(prose[0]);
  }
});

describe('JSON', () => {
  const json = renderJson(hostile);

  test('keeps hostile texts as data, with nothing that acts on a terminal', () => {
    expect(json).not.toMatch(ACTIVE);
    expect(parseReport(json).quality.notes.map(({ message }) => message)).toEqual(HOSTILE);
  });

  test('survives the round trip byte by byte, and the model survives whole', () => {
    expect(renderJson(parseReport(json))).toBe(json);
    expect(parseReport(json)).toEqual(hostile);
  });
});
