import type { LogRef } from '@core/model/api';

/** The one channel on which the page may ask the shell for something. */
export const DOOR = 'gnomon:door';

/** The one channel on which the shell tells the page something: LogRef[] to open. */
export const OPEN_LOGS = 'gnomon:open-logs';

/** What may come through the door. */
export type DoorMessage =
  | { type: 'pick-logs' }
  | { type: 'pick-model-folder' }
  | { type: 'register-dropped'; paths: string[] };

/** The answer: the logs that the engine now knows, or why there are none, as a paragraph for the user. */
export type DoorReply = { logs: LogRef[] } | { error: string };

/** The answer to `pick-model-folder`: the model that is known now, null when the dialog was cancelled. */
export type ModelReply = { model: { id: string } | null } | { error: string };
