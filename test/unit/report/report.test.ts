import { decide } from '@core/decision/decide';
import { AppError } from '@core/model/app-error';
import { VERDICT_LABEL } from '@core/model/decision';
import { formatCount } from '@core/model/format';
import type { Overview } from '@core/model/overview';
import { buildReport } from '@core/report/build-report';
import { boundsFigure, criterionFigure } from '@core/report/figures';
import { renderHtml } from '@core/report/render-html';
import { parseReport, renderJson } from '@core/report/render-json';
import { renderMarkdown } from '@core/report/render-markdown';
import type { ReportModel } from '@core/report/report-model';
import { describe, expect, test } from 'vitest';
import { emptyOverview, goodOverview } from './fixture-overview';
import { reportContext } from './report-context';
import { visible } from './visible';

const context = reportContext();
const good = buildReport(goodOverview(), context);
const empty = buildReport(emptyOverview(), context);

/** The good overview decided by the real rule, from its evidence. */
function decided(): Overview {
  const overview = goodOverview();
  return { ...overview, decision: decide(overview.evidence, overview.plan) };
}

describe('figures', () => {
  test.each(good.decision.criteria.map((result) => [result.id, result] as const))(
    '%s: estimate, bounds, n and verdict stand in HTML, Markdown and JSON',
    (id, result) => {
      const shown = [
        criterionFigure(result, result.estimate),
        boundsFigure(result),
        formatCount(result.n),
        VERDICT_LABEL[result.verdict],
      ];
      const row = renderMarkdown(good)
        .split('\n')
        .find((line) => line.startsWith(`| ${result.label} `));
      const body = (renderHtml(good).match(/<tr class="figures">[^]*?<\/tbody>/g) ?? []).find((part) =>
        visible(part).trim().startsWith(result.label),
      );
      for (const text of shown) {
        expect(row).toContain(text);
        expect(visible(body ?? '')).toContain(text);
      }
      const parsed = parseReport(renderJson(good)).decision.criteria.find((other) => other.id === id);
      expect(parsed).toEqual(result);
    },
  );

  test('what was not measured is a dash in every row, never 0', () => {
    const rows = renderHtml(empty).match(/<tr class="figures">[^]*?<\/tr>/g) ?? [];
    expect(rows).toHaveLength(5);
    for (const part of rows) {
      expect(visible(part)).toMatch(/NOT ENOUGH DATA — — not measured 0 — $/);
    }
    const tables = renderMarkdown(empty);
    const labels = ['P50', 'P95', 'mean', 'Tokens in, mean', 'Cost per answer', 'Output length, P50'];
    for (const label of labels) expect(tables).toContain(`| ${label} | — | — | — | 0 |`);
    expect(tables).not.toMatch(/NaN|undefined|null\b|Infinity|(?<![\d.])0 %|\\\$0\b|0 ms/);
  });

  test('an unbounded bound reads ∞, not “not measured”', () => {
    const overview = goodOverview();
    const criteria = overview.decision.criteria.map((result) =>
      result.id === 'latency_p95_ratio' ? { ...result, upper: Infinity } : result,
    );
    const model = buildReport({ ...overview, decision: { ...overview.decision, criteria } }, context);
    expect(renderMarkdown(model)).toContain('1.10× … ∞');
    expect(visible(renderHtml(model))).toContain('1.10× … ∞');
  });
});

describe('sentences', () => {
  test('say what was compared, what decides and what is unknown', () => {
    expect(good.sentences[0]).toContain('assist-small-2026-02, run in shadow');
    expect(good.sentences[0]).toContain('11,968 of 12,000 requests');
    expect(good.sentences[1]).toBe('4 of 5 required criteria pass and none fails; a GO needs all of them.');
    expect(good.sentences[2]).toContain('judge win rate of shadow (about 619 more judged pairs');
  });

  test('a NO-GO names the criterion and the bound that proves it', () => {
    const overview = goodOverview();
    const criteria = overview.decision.criteria.map((result) =>
      result.id === 'latency_p95_ratio'
        ? { ...result, estimate: 1.31, lower: 1.24, upper: 1.38, verdict: 'NO-GO' as const }
        : result,
    );
    const decision = { ...overview.decision, verdict: 'NO-GO' as const, criteria };
    expect(buildReport({ ...overview, decision }, context).sentences[1]).toBe(
      'Latency P95 (shadow / production) is 1.31× and with 95 % confidence at least 1.24×, where below 1.20× is required.',
    );
  });

  test('a criterion that is not required neither decides nor counts as open', () => {
    const overview = goodOverview();
    const criteria = overview.decision.criteria.map((result) =>
      result.id === 'win_rate' ? { ...result, required: false } : result,
    );
    const decision = { ...overview.decision, verdict: 'GO' as const, criteria };
    const [, decides, unknown] = buildReport({ ...overview, decision }, context).sentences;
    expect(decides).toContain('All 4 required criteria pass');
    expect(unknown).not.toContain('win rate');
  });
});

