/** A fake `electron`: as much of its API as Gnomon's shell uses. An import of anything else fails when the bundle loads. */
import { app } from './app.mjs';
import { listen } from './control.mjs';
import { answers, record } from './record.mjs';

export { app };
export { protocol } from './protocol.mjs';
export { BrowserWindow } from './window.mjs';
export { MessageChannelMain } from './ports.mjs';
export { utilityProcess } from './utility-process.mjs';
export { ipcMain, session } from './handlers.mjs';

export const Menu = {
  buildFromTemplate: (template) => template,
  setApplicationMenu: (menu) => (record.menu = menu),
};

export const dialog = {
  async showOpenDialog(...args) {
    record.dialogs.push(args.at(-1));
    return { canceled: answers.openFiles.length === 0, filePaths: answers.openFiles };
  },
  async showMessageBox(...args) {
    record.dialogs.push(args.at(-1));
    return { response: answers.button };
  },
};

export const shell = {
  openExternal: async (url) => void record.openedExternally.push(url),
};

/** A keychain that only turns texts round; without one, Electron on Linux reports `basic_text`. */
export const safeStorage = {
  isAsyncEncryptionAvailable: async () => true,
  getSelectedStorageBackend: () => process.env.FAKE_ELECTRON_KEYRING ?? 'gnome_libsecret',
  encryptStringAsync: async (text) => Buffer.from([...text].toReversed().join('')),
  decryptStringAsync: async (sealed) => ({
    shouldReEncrypt: false,
    result: [...sealed.toString()].toReversed().join(''),
  }),
};

export const nativeTheme = { shouldUseDarkColors: false };

export const screen = {
  getAllDisplays: () => [{ workArea: { x: 0, y: 0, width: 1920, height: 1080 } }],
};

listen();
