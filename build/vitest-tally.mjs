import { writeFileSync } from 'node:fs';

/**
 * A Vitest reporter that writes a Tally to the file named by GNOMON_TALLY. Unlike Vitest's json reporter it keeps
 * the note of `ctx.skip('…')`; a test skipped by `test.skipIf` states its reason in its title.
 */
export default class VitestTally {
  /**
   * @param {readonly import('vitest/node').TestModule[]} modules
   * @param {readonly unknown[]} unhandledErrors
   */
  onTestRunEnd(modules, unhandledErrors) {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const brokenModules = modules.filter((module) => module.errors().length > 0).length;
    const brokenSuites = modules
      .flatMap((module) => [...module.children.allSuites()])
      .filter((suite) => suite.errors().length > 0).length;
    const tally = {
      passed: tests.filter((test) => test.result().state === 'passed').length,
      failed:
        tests.filter((test) => test.result().state === 'failed').length +
        brokenModules +
        brokenSuites +
        unhandledErrors.length,
      skipped: tests.filter((test) => test.result().state === 'skipped').map(skipOf),
    };
    writeFileSync(process.env['GNOMON_TALLY'] ?? 'test-results/tally.json', JSON.stringify(tally));
  }
}

/**
 * @param {import('vitest/node').TestCase} test
 * @returns {{ name: string, reason: string }}
 */
function skipOf(test) {
  const result = test.result();
  const note = 'note' in result ? result.note : undefined;
  return {
    name: `${test.module.relativeModuleId} > ${test.fullName}`,
    reason: note ?? 'its condition does not hold here, see the title',
  };
}
