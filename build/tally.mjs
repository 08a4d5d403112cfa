/**
 * What a rung of `npm test` counted. Every skip bears its reason.
 * @typedef {{ passed: number, failed: number, skipped: { name: string, reason: string }[] }} Tally
 */

/**
 * @param {boolean} ok
 * @returns {Tally} of one check
 */
export function tallyOf(ok) {
  return { passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: [] };
}

/**
 * @param {Tally[]} tallies
 * @returns {Tally}
 */
export function sum(tallies) {
  return {
    passed: tallies.reduce((total, tally) => total + tally.passed, 0),
    failed: tallies.reduce((total, tally) => total + tally.failed, 0),
    skipped: tallies.flatMap((tally) => tally.skipped),
  };
}

/**
 * The last line of `npm test`.
 * @param {Tally} tally
 * @returns {string} "N passed, N failed", with ", N skipped" when something was skipped
 */
export function summaryLine({ passed, failed, skipped }) {
  const line = `${passed} passed, ${failed} failed`;
  return skipped.length === 0 ? line : `${line}, ${skipped.length} skipped`;
}

/**
 * Reads the file that Playwright's json reporter wrote.
 * @param {any} report
 * @returns {Tally} errors outside of tests (a spec that does not load) count as one failure
 */
export function tallyPlaywright(report) {
  const { expected, flaky, unexpected } = report.stats;
  const skipped = report.suites.flatMap((/** @type {any} */ suite) => skippedIn(suite, suite.title));
  const broken = report.errors.length > 0 && unexpected === 0 ? 1 : 0;
  return { passed: expected + flaky, failed: unexpected + broken, skipped };
}

/**
 * @param {any} suite
 * @param {string} path titles down to the suite
 * @returns {{ name: string, reason: string }[]}
 */
function skippedIn(suite, path) {
  const own = (suite.specs ?? []).flatMap((/** @type {any} */ spec) =>
    spec.tests
      .filter((/** @type {any} */ test) => test.status === 'skipped')
      .map((/** @type {any} */ test) => ({
        name: `[${test.projectName}] ${path} > ${spec.title}`,
        reason:
          test.annotations.find((/** @type {any} */ note) => note.type === 'skip')?.description ??
          'no reason given',
      })),
  );
  const nested = (suite.suites ?? []).flatMap((/** @type {any} */ inner) =>
    skippedIn(inner, `${path} > ${inner.title}`),
  );
  return [...own, ...nested];
}
