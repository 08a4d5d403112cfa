import { EventEmitter } from 'node:events';
import { record } from './record.mjs';

/** Electron's app: lifecycle, with Electron's rules on what must happen before and after it is ready. */
class App extends EventEmitter {
  isPackaged = false;
  windows = new Set();
  #ready = false;
  #whenReady = new Promise((resolve) =>
    setImmediate(() => {
      this.#ready = true;
      this.emit('ready');
      resolve();
    }),
  );
  #quitting = false;

  isReady = () => this.#ready;
  whenReady = () => this.#whenReady;
  requestSingleInstanceLock = () => process.env.FAKE_ELECTRON_SECOND_INSTANCE === undefined;

  enableSandbox() {
    this.mustNotBeReady('app.enableSandbox');
    record.sandboxed = true;
  }

  getPath(name) {
    if (name !== 'userData') throw new Error(`The fake knows no path "${name}".`);
    return process.env.FAKE_ELECTRON_USER_DATA;
  }

  quit() {
    this.#quitting = true;
    for (const window of this.windows) window.close();
    const event = cancellable();
    this.emit('will-quit', event);
    // Electron would end these children unasked, with their workspaces open.
    if (!event.defaultPrevented) process.exit(record.enginesRunning === 0 ? 0 : 1);
  }

  windowClosed(window) {
    this.windows.delete(window);
    if (this.windows.size === 0 && !this.#quitting) this.emit('window-all-closed');
  }

  mustBeReady(what) {
    if (!this.#ready) throw new Error(`${what} was called before the app was ready.`);
  }

  mustNotBeReady(what) {
    if (this.#ready) throw new Error(`${what} was called after the app was ready.`);
  }
}

/** An event whose default can be prevented. */
export function cancellable(fields = {}) {
  return {
    ...fields,
    defaultPrevented: false,
    preventDefault() {
      this.defaultPrevented = true;
    },
  };
}

export const app = new App();
