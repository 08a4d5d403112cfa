import { isAbsolute } from 'node:path';
import type { IpcMain, WebFrameMain } from 'electron';
import * as v from 'valibot';
import { DOOR, type DoorReply, type ModelReply } from '../preload/channels';
import { isOurs } from './origin';

const MAX_DROPPED = 1000;
const MAX_PATH_LENGTH = 4096;

const logPath = v.pipe(v.string(), v.maxLength(MAX_PATH_LENGTH), v.check(isAbsolute, 'Not a file on disk'));

const doorMessage = v.variant('type', [
  v.strictObject({ type: v.literal('pick-logs') }),
  v.strictObject({ type: v.literal('pick-model-folder') }),
  v.strictObject({
    type: v.literal('register-dropped'),
    paths: v.pipe(v.array(logPath), v.maxLength(MAX_DROPPED)),
  }),
]);

/** Opens the one door from page to shell. Throws at messages from frames that are not ours or of another form. */
export function openDoor(
  ipcMain: IpcMain,
  actions: {
    pickLogs(): Promise<DoorReply>;
    registerLogs(paths: string[]): Promise<DoorReply>;
    pickModelFolder(): Promise<ModelReply>;
  },
): void {
  ipcMain.handle(DOOR, (event, data: unknown) => {
    if (!isOurTopFrame(event.senderFrame)) throw new Error('Refused: not a page of Gnomon.');
    const message = v.parse(doorMessage, data);
    if (message.type === 'pick-logs') return actions.pickLogs();
    if (message.type === 'pick-model-folder') return actions.pickModelFolder();
    return actions.registerLogs(message.paths);
  });
}

function isOurTopFrame(frame: WebFrameMain | null): boolean {
  return frame !== null && frame.parent === null && isOurs(frame.url);
}
