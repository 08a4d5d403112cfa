import { decide } from '@core/decision/decide';
import { buildReport } from '@core/report/build-report';
import { renderJunit } from '@core/report/render-junit';
import { describe, expect, test } from 'vitest';
import { emptyOverview, goodOverview } from './fixture-overview';
import { hostileContext, hostileOverview } from './hostile-overview';
import { reportContext } from './report-context';

/** Names of the elements in order, with text of attributes; throws where the document is not well formed. */
function elements(xml: string): { tag: string; attributes: Record<string, string> }[] {
  const open: string[] = [];
  const closed: [opened: string | undefined, closed: string][] = [];
  const found: { tag: string; attributes: Record<string, string> }[] = [];
  const rest = xml.replace(
    /<(\/?)([a-z-]+)((?:\s[a-z-]+="[^"<]*")*)\s*(\/?)>/g,
    (_, end, tag, text, empty) => {
      if (end !== '') closed.push([open.pop(), tag]);
      else {
        const pairs = [...(text as string).matchAll(/\s([a-z-]+)="([^"]*)"/g)].map(([, name, value]) => [
          name,
          value,
        ]);
        found.push({ tag, attributes: Object.fromEntries(pairs) as Record<string, string> });
        if (empty === '') open.push(tag);
      }
      return '';
    },
  );
  expect(closed.filter(([opened, tag]) => opened !== tag)).toEqual([]);
  expect(open).toEqual([]);
  expect(rest.replace('<?xml version="1.0" encoding="UTF-8"?>', '')).not.toMatch(/[<>]|&(?!#\d+;)/);
  return found;
}

const outcomes = (xml: string) =>
  elements(xml)
    .map(({ tag }) => tag)
    .filter((tag) => ['failure', 'error', 'skipped'].includes(tag));

describe('JUnit XML', () => {
  test('what is not decided is an error and never passes', () => {
    const [suites] = elements(renderJunit(buildReport(emptyOverview(), reportContext())));
    expect(suites?.attributes).toMatchObject({ tests: '6', failures: '0', errors: '6', skipped: '0' });
  });

  test('a NO-GO is a failure; an informative criterion without GO is skipped and fails nothing', () => {
    const overview = goodOverview();
    const criteria = overview.decision.criteria.map((result) =>
      result.id === 'latency_p95_ratio'
        ? { ...result, verdict: 'NO-GO' as const }
        : { ...result, required: result.id !== 'win_rate' },
    );
    const decision = { ...overview.decision, verdict: 'NO-GO' as const, criteria };
    const xml = renderJunit(buildReport({ ...overview, decision }, reportContext()));
    expect(outcomes(xml)).toEqual(['failure', 'failure', 'skipped']);
    expect(xml).toContain('type="NO-GO"');
  });

  test('the counts of the suite are those of its cases, whatever the evidence decides', () => {
    const overview = goodOverview();
    const decided = { ...overview, decision: decide(overview.evidence, overview.plan) };
    const found = elements(renderJunit(buildReport(decided, reportContext())));
    const suite = found.find(({ tag }) => tag === 'testsuite')?.attributes;
    const of = (tag: string) => String(found.filter((element) => element.tag === tag).length);
    expect(suite).toMatchObject({
      tests: of('testcase'),
      failures: of('failure'),
      errors: of('error'),
      skipped: of('skipped'),
    });
  });

  test('hostile names stay text', () => {
    const tags = new Set(
      elements(renderJunit(buildReport(hostileOverview(), hostileContext()))).map(({ tag }) => tag),
    );
    expect([...tags].toSorted()).toEqual(
      ['error', 'properties', 'property', 'system-out', 'testcase', 'testsuite', 'testsuites'].toSorted(),
    );
  });
});
