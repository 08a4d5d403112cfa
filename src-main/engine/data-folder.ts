import { join } from 'node:path';
import envPaths from 'env-paths';

/** Gnomon's folder in the user's application data; `GNOMON_DATA_DIR` names another. */
export function dataFolder(): string {
  return process.env['GNOMON_DATA_DIR'] ?? envPaths('gnomon', { suffix: '' }).data;
}

export function workspacesFolder(): string {
  return join(dataFolder(), 'workspaces');
}

/** Downloaded encoders. */
export function modelsFolder(): string {
  return join(dataFolder(), 'models');
}
