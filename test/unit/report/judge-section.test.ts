import { trustReport } from '@core/judge/trust/trust-report';
import { formatPercent } from '@core/model/format';
import { buildReport } from '@core/report/build-report';
import { renderHtml } from '@core/report/render-html';
import { parseReport, renderJson } from '@core/report/render-json';
import { renderMarkdown } from '@core/report/render-markdown';
import { describe, expect, test } from 'vitest';
import { judged } from '../judge/trust/trust-pairs';
import { goodOverview } from './fixture-overview';
import { reportContext } from './report-context';

const pairs = Array.from({ length: 120 }, (_, seq) =>
  judged(seq, seq % 3 === 0 ? ['prod', null] : seq % 2 === 0 ? ['shadow', 'shadow'] : ['prod', 'shadow'], {
    human: seq % 5 === 0 ? 'shadow' : null,
  }),
);
const trust = trustReport({
  config: 'abc123',
  judge: 'gpt-x <script>alert(1)</script>',
  arms: { prod: 'claude-a', shadow: 'gpt-b' },
  pairs,
  scan: null,
  level: 0.95,
  threshold: 0.5,
});
const model = buildReport(goodOverview(), reportContext({ judge: trust }));

describe('the judge in a report', () => {
  test('every figure stands with its bounds and n in HTML and Markdown', () => {
    for (const text of [renderHtml(model), renderMarkdown(model)]) {
      for (const { label, figure } of model.judge!.figures) {
        expect(text).toContain(label);
        expect(text).toContain(formatPercent(figure.value));
        expect(text).toContain(`${formatPercent(figure.lower)} … ${formatPercent(figure.upper)}`);
      }
      expect(text).toContain('40 further pairs were asked and gave no verdict');
      expect(text).toContain('of the same family');
    }
  });

  test('survives JSON and back', () => {
    expect(parseReport(renderJson(model)).judge).toEqual(model.judge);
  });

  test('a judge’s name is text, whatever it holds', () => {
    expect(renderHtml(model)).not.toContain('<script>alert');
  });

  test('says nothing of a judge where nothing was judged', () => {
    const without = buildReport(goodOverview(), reportContext());
    expect(without.judge).toBeNull();
    expect(renderMarkdown(without)).not.toContain('strict rule');
  });
});