describe('one document in two renderings', () => {
  test('HTML and Markdown have the same sections, tables and figures in the same order', () => {
    for (const model of [good, empty]) {
      const markdown = renderMarkdown(model);
      const page = visible(renderHtml(model));
      const headings = [...markdown.matchAll(/^## \d+\. (.*)$/gm)].map(([, title = '']) => title);
      expect(headings.slice(0, 2)).toEqual(['Latency', 'Who failed']);
      headings.forEach((title, index) => expect(page).toContain(` ${index + 1} ${title} `));
      const numbered = /(?:Figure|Table) \d+\./g;
      expect(page.match(numbered)).toEqual(markdown.match(numbered));
    }
  });

  test('the verdict is not said twice at the top', () => {
    expect(renderMarkdown(good)).toContain('\n**4 of 5 criteria pass; win rate has not been measured.**\n');
    expect(renderHtml(good)).toContain('<p class="summary">4 of 5 criteria pass;');
  });

  test('every source is named with its whole SHA-256, and so are plan, version and command', () => {
    for (const text of [renderHtml(good), renderMarkdown(good)]) {
      for (const { file, sha256 } of good.sources) {
        expect(text).toContain(file);
        expect(text).toContain(sha256);
      }
      expect(text).toContain(context.command);
      expect(text).toContain('Gnomon 0.1.0');
    }
  });

  test('Markdown contains no HTML', () => {
    expect(renderMarkdown(good)).not.toMatch(/<[a-z/!]/i);
  });

  test('damaged parts and tolerated damage are said, with their counts', () => {
    expect(renderMarkdown(empty)).toContain('| `000001` | checksum differs | 512 |');
    expect(renderMarkdown(good)).toContain('| 3 | 4,127 |');
  });

  test('errors by kind beyond the eighth are summed, not dropped', () => {
    const overview = goodOverview();
    const errorKinds = Array.from({ length: 11 }, (_, index) => ({
      kind: `kind ${index}`,
      count: 20 - index,
    }));
    const prod = { ...overview.metrics.prod, errorKinds };
    const shadow = { ...overview.metrics.shadow, errorKinds: [] };
    const model = buildReport({ ...overview, metrics: { ...overview.metrics, prod, shadow } }, context);
    expect(renderMarkdown(model)).toContain(`| 3 other kinds | ${12 + 11 + 10} | 0 |`);
  });
});

describe('JSON', () => {
  test.each([
    ['good', good],
    ['empty', empty],
  ] as const)('the %s report comes back byte by byte', (_, model) => {
    const json = renderJson(model);
    const parsed = parseReport(json);
    expect(parsed).toEqual(model);
    expect(renderJson(parsed)).toBe(json);
    expect(renderHtml(parsed)).toBe(renderHtml(model));
  });

  test('the order of keys does not depend on who built the model', () => {
    const shuffled = Object.fromEntries(Object.entries(good).toReversed()) as unknown as ReportModel;
    expect(renderJson(shuffled)).toBe(renderJson(good));
  });

  test('+Infinity (a timeout decides the order statistic) survives; JSON alone would make it null', () => {
    expect(good.evidence.latency.shadow?.upper).toBe(Infinity);
    expect(parseReport(renderJson(good)).evidence.latency.shadow?.upper).toBe(Infinity);
  });

  test('the decision can be computed again from the report’s own evidence and plan', () => {
    const model = buildReport(decided(), context);
    const { evidence, plan, decision } = parseReport(renderJson(model));
    expect(decide(evidence, plan)).toEqual(decision);
    expect(decision.criteria.find(({ id }) => id === 'error_rate')?.estimate).not.toBeNull();
  });

  test.each([
    ['{', 'not valid JSON'],
    ['[]', 'not a report'],
    ['{"format":"gnomon-report","version":3}', 'not a report'],
    [renderJson(good).replace('"pairs": 12000', '"pairs": "many"'), 'not a report'],
    [renderJson(good).replace('"verdict": "GO"', '"verdict": "MAYBE"'), 'not a report'],
  ])('refuses other text with an error for people: %.40s', (text, message) => {
    expect(() => parseReport(text)).toThrow(AppError);
    expect(() => parseReport(text)).toThrow(message);
  });

  test('an error names the field', () => {
    const text = renderJson(good).replace('"pairs": 12000', '"pairs": "many"');
    expect(() => parseReport(text)).toThrow(
      expect.objectContaining({
        kind: 'bad-data',
        details: expect.objectContaining({ where: 'field pairs' }),
      }),
    );
  });
});

test('the methods carry the parameters that were in force, not the defaults', () => {
  const overview = goodOverview();
  const { criteria } = overview.plan;
  const plan = {
    ...overview.plan,
    level: 0.975,
    missingShadow: 'excluded' as const,
    criteria: {
      ...criteria,
      error_rate: { margin: 0.005, required: true },
      latency_p95_ratio: { threshold: 1.35, required: false },
    },
  };
  const text = renderMarkdown(buildReport({ ...overview, plan }, context));
  expect(text).toContain('level of each one-sided bound: 97.5 %');
  expect(text).toContain('threshold: below 1.35× · required for GO: no');
  expect(text).toContain('margin: +0.50 pp (non-inferiority)');
  expect(text).toContain('requests without a shadow answer: are left out');
});
