import { join } from 'node:path';

export const MANIFEST_FILE = 'workspace.json';
export const REJECTS_FILE = 'rejects.jsonl';
export const SEGMENTS_FOLDER = 'segments';

/** Arrow IPC streams: `pairs` holds the numbers, `texts` the prompts and outputs of the same rows. */
export function segmentPath(workspace: string, name: string, part: 'pairs' | 'texts'): string {
  return join(workspace, SEGMENTS_FOLDER, `${name}.${part}.arrows`);
}
