import { fork, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { LogRef } from '@core/model/api';

const MAIN = resolve('out/main/index.js');
const PRELOAD = resolve('out/preload/index.cjs');
const REGISTER = resolve('test/fakes/electron/register.mjs');
const DOOR = 'gnomon:door';
const OUR_TOP_FRAME = { url: 'app://gnomon/', top: true };
const LOG_RECORD = '{"request_id":"1","prod_response":"a","shadow_response":"a"}\n';

interface Recorded {
  sandboxed: boolean;
  schemes: { scheme: string; privileges: Record<string, boolean> }[];
  doors: string[];
  windows: {
    options: Record<string, unknown>;
    url: string;
    status: number | null;
    shown: boolean;
    focused: number;
  }[];
  menu: { label?: string }[];
  dialogs: { message?: string; detail?: string }[];
  openedExternally: string[];
  sent: { channel: string; data: [LogRef[]] }[];
  engineStarts: number;
  printed: { options: Record<string, unknown>; page: string }[];
}

/** The built main bundle, running under the fake electron; test/fakes/electron/control.mjs says what can be asked of it. */
class Shell {
  readonly exited: Promise<number | null>;
  readonly #child: ChildProcess;
  readonly #waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  #lastId = 0;

  constructor(folder: string, options: { argv?: string[]; env?: Record<string, string> } = {}) {
    const { argv = [], env = {} } = options;
    const home = { HOME: folder, XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder, XDG_STATE_HOME: folder };
    this.#child = fork(MAIN, argv, {
      execArgv: ['--import', REGISTER],
      env: { ...process.env, ...home, FAKE_ELECTRON_USER_DATA: folder, ...env },
      cwd: folder,
    });
    this.exited = new Promise((done) => this.#child.once('exit', done));
    this.#child.on('message', (message) => {
      const { id, result, error } = message as { id: number; result: unknown; error?: string };
      const waiting = this.#waiting.get(id);
      this.#waiting.delete(id);
      if (error === undefined) waiting?.resolve(result);
      else waiting?.reject(new Error(error));
    });
    this.#child.once('exit', (code) => {
      for (const { reject } of this.#waiting.values())
        reject(new Error(`The shell ended with code ${code}.`));
    });
  }

  ask<T>(operation: string, argument?: unknown): Promise<T> {
    const id = ++this.#lastId;
    return new Promise<T>((fulfil, reject) => {
      this.#waiting.set(id, { resolve: fulfil as (value: unknown) => void, reject });
      this.#child.send({ id, operation, argument });
    });
  }

  state = (): Promise<Recorded> => this.ask('state');

  /** The state once it satisfies a condition; a condition that never holds ends in the test's timeout. */
  async stateWhen(condition: (state: Recorded) => boolean): Promise<Recorded> {
    for (;;) {
      const state = await this.state();
      if (condition(state)) return state;
      await new Promise((done) => setTimeout(done, 20));
    }
  }

  shown = (): Promise<Recorded> => this.stateWhen(({ windows }) => windows[0]?.shown === true);

  kill(): void {
    this.#child.kill('SIGKILL');
  }
}

interface Answer {
  status: number;
  headers: Record<string, string>;
  body: string;
}

