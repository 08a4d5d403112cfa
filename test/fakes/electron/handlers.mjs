import { record } from './record.mjs';

/** What the app under test has installed. */
export const handlers = { ipc: new Map(), permissionCheck: null, permissionRequest: null, device: null };

export const ipcMain = {
  handle(channel, handler) {
    handlers.ipc.set(channel, handler);
    record.doors.push(channel);
  },
};

export const session = {
  defaultSession: {
    setPermissionCheckHandler: (handler) => (handlers.permissionCheck = handler),
    setPermissionRequestHandler: (handler) => (handlers.permissionRequest = handler),
    setDevicePermissionHandler: (handler) => (handlers.device = handler),
  },
};
