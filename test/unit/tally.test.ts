import { expect, test } from 'vitest';
import { sum, summaryLine, tallyOf, tallyPlaywright } from '../../build/tally.mjs';

test('the last line names skips only when there are any', () => {
  expect(summaryLine({ passed: 3, failed: 0, skipped: [] })).toBe('3 passed, 0 failed');
  const skipped = [{ name: 'e2e in Electron', reason: 'no binary' }];
  expect(summaryLine(sum([tallyOf(true), tallyOf(false), { passed: 0, failed: 0, skipped }]))).toBe(
    '1 passed, 1 failed, 1 skipped',
  );
});

test('Playwright: nested skips keep their reason, and a spec that does not load is a failure', () => {
  const skippedTest = {
    projectName: 'web',
    status: 'skipped',
    annotations: [{ type: 'skip', description: 'no GPU' }],
  };
  const suites = [
    {
      title: 'overview.spec.ts',
      specs: [],
      suites: [{ title: 'charts', specs: [{ title: 'draws', tests: [skippedTest] }] }],
    },
  ];
  const stats = { expected: 2, flaky: 1, unexpected: 0, skipped: 1 };
  expect(tallyPlaywright({ stats, suites, errors: [{ message: 'SyntaxError' }] })).toEqual({
    passed: 3,
    failed: 1,
    skipped: [{ name: '[web] overview.spec.ts > charts > draws', reason: 'no GPU' }],
  });
});