// One visible skip with its reason instead of a failure: the bundle is made by `npm run build`.
describe.skipIf(!existsSync(MAIN))(
  'the built shell under a fake electron (skipped without out/main/index.js)',
  () => {
    let folder: string;
    let log: string;
    const others: Shell[] = [];
    let shell: Shell;
    let atStart: Recorded;

    beforeAll(async () => {
      folder = mkdtempSync(join(tmpdir(), 'gnomon-shell-'));
      log = join(folder, 'log.jsonl');
      writeFileSync(log, LOG_RECORD);
      shell = new Shell(folder);
      atStart = await shell.shown();
    });
    afterEach(() => others.splice(0).forEach((other) => other.kill()));
    afterAll(() => {
      shell.kill();
      rmSync(folder, { recursive: true, force: true });
    });

    function another(options: ConstructorParameters<typeof Shell>[1]): Shell {
      const other = new Shell(folder, options);
      others.push(other);
      return other;
    }

    const fetch = (url: string, init: object = {}): Promise<Answer> => shell.ask('fetch', { url, ...init });

    test('shows one window on our page, in the sandbox, isolated, without Node', () => {
      expect(atStart.sandboxed).toBe(true);
      expect(atStart.windows.length).toBe(1);
      const { options, url, status } = atStart.windows[0]!;
      expect(url).toBe('app://gnomon/');
      expect(status).toBe(200);
      expect(options.show).toBe(false);
      expect(options).toMatchObject({ minWidth: 1024, minHeight: 640 });
      expect(options.webPreferences).toMatchObject({
        preload: PRELOAD,
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        nodeIntegrationInWorker: false,
        nodeIntegrationInSubFrames: false,
        webSecurity: true,
        allowRunningInsecureContent: false,
        webviewTag: false,
      });
      expect(options.webPreferences).not.toHaveProperty('enableBlinkFeatures');
      expect(options.webPreferences).not.toHaveProperty('experimentalFeatures');
    });

    test('the scheme is secure and may neither bypass the CSP nor be reached from other origins', () => {
      expect(atStart.schemes.map(({ scheme }) => scheme)).toEqual(['app']);
      const { privileges } = atStart.schemes[0]!;
      expect(privileges).toMatchObject({ standard: true, secure: true, supportFetchAPI: true });
      expect(privileges.bypassCSP).toBeFalsy();
      expect(privileges.corsEnabled).toBeFalsy();
      expect(privileges.allowServiceWorkers).toBeFalsy();
    });

    test('the page comes from the engine with a CSP that lets no foreign script, frame or form in', async () => {
      const page = await fetch('app://gnomon/');
      expect(page.headers['content-type']).toContain('text/html');
      const csp = page.headers['content-security-policy'] ?? '';
      expect(csp).toContain("default-src 'none'");
      expect(csp).toMatch(/script-src 'self'( 'wasm-unsafe-eval')?;/);
      expect(csp).not.toContain("'unsafe-eval'");
      for (const directive of ['base-uri', 'form-action', 'frame-ancestors', 'object-src'])
        expect(csp).toContain(`${directive} 'none'`);
    });

    test('the API answers over the bridge', async () => {
      const state = await fetch('app://gnomon/api/state');
      expect(state.status).toBe(200);
      expect(JSON.parse(state.body)).toMatchObject({ host: 'electron' });
    });

    test('a report as PDF is printed by the shell, in a hidden window that runs no script', async () => {
      const { body } = await fetch('app://gnomon/api/example', { method: 'POST' });
      const { workspace } = JSON.parse(body) as { workspace: string };
      const report = `app://gnomon/api/workspaces/${workspace}/report`;
      const pdf = await fetch(`${report}?format=pdf`);
      expect(pdf.headers['content-type']).toBe('application/pdf');
      const { printed, windows } = await shell.state();
      expect(pdf.body).toBe(`%PDF of ${printed[0]?.page.length} characters`);
      expect(printed[0]?.page).toContain('NOT ENOUGH DATA');
      expect(printed[0]?.options).toMatchObject({ preferCSSPageSize: true, printBackground: true });
      const { options, url } = windows.at(-1)!;
      expect(options.webPreferences).toMatchObject({
        sandbox: true,
        javascript: false,
        nodeIntegration: false,
      });
      expect(options.show).toBe(false);
      expect(existsSync(new URL(url)), 'the page is removed after printing').toBe(false);
      const markdown = await fetch(`${report}?format=md`);
      expect(markdown.headers['content-type']).toContain('text/markdown');
    });

    test.each([
      ['app://gnomon/..%2f..%2fpackage.json', {}, 400],
      ['app://gnomon/%2e%2e%5cmain%5cindex.js', {}, 400],
      ['app://elsewhere/', {}, 404],
      ['app://gnomon.evil.example/', {}, 404],
      ['app://gnomon/', { method: 'POST', body: 'x' }, 405],
    ])('%s %j is refused', async (url, init, status) => {
      expect((await fetch(url, init)).status).toBe(status);
    });

    test('an unknown file is 404, not the page', async () => {
      expect((await fetch('app://gnomon/assets/nothing-here.js')).status).toBe(404);
    });

    test('there is one door, and it is shut for foreign and nested frames', async () => {
      expect(atStart.doors).toEqual([DOOR]);
      for (const frame of [
        { url: 'https://evil.example/', top: true },
        { url: 'app://gnomon.evil.example/', top: true },
        { url: 'app://gnomon/', top: false },
        null,
      ]) {
        const attempt = shell.ask('invoke', { channel: DOOR, message: { type: 'pick-logs' }, frame });
        await expect(attempt).rejects.toThrow('Refused');
      }
    });

    test('dropped logs are known to the engine by id, and are imported over the bridge', async () => {
      const drop = (path: string) =>
        shell.ask<{ result: { logs: LogRef[] } }>('invoke', {
          channel: DOOR,
          message: { type: 'register-dropped', paths: [path] },
          frame: OUR_TOP_FRAME,
        });
      const post = (url: string, logs: readonly LogRef[]) =>
        fetch(url, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ logs: logs.map(({ id }) => id) }),
        });

      const { logs } = (await drop(log)).result;
      expect(logs).toEqual([{ id: expect.any(String), name: 'log.jsonl', size: LOG_RECORD.length }]);
      expect(logs[0]!.id).not.toContain(folder);
      const events = (await post('app://gnomon/api/import', logs)).body.trimEnd().split('\n');
      expect(JSON.parse(events.at(-1)!)).toMatchObject({ type: 'done', imported: { pairs: 1 } });

      const missing = (await drop(join(folder, 'missing.jsonl'))).result.logs;
      const inspected = await post('app://gnomon/api/inspect', missing);
      expect(inspected.status).toBe(404);
      expect(inspected.body).toContain('missing.jsonl');
    });

    test.each([
      ['a keychain', {}, 'os-keychain', 'gnomon/judge-secrets.sealed.json'],
      // Electron's fallback encrypts with a password that stands in its source.
      ['basic_text alone', { FAKE_ELECTRON_KEYRING: 'basic_text' }, 'file', 'gnomon/judge-secrets.json'],
    ])('keeps the keys of judges with %s, and gives none back to the page', async (_, env, kept, file) => {
      if (kept === 'file' && process.platform !== 'linux') return;
      const other = another({ env });
      await other.shown();
      const call = (url: string, init: object = {}): Promise<Answer> => other.ask('fetch', { url, ...init });
      const stored = await call('app://gnomon/api/judge/secret', {
        method: 'PUT',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ provider: 'anthropic', baseUrl: null, secret: 'sk-ant-0123456789' }),
      });
      expect(stored.status).toBe(204);
      const settings = await call('app://gnomon/api/judge/settings');
      expect(JSON.parse(settings.body)).toMatchObject({ secrets: kept });
      expect(JSON.parse(settings.body).providers[1]).toMatchObject({ provider: 'anthropic', key: kept });
      expect(settings.body).not.toContain('0123456789');
      const text = readFileSync(join(folder, file), 'utf8');
      expect(text.includes('sk-ant-0123456789')).toBe(kept === 'file');
    });

    test('logs picked in the dialog come back to the page; cancelling gives none', async () => {
      const pick = () =>
        shell.ask<{ result: { logs: LogRef[] } }>('invoke', {
          channel: DOOR,
          message: { type: 'pick-logs' },
          frame: OUR_TOP_FRAME,
        });
      expect((await pick()).result).toEqual({ logs: [] });
      await shell.ask('answer', { openFiles: [log] });
      expect((await pick()).result.logs.map(({ name }) => name)).toEqual(['log.jsonl']);
      await shell.ask('answer', { openFiles: [] });
    });

    test('a folder that is no model is refused in words; cancelling the dialog gives none', async () => {
      const pick = () =>
        shell.ask<{ result: unknown }>('invoke', {
          channel: DOOR,
          message: { type: 'pick-model-folder' },
          frame: OUR_TOP_FRAME,
        });
      expect((await pick()).result).toEqual({ model: null });
      await shell.ask('answer', { openFiles: [dirname(log)] });
      expect((await pick()).result).toMatchObject({
        error: expect.stringContaining('config.json is missing') as string,
      });
      await shell.ask('answer', { openFiles: [] });
    });

    test('logs from the menu, of a second instance and of open-file reach the open window', async () => {
      await shell.ask('answer', { openFiles: [log] });
      await shell.ask('clickMenu', { menu: 'File', item: 'Open logs…' });
      await shell.stateWhen(({ sent }) => sent.length === 1);
      await shell.ask('answer', { openFiles: [] });
      await shell.ask('secondInstance', { data: { logs: [log] } });
      await shell.stateWhen(({ sent }) => sent.length === 2);
      await shell.ask('openFile', { path: log });
      const { sent, windows } = await shell.stateWhen((state) => state.sent.length === 3);
      for (const { channel, data } of sent) {
        expect(channel).toBe('gnomon:open-logs');
        expect(data[0].map(({ name }) => name)).toEqual(['log.jsonl']);
      }
      // The window that printed a report was never shown.
      expect(windows.filter(({ shown }) => shown).length).toBe(1);
      expect(windows[0]!.focused).toBe(2);
    });

    test('a second instance with odd data only brings the window to the front', async () => {
      const before = await shell.state();
      await shell.ask('secondInstance', { data: { logs: 7 } });
      const after = await shell.stateWhen(({ windows }) => windows[0]!.focused > before.windows[0]!.focused);
      expect(after.sent.length).toBe(before.sent.length);
    });

    test.each(['will-navigate', 'will-redirect', 'will-frame-navigate'])(
      '%s leads nowhere else',
      async (event) => {
        const prevented = async (url: string) =>
          (await shell.ask<{ prevented: boolean }>('navigate', { event, url })).prevented;
        for (const url of [
          'https://example.com/',
          'file:///etc/passwd',
          'app://elsewhere/',
          'javascript:1',
          'x',
        ])
          expect(await prevented(url)).toBe(true);
        expect(await prevented('app://gnomon/#/overview')).toBe(false);
      },
    );

    test('no webview can be attached', async () => {
      const attempt = { event: 'will-attach-webview', url: 'app://gnomon/' };
      expect(await shell.ask('navigate', attempt)).toEqual({ prevented: true });
    });

    test('no window opens; https links go to the browser only after the user agreed', async () => {
      const open = (url: string) => shell.ask('windowOpen', { url });
      const before = (await shell.state()).dialogs.length;
      for (const url of [
        'http://a.example/',
        'file:///etc/passwd',
        'smb://a/b',
        'https://user@a.example/',
        'app://gnomon/',
      ])
        expect(await open(url)).toEqual({ action: 'deny' });
      expect((await shell.state()).dialogs.length).toBe(before);

      expect(await open('https://refused.example/')).toEqual({ action: 'deny' });
      await shell.ask('answer', { button: 0 });
      expect(await open('https://agreed.example/a?b')).toEqual({ action: 'deny' });
      const { dialogs, openedExternally } = await shell.stateWhen(
        (state) => state.openedExternally.length > 0,
      );
      expect(dialogs.slice(before).map(({ detail }) => detail)).toEqual([
        'https://refused.example/',
        'https://agreed.example/a?b',
      ]);
      expect(openedExternally).toEqual(['https://agreed.example/a?b']);
    });

    test('every permission and device is denied, but to copy and to tell on the desktop', async () => {
      const denied = ['clipboard-read', 'media', 'geolocation', 'openExternal', 'fileSystem', 'hid'];
      for (const permission of denied)
        expect(await shell.ask('permission', { permission })).toEqual({
          checked: false,
          requested: false,
          device: false,
        });
      for (const permission of ['clipboard-sanitized-write', 'notifications'])
        expect(await shell.ask('permission', { permission })).toEqual({
          checked: true,
          requested: true,
          device: false,
        });
    });

    test('the native menu has few entries', () => {
      const labels = atStart.menu.map(({ label }) => label).filter(Boolean);
      expect(labels).toEqual(['File', 'Edit', 'View', 'Help']);
    });

    test('an engine crash is a clear 503 for what waits; the next request starts it again', async () => {
      const before = (await shell.state()).engineStarts;
      const lost = await shell.ask<Answer>('fetchWhileCrashing', { url: 'app://gnomon/api/state' });
      expect(lost.status).toBe(503);
      expect(JSON.parse(lost.body)).toMatchObject({
        kind: 'internal',
        details: { remedy: expect.any(String) },
      });
      expect((await fetch('app://gnomon/api/state')).status).toBe(200);
      expect((await shell.state()).engineStarts).toBe(before + 1);
    });

    test('a second instance hands over and ends without a window', async () => {
      const second = another({ argv: [log], env: { FAKE_ELECTRON_SECOND_INSTANCE: '1' } });
      expect(await second.exited).toBe(0);
    });

    test('quitting closes the engine, remembers the window and ends; the next start has the same bounds', async () => {
      const first = another({});
      await first.shown();
      await first.ask('setBounds', { x: 40, y: 30, width: 1300, height: 700 });
      await first.ask('quit');
      expect(await first.exited).toBe(0);
      const next = another({});
      const { windows } = await next.shown();
      expect(windows[0]!.options).toMatchObject({ x: 40, y: 30, width: 1300, height: 700 });
    });
  },
);

