import { BrowserWindow, nativeTheme, screen } from 'electron';
import { START_URL } from './origin';
import { MIN_HEIGHT, MIN_WIDTH, readWindowBounds, writeWindowBounds } from './window-bounds';

const DEFAULT_SIZE = { width: 1440, height: 900 };
const BACKGROUND = { light: '#ffffff', dark: '#16181d' };

/** Opens the window, where it last was; it shows once its page is drawn. */
export function openMainWindow(options: {
  preload: string;
  boundsFile: string;
  dev: boolean;
}): BrowserWindow {
  const { preload, boundsFile, dev } = options;
  const workAreas = screen.getAllDisplays().map((display) => display.workArea);
  const { maximized, ...bounds } = readWindowBounds(boundsFile, workAreas) ?? {
    ...DEFAULT_SIZE,
    maximized: false,
  };
  const window = new BrowserWindow({
    ...bounds,
    minWidth: MIN_WIDTH,
    minHeight: MIN_HEIGHT,
    show: false,
    title: 'Gnomon',
    backgroundColor: nativeTheme.shouldUseDarkColors ? BACKGROUND.dark : BACKGROUND.light,
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      // Chromium would fetch the dictionaries from the network.
      spellcheck: false,
      devTools: dev,
    },
  });
  if (maximized) window.maximize();
  window.once('ready-to-show', () => window.show());
  window.on('close', () => rememberBounds(window, boundsFile));
  void window.loadURL(START_URL);
  return window;
}

function rememberBounds(window: BrowserWindow, file: string): void {
  try {
    writeWindowBounds(file, { ...window.getNormalBounds(), maximized: window.isMaximized() });
  } catch (error) {
    // A full disk must not keep the window from closing.
    console.error('The window bounds were not saved:', error);
  }
}
