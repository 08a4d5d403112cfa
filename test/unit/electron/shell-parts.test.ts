import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { handleAppScheme } from '../../../src-main/electron/app-protocol';
import { openDoor } from '../../../src-main/electron/door';
import { logArguments } from '../../../src-main/electron/log-arguments';
import { menuTemplate } from '../../../src-main/electron/menu';
import { isOurs } from '../../../src-main/electron/origin';
import { readWindowBounds, writeWindowBounds } from '../../../src-main/electron/window-bounds';

describe('our own addresses', () => {
  test.each(['app://gnomon/', 'app://gnomon/index.html?x#y', 'APP://gnomon/'])('%s', (address) => {
    expect(isOurs(address)).toBe(true);
  });

  // Each of these passes a careless check by prefix, suffix or inclusion.
  test.each([
    'app://gnomon.evil.example/',
    'app://evil/app://gnomon/',
    'app://gnomon@evil/',
    'app://user@gnomon/',
    'app://gnomon:81/',
    'https://gnomon/',
    'https://evil.example/?app://gnomon/',
    'file:///app://gnomon/',
    'about:blank',
    'data:text/html,app://gnomon/',
    'javascript:alert(1)',
    'app:',
    '',
  ])('not %s', (address) => {
    expect(isOurs(address)).toBe(false);
  });
});

describe('the app: scheme', () => {
  type Handler = (request: Request) => Promise<Response>;

  function install(): Handler {
    let installed: Handler | undefined;
    const protocol = { handle: (_scheme: string, handler: Handler) => void (installed = handler) };
    handleAppScheme(protocol as unknown as Electron.Protocol, async () => new Response('answer'));
    return installed!;
  }

  const handler = install();

  test.each([
    ['GET', '/'],
    ['HEAD', '/assets/index-1a2b.js'],
    ['POST', '/api/import'],
    ['DELETE', '/api/recent/a..b'],
    ['GET', '/api/workspaces/1/rejects?code=..%2F'],
  ])('%s %s reaches the engine', async (method, path) => {
    const response = await handler(new Request(`app://gnomon${path}`, { method }));
    expect(response.status).toBe(200);
  });

  test.each([
    ['GET', 'app://gnomon/..%2f..%2fetc/passwd', 400],
    ['GET', 'app://gnomon/assets/%2e%2e%5csecret', 400],
    ['GET', 'app://gnomon/a%00.html', 400],
    ['GET', 'app://gnomon/%zz', 400],
    ['GET', 'app://elsewhere/index.html', 404],
    ['GET', 'app://gnomon:80/index.html', 404],
    ['POST', 'app://gnomon/index.html', 405],
    ['PUT', 'app://gnomon/index.html', 405],
    ['PATCH', 'app://gnomon/api/logs', 405],
  ])('%s %s is refused', async (method, url, status) => {
    expect((await handler(new Request(url, { method }))).status).toBe(status);
  });
});

describe('the door', () => {
  type Listener = (event: unknown, data: unknown) => unknown;

  const asked: string[][] = [];
  let listener: Listener = () => undefined;
  openDoor({ handle: (_channel: string, given: Listener) => void (listener = given) } as never, {
    pickLogs: async () => ({ logs: [] }),
    pickModelFolder: async () => ({ model: { id: 'folder-1' } }),
    registerLogs: async (paths) => {
      asked.push(paths);
      return { logs: [] };
    },
  });
  const top = { senderFrame: { url: 'app://gnomon/', parent: null } };

  test('lets our page through', async () => {
    expect(await listener(top, { type: 'pick-logs' })).toEqual({ logs: [] });
    await listener(top, { type: 'register-dropped', paths: ['/logs/a.jsonl'] });
    expect(asked).toEqual([['/logs/a.jsonl']]);
    expect(await listener(top, { type: 'pick-model-folder' })).toEqual({ model: { id: 'folder-1' } });
  });

  test.each([
    ['a foreign page', { url: 'https://evil.example/', parent: null }],
    ['a frame within our page', { url: 'app://gnomon/', parent: {} }],
    ['a frame that is gone', null],
  ])('refuses %s', (_name, senderFrame) => {
    expect(() => listener({ senderFrame }, { type: 'pick-logs' })).toThrow('Refused');
  });

  test.each([
    [undefined],
    ['pick-logs'],
    [{ type: 'read-file', path: '/etc/passwd' }],
    [{ type: 'pick-logs', paths: ['/a'] }],
    [{ type: 'pick-model-folder', path: '/a' }],
    [{ type: 'register-dropped' }],
    [{ type: 'register-dropped', paths: 'a' }],
    [{ type: 'register-dropped', paths: [''] }],
    [{ type: 'register-dropped', paths: ['relative.jsonl'] }],
    [{ type: 'register-dropped', paths: [{ toString: 1 }] }],
    [{ type: 'register-dropped', paths: ['/' + 'a'.repeat(5000)] }],
    [{ type: 'register-dropped', paths: Array(1001).fill('/a') }],
  ])('refuses %j', (data) => {
    const before = asked.length;
    expect(() => listener(top, data)).toThrow();
    expect(asked.length).toBe(before);
  });
});