describe.skipIf(!existsSync(PRELOAD))('the built preload (skipped without out/preload/index.cjs)', () => {
  type Listener = (event: unknown, logs: LogRef[]) => void;

  interface Bridge {
    pickLogs(): Promise<LogRef[]>;
    registerDropped(files: File[]): Promise<LogRef[]>;
    onOpenLogs(listener: (logs: LogRef[]) => void): () => void;
  }

  /** Runs the preload as a sandbox does: one CommonJS file that can require electron and nothing else. */
  function load(reply: unknown = { logs: [] }) {
    const worlds: Record<string, unknown> = {};
    const invoked: unknown[][] = [];
    const listeners: Listener[] = [];
    const electron = {
      contextBridge: { exposeInMainWorld: (name: string, api: unknown) => (worlds[name] = api) },
      ipcRenderer: {
        invoke: async (...args: unknown[]) => {
          invoked.push(args);
          return reply;
        },
        on: (_channel: string, listener: Listener) => listeners.push(listener),
      },
      webUtils: { getPathForFile: ({ name }: File) => (name === 'unsaved' ? '' : `/logs/${name}`) },
    };
    const require = (name: string): unknown => {
      if (name !== 'electron') throw new Error(`A sandboxed preload cannot require ${name}.`);
      return electron;
    };
    new Function('require', 'exports', 'module', readFileSync(PRELOAD, 'utf8'))(require, {}, { exports: {} });
    const emit = (logs: LogRef[]): void =>
      listeners.forEach((listener) => listener({ sender: 'secret' }, logs));
    return { worlds, gnomon: worlds.gnomon as Bridge, invoked, emit };
  }

  const ref = (id: string): LogRef => ({ id, name: id, size: 1 });

  test('exposes exactly four functions and nothing of Electron', () => {
    const { worlds, gnomon } = load();
    expect(Object.keys(worlds)).toEqual(['gnomon']);
    expect(Object.keys(gnomon).toSorted()).toEqual([
      'onOpenLogs',
      'pickLogs',
      'pickModelFolder',
      'registerDropped',
    ]);
    for (const exposed of Object.values(gnomon)) expect(exposed).toBeTypeOf('function');
  });

  test('asks through the one door, with paths for dropped files', async () => {
    const { gnomon, invoked } = load({ logs: [ref('a')] });
    expect(await gnomon.pickLogs()).toEqual([ref('a')]);
    await gnomon.registerDropped([new File(['x'], 'a.jsonl')]);
    expect(invoked).toEqual([
      [DOOR, { type: 'pick-logs' }],
      [DOOR, { type: 'register-dropped', paths: ['/logs/a.jsonl'] }],
    ]);
  });

  test('tells failures in words for the user', async () => {
    const { gnomon, invoked } = load({ error: 'No such file. Where: a.jsonl.' });
    await expect(gnomon.pickLogs()).rejects.toThrow('No such file. Where: a.jsonl.');
    const asked = invoked.length;
    await expect(gnomon.registerDropped([new File(['x'], 'unsaved')])).rejects.toThrow(
      'unsaved is not a file',
    );
    expect(invoked.length).toBe(asked);
  });

  test('gives listeners the logs only, keeps what came before the first one, and can stop', () => {
    const { gnomon, emit } = load();
    const heard: unknown[][] = [];
    emit([ref('early')]);
    const stop = gnomon.onOpenLogs((...args) => heard.push(args));
    emit([ref('later')]);
    stop();
    emit([ref('after')]);
    expect(heard).toEqual([[[ref('early')]], [[ref('later')]]]);
  });
});
