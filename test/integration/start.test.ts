import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { buildReason } from '../../build/build-if-needed.mjs';
import { findElectron, obtainElectron, whyNoWindow } from '../../build/find-electron.mjs';
import { logsToOpen } from '../../build/start.mjs';

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'gnomon-start-'));
});

afterEach(() => rmSync(root, { recursive: true, force: true }));

/** Writes a file (and its folder) as it was saved `secondsAgo`. */
function put(path: string, { content = '', secondsAgo = 0 } = {}): void {
  const file = join(root, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
  const time = Date.now() / 1000 - secondsAgo;
  utimesSync(file, time, time);
  utimesSync(dirname(file), time, time);
}

describe('is a build needed', () => {
  beforeEach(() => {
    put('src-core/model/plan.ts', { secondsAgo: 100 });
    put('src-core/model/pair.ts', { secondsAgo: 100 });
    utimesSync(join(root, 'src-core'), Date.now() / 1000 - 100, Date.now() / 1000 - 100);
    put('package.json', { secondsAgo: 100 });
    put('out/main/cli.js', { secondsAgo: 50 });
    put('out/.built', { secondsAgo: 60 });
  });

  test('not when the build began after the last change', () => {
    expect(buildReason(root)).toBeNull();
  });

  test('when a source was saved after the build began, also if before it ended', () => {
    put('src-core/model/plan.ts', { secondsAgo: 55 });
    expect(buildReason(root)).toMatch(/^src-core\/model.* is newer than the build$/);
  });

  test('when a source was deleted, which leaves no newer file behind', () => {
    rmSync(join(root, 'src-core/model/pair.ts'));
    expect(buildReason(root)).toBe('src-core/model is newer than the build');
  });

  test('when dependencies changed', () => {
    put('package-lock.json', { secondsAgo: 1 });
    expect(buildReason(root)).toBe('package-lock.json is newer than the build');
  });

  test('when the stamp stands but the product was deleted', () => {
    rmSync(join(root, 'out/main/cli.js'));
    expect(buildReason(root)).toBe('there is no build yet');
  });

  test('on a fresh clone', () => {
    rmSync(join(root, 'out'), { recursive: true });
    expect(buildReason(root)).toBe('there is no build yet');
  });
});

describe('which Electron', () => {
  const name = 'electron';

  test('none after an install without scripts: the package is there, the binary is not', () => {
    put('node_modules/electron/package.json');
    expect(findElectron({ root, env: {} })).toBeNull();
  });

  test('none when path.txt points to a binary that was deleted', () => {
    put('node_modules/electron/path.txt', { content: name });
    expect(findElectron({ root, env: {} })).toBeNull();
  });

  test("the package's own binary", () => {
    put('node_modules/electron/path.txt', { content: name });
    put(`node_modules/electron/dist/${name}`);
    expect(findElectron({ root, env: {} })).toBe(join(root, 'node_modules/electron/dist', name));
  });

  test('a binary obtained otherwise goes before the own one and needs no path.txt', () => {
    put(`elsewhere/${name}`);
    const env = { ELECTRON_OVERRIDE_DIST_PATH: join(root, 'elsewhere') };
    expect(findElectron({ root, env })).toBe(join(root, 'elsewhere', name));
  });

  test('a failed download is remembered, so that the next start does not wait for the network', async () => {
    put('node_modules/electron/install.js', { content: `throw new Error('must not run');` });
    put('out/.no-electron', { secondsAgo: 3600 });
    const result = await obtainElectron({ root, env: {} });
    expect(result).toEqual({ reason: expect.stringContaining('within the last day') });
  });

  test('a download is tried again after a day, and its binary is used', async () => {
    put('node_modules/electron/install.js', {
      content: `const fs = require('node:fs');
        fs.mkdirSync(__dirname + '/dist');
        fs.writeFileSync(__dirname + '/dist/electron', '');
        fs.writeFileSync(__dirname + '/path.txt', 'electron');`,
    });
    put('out/.no-electron', { secondsAgo: 25 * 3600 });
    const result = await obtainElectron({ root, env: { ELECTRON_GET_USE_PROXY: '1' } });
    expect(result).toEqual({ binary: join(root, 'node_modules/electron/dist/electron') });
  });

  test('a failing download ends with a reason, not with an exception', async () => {
    put('node_modules/electron/install.js', { content: `console.error('TLS refused'); process.exit(1);` });
    const result = await obtainElectron({ root, env: { ELECTRON_GET_USE_PROXY: '1' } });
    expect(result).toEqual({ reason: expect.stringContaining('TLS refused') });
  });
});

describe('can a window be shown', () => {
  test('on Linux only with a display, and not for root', () => {
    const linux = { platform: 'linux' as const, root: false };
    expect(whyNoWindow({ ...linux, env: {} })).toBe('there is no display');
    expect(whyNoWindow({ ...linux, env: { WAYLAND_DISPLAY: 'wayland-0' } })).toBeNull();
    expect(whyNoWindow({ ...linux, env: { DISPLAY: ':0' }, root: true })).toMatch(/root/);
  });

  test('elsewhere always, unless GNOMON_NO_ELECTRON=1', () => {
    expect(whyNoWindow({ env: {}, platform: 'win32', root: false })).toBeNull();
    expect(whyNoWindow({ env: { GNOMON_NO_ELECTRON: '1' }, platform: 'win32', root: false })).toMatch(
      /GNOMON_NO_ELECTRON/,
    );
  });
});

describe('which logs', () => {
  test('the bundled example without arguments', () => {
    expect(logsToOpen({ args: [], from: root })).toEqual([
      expect.stringMatching(/support-assistant\.jsonl\.gz$/),
    ]);
  });

  test("a relative path is the user's, not the package's; a missing one stays as typed for the message", () => {
    put('logs/a.jsonl');
    expect(logsToOpen({ args: ['logs/a.jsonl', 'typo.jsonl'], from: root })).toEqual([
      join(root, 'logs/a.jsonl'),
      'typo.jsonl',
    ]);
  });
});
