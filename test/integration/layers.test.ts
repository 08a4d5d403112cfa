import { execFile } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Rule → a module and an import in it that the rule forbids. */
const FORBIDDEN: readonly (readonly [rule: string, module: string, imported: string])[] = [
  ['core-knows-no-platform', 'src-core/stats/reads-files.ts', 'node:fs'],
  ['core-knows-only-itself', 'src-core/stats/uses-main.ts', '../../src-main/host/server'],
  ['core-uses-only-pure-libraries', 'src-core/stats/draws.ts', 'react'],
  ['core-imports-itself-by-relative-path', 'src-core/stats/by-alias.ts', '@core/model/base'],
  ['core-model-is-the-base', 'src-core/model/uses-stats.ts', '../stats/mean'],
  ['core-ports-know-only-the-model', 'src-core/ports/uses-stats.ts', '../stats/mean'],
  ['core-folders-stand-apart', 'src-core/import/decides.ts', '../decision/decide'],
  ['core-folders-stand-apart', 'src-core/decision/runs-engine.ts', '../engine/run'],
  ['core-report-uses-plots', 'src-core/report/decides.ts', '../decision/decide'],
  ['core-stats-know-only-the-model', 'src-core/stats/asks-sql.ts', '../sql/query'],
  ['core-sql-knows-model-and-ports', 'src-core/sql/counts.ts', '../stats/mean'],
  ['main-knows-no-renderer', 'src-main/host/draws.ts', '../../src-renderer/shared/button'],
  ['hosts-call-only-the-engine', 'src-main/cli/decides.ts', '@core/decision/decide'],
  ['adapters-know-no-host', 'src-main/adapters/serves.ts', '../host/server'],
  ['electron-only-in-the-shell', 'src-main/host/opens-window.ts', 'electron'],
  ['shell-only-behind-its-entry', 'src-main/cli/uses-shell.ts', '../electron/shell'],
  ['renderer-knows-no-main', 'src-renderer/shared/uses-main.ts', '../../src-main/host/server'],
  ['renderer-knows-no-node', 'src-renderer/shared/reads-files.ts', 'node:path'],
  ['renderer-uses-only-pure-core', 'src-renderer/shared/runs-engine.ts', '@core/engine/run'],
  ['features-stand-apart', 'src-renderer/features/import/peeks.ts', '../overview/page'],
  ['features-know-no-app', 'src-renderer/features/import/uses-app.ts', '../../app/app'],
  ['shared-knows-no-feature', 'src-renderer/shared/uses-feature.ts', '../features/overview/page'],
  ['no-tests-or-tools-in-the-product', 'src-main/host/uses-test.ts', '../../test/helper'],
  ['no-development-packages-in-the-product', 'src-main/host/uses-tool.ts', 'fast-check'],
  ['no-undeclared-packages', 'src-main/host/undeclared.ts', 'acorn'],
  ['no-unresolvable-imports', 'src-main/host/nowhere.ts', './not-there'],
  ['no-cycles', 'src-main/host/itself.ts', './itself'],
];

/** Imports that the layers are meant to allow. */
const ALLOWED: readonly (readonly [module: string, imported: string])[] = [
  ['src-core/model/base.ts', 'valibot'],
  ['src-core/stats/mean.ts', '../model/base'],
  ['src-core/sql/query.ts', '../model/base'],
  ['src-core/plots/curve.ts', 'd3-scale'],
  ['src-core/decision/decide.ts', '../stats/mean'],
  ['src-core/report/page.ts', '../plots/curve'],
  ['src-core/engine/run.ts', '../decision/decide'],
  ['src-main/host/server.ts', '@core/engine/run'],
  ['src-main/electron/shell.ts', 'electron'],
  ['src-main/adapters/store.ts', 'node:fs'],
  ['src-renderer/shared/button.ts', 'react'],
  ['src-renderer/features/overview/page.ts', '@core/stats/mean'],
  ['src-renderer/app/app.ts', '../features/overview/page'],
  ['test/helper.ts', '@core/model/base'],
];

interface Violation {
  rule: { name: string };
  from: string;
}

describe('layer rules', () => {
  const tree = mkdtempSync(join(tmpdir(), 'gnomon-layers-'));
  let violations: Violation[];

  beforeAll(async () => {
    for (const [module, imported] of [...ALLOWED, ...FORBIDDEN.map((row) => [row[1], row[2]] as const)]) {
      mkdirSync(dirname(join(tree, module)), { recursive: true });
      writeFileSync(join(tree, module), `import '${imported}';\n`);
    }
    for (const file of ['package.json', 'tsconfig.base.json'])
      copyFileSync(join(ROOT, file), join(tree, file));
    symlinkSync(join(ROOT, 'node_modules'), join(tree, 'node_modules'), 'junction');
    violations = await cruise(tree);
  });

  afterAll(() => rmSync(tree, { recursive: true, force: true }));

  test.each(FORBIDDEN)('%s: %s may not import %s', (rule, module) => {
    const broken = violations.filter(({ from }) => from === module).map((violation) => violation.rule.name);
    expect(broken).toContain(rule);
  });

  test('a forbidden import breaks nothing elsewhere: imports that the layers allow stay silent', () => {
    const allowed = new Set(ALLOWED.map(([module]) => module));
    expect(violations.filter(({ from }) => allowed.has(from))).toEqual([]);
  });

  test('no rule stands without an import that it forbids', () => {
    const config = createRequire(import.meta.url)('../../.dependency-cruiser.cjs') as {
      forbidden: { name: string }[];
    };
    expect([...new Set(FORBIDDEN.map(([rule]) => rule))].toSorted()).toEqual(
      config.forbidden.map(({ name }) => name).toSorted(),
    );
  });
});

/** Runs dependency-cruiser with the project's rules in another tree. It exits with the number of violations. */
function cruise(cwd: string): Promise<Violation[]> {
  const program = join(ROOT, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
  const config = join(ROOT, '.dependency-cruiser.cjs');
  const args = [program, '--config', config, '--output-type', 'json', 'src-core', 'src-main', 'src-renderer'];
  return new Promise((done, fail) => {
    execFile(process.execPath, args, { cwd, maxBuffer: 64 * 2 ** 20 }, (error, stdout, stderr) => {
      if (stdout === '') fail(new Error(stderr || String(error)));
      else done((JSON.parse(stdout) as { summary: { violations: Violation[] } }).summary.violations);
    });
  });
}
