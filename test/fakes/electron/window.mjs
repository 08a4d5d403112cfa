import { EventEmitter } from 'node:events';
import { readFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { app, cancellable } from './app.mjs';
import { pageFetch } from './protocol.mjs';
import { record } from './record.mjs';

class WebContents extends EventEmitter {
  loading = false;
  page = '';
  destroyed = false;
  windowOpenHandler = () => ({ action: 'allow' });

  isDestroyed = () => this.destroyed;
  isLoadingMainFrame = () => this.loading;
  setWindowOpenHandler = (handler) => (this.windowOpenHandler = handler);
  send = (channel, ...data) => record.sent.push({ channel, data });
  printToPDF = async (options) => {
    const { page } = this;
    record.printed.push({ options, page });
    return Buffer.from(`%PDF of ${page.length} characters`);
  };
}

export class BrowserWindow extends EventEmitter {
  webContents = new WebContents();
  #bounds;
  #record;

  constructor(options) {
    app.mustBeReady('new BrowserWindow');
    super();
    const { x = 0, y = 0, width, height } = options;
    this.#bounds = { x, y, width, height };
    this.#record = { options, url: null, status: null, shown: false, maximized: false, focused: 0 };
    record.windows.push(this.#record);
    app.windows.add(this);
    app.emit('web-contents-created', cancellable(), this.webContents);
  }

  async loadURL(url) {
    this.webContents.loading = true;
    this.#record.url = url;
    const response = await pageFetch(url);
    await response.arrayBuffer();
    this.#record.status = response.status;
    this.webContents.loading = false;
    this.webContents.emit('did-finish-load');
    this.emit('ready-to-show');
  }

  async loadFile(path) {
    this.#record.url = pathToFileURL(path).href;
    this.webContents.page = await readFile(path, 'utf8');
  }

  destroy() {
    this.webContents.destroyed = true;
    this.emit('closed');
    app.windowClosed(this);
  }

  show = () => (this.#record.shown = true);
  focus = () => (this.#record.focused += 1);
  maximize = () => (this.#record.maximized = true);
  isMaximized = () => this.#record.maximized;
  isMinimized = () => false;
  isDestroyed = () => this.webContents.destroyed;
  getNormalBounds = () => this.#bounds;
  setBounds = (bounds) => (this.#bounds = bounds);

  close() {
    this.emit('close', cancellable());
    this.webContents.destroyed = true;
    this.emit('closed');
    app.windowClosed(this);
  }
}