describe('logs on the command line', () => {
  test.each([
    [['gnomon', 'a.jsonl', '/b.csv'], false, ['/cwd/a.jsonl', '/b.csv']],
    [['electron', '.', 'a.jsonl'], true, ['/cwd/a.jsonl']],
    // Playwright starts Electron this way; the app's own path must not be taken for a log.
    [['electron', '--inspect=0', '--remote-debugging-port=0', 'out/main/index.js', 'a'], true, ['/cwd/a']],
    [['gnomon'], false, []],
  ])('%j (unpackaged: %s)', (argv, unpackaged, expected) => {
    expect(logArguments({ argv, unpackaged, cwd: '/cwd' })).toEqual(expected);
  });
});

describe('remembered window bounds', () => {
  const folder = mkdtempSync(join(tmpdir(), 'gnomon-bounds-'));
  const file = join(folder, 'window.json');
  const screen = [{ x: 0, y: 0, width: 1920, height: 1080 }];
  const bounds = { x: 100, y: 50, width: 1200, height: 800, maximized: false };

  afterAll(() => rmSync(folder, { recursive: true }));

  test('come back as they were written, with nothing left beside them', () => {
    writeWindowBounds(file, { ...bounds, maximized: true });
    writeWindowBounds(file, bounds);
    expect(readWindowBounds(file, screen)).toEqual(bounds);
    expect(readdirSync(folder)).toEqual(['window.json']);
  });

  test('are forgotten when their screen is gone (the window would open out of sight)', () => {
    writeWindowBounds(file, { ...bounds, x: 2000 });
    expect(readWindowBounds(file, screen)).toBeNull();
    expect(readWindowBounds(file, [...screen, { x: 1920, y: 0, width: 1920, height: 1080 }])).not.toBeNull();
  });

  test.each([
    '',
    '{',
    'null',
    '[]',
    '{"x":0}',
    '{"x":"0","y":0,"width":1200,"height":800,"maximized":false}',
  ])('a damaged file (%j) means the default size, not a crash at start', (text) => {
    writeFileSync(file, text);
    expect(readWindowBounds(file, screen)).toBeNull();
  });

  test('bounds that cannot be written leave the old ones whole', () => {
    writeWindowBounds(file, bounds);
    expect(() => writeWindowBounds(join(folder, 'gone', 'window.json'), bounds)).toThrow('ENOENT');
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(bounds);
  });
});

describe('the menu', () => {
  const roles = (dev: boolean, mac = false) =>
    menuTemplate({ dev, mac, openLogs: () => undefined })
      .flatMap(({ submenu }) => (Array.isArray(submenu) ? submenu : []))
      .map(({ role }) => role);

  test('offers reload and developer tools only in development', () => {
    expect(roles(true)).toContain('reload');
    expect(roles(true)).toContain('toggleDevTools');
    expect(roles(false)).not.toContain('reload');
    expect(roles(false)).not.toContain('toggleDevTools');
  });

  test('has the edit commands everywhere (without them macOS cannot copy and paste)', () => {
    expect(roles(false, true)).toEqual(expect.arrayContaining(['cut', 'copy', 'paste', 'selectAll']));
  });
});
