import { expect, test } from 'vitest';
import { humanWinRate } from '@core/decision/human-win-rate';
import type { HumanEvidence } from '@core/model/evidence';
import { buildReport } from '@core/report/build-report';
import { renderHtml } from '@core/report/render-html';
import { parseReport, renderJson } from '@core/report/render-json';
import { renderMarkdown } from '@core/report/render-markdown';
import { goodOverview } from './fixture-overview';
import { reportContext } from './report-context';

const evidence: HumanEvidence = {
  n: 120,
  mean: 0.55,
  sd: 0.4,
  m3: 0,
  unmeasured: 0,
  source: 'people',
  bothBad: 3,
  blind: 120,
};
const overview = goodOverview();
const labelled = buildReport(
  {
    ...overview,
    evidence: { ...overview.evidence, humanWinRate: evidence },
    human: humanWinRate(evidence, overview.plan),
  },
  reportContext(),
);

test('a report says what people prefer, with n, bounds and what is counted apart, beside the judge', () => {
  for (const text of [renderHtml(labelled), renderMarkdown(labelled)]) {
    expect(text).toContain('What people prefer');
    expect(text).toMatch(/Over 120 pairs that people labelled, the shadow wins 55\.0 %/);
    expect(text).toMatch(/95 % bounds 48\.9 % and 61\.1 %/);
    expect(text).toContain('3 pairs are labelled both bad');
  }
});

test('it is read back from JSON, so that it can be decided again', () => {
  const read = parseReport(renderJson(labelled));
  expect(read.human).toEqual(labelled.human);
  expect(read.evidence.humanWinRate).toEqual(evidence);
});

test('a report without labels says nothing of people', () => {
  const text = renderMarkdown(buildReport(overview, reportContext()));
  expect(text).not.toContain('What people prefer');
});
