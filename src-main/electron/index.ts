import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { app, ipcMain, Menu, protocol, session, type BrowserWindow } from 'electron';
import * as v from 'valibot';
import { handleAppScheme, registerAppScheme } from './app-protocol';
import { openDoor } from './door';
import { superviseEngine } from './engine';
import { confineContents, denyPermissions } from './harden';
import { logArguments } from './log-arguments';
import { openMainWindow } from './main-window';
import { menuTemplate } from './menu';
import { pickLogs, registerLogs, showLogs } from './open-logs';
import { printingReports } from './print-reports';
import { pickModelFolder } from './pick-model-folder';
import { spawnEngine } from './spawn-engine';

const bundled = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const mac = process.platform === 'darwin';
const dev = !app.isPackaged;
const secondInstance = v.object({ logs: v.array(v.string()) });

const logs = logArguments({ argv: process.argv, unpackaged: dev, cwd: process.cwd() });
const engineOptions = {
  logs,
  rendererDir: bundled('../renderer'),
  exampleLog: bundled('../../resources/example/support-assistant.jsonl.gz'),
};
const engine = superviseEngine({
  now: () => performance.now(),
  spawn: () => spawnEngine(bundled('engine-process.js'), engineOptions),
});
let window: BrowserWindow | null = null;

function mainWindow(): BrowserWindow {
  if (window !== null) return window;
  const boundsFile = join(app.getPath('userData'), 'window.json');
  window = openMainWindow({ preload: bundled('../preload/index.cjs'), boundsFile, dev });
  window.on('closed', () => (window = null));
  return window;
}

async function openLogs(paths: readonly string[]): Promise<void> {
  const target = mainWindow();
  if (target.isMinimized()) target.restore();
  target.focus();
  await showLogs(target, await registerLogs(engine, paths));
}

async function openPickedLogs(): Promise<void> {
  const target = mainWindow();
  await showLogs(target, await pickLogs(engine, target));
}

async function ready(): Promise<void> {
  await app.whenReady();
  denyPermissions(session.defaultSession);
  handleAppScheme(protocol, printingReports(engine.fetch));
  openDoor(ipcMain, {
    pickLogs: () => pickLogs(engine, mainWindow()),
    registerLogs: (paths) => registerLogs(engine, paths),
    pickModelFolder: () => pickModelFolder(engine, mainWindow()),
  });
  Menu.setApplicationMenu(
    Menu.buildFromTemplate(menuTemplate({ dev, mac, openLogs: () => void openPickedLogs() })),
  );
  mainWindow();
  app.on('activate', mainWindow);
}

function start(): void {
  app.enableSandbox();
  registerAppScheme(protocol);
  confineContents(app);
  app.on('open-file', (event, path) => {
    event.preventDefault();
    if (app.isReady()) void openLogs([path]);
    else logs.push(path);
  });
  app.on('second-instance', (_event, _argv, _cwd, data) => {
    const parsed = v.safeParse(secondInstance, data);
    void openLogs(parsed.success ? parsed.output.logs : []);
  });
  app.on('window-all-closed', () => mac || app.quit());
  let engineStopped = false;
  app.on('will-quit', (event) => {
    if (engineStopped) return;
    event.preventDefault();
    void engine.stop().finally(() => {
      engineStopped = true;
      app.quit();
    });
  });
  void ready();
}

if (app.requestSingleInstanceLock({ logs })) start();
else app.quit();
