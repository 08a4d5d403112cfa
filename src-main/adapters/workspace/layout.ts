import { join } from 'node:path';
import type { ManifestSegment } from '@core/model/workspace';

export const MANIFEST_FILE = 'workspace.json';
export const REJECTS_FILE = 'rejects.jsonl';
export const SEGMENTS_FOLDER = 'segments';

/** Arrow IPC streams: `pairs` holds the numbers, `texts` the prompts and outputs of the same rows. */
export function segmentPath(workspace: string, name: string, part: 'pairs' | 'texts'): string {
  return join(workspace, SEGMENTS_FOLDER, `${name}.${part}.arrows`);
}

/** The base name of a segment by its number. Numbers are not used again: what is cached under a name stays true. */
export function segmentName(number: number): string {
  return String(number).padStart(6, '0');
}

/** The highest number in use; 0 when there is none. A merged segment has a higher one than those behind it. */
export function lastNumber(segments: readonly ManifestSegment[]): number {
  return segments.reduce((most, { name }) => Math.max(most, Number(name)), 0);
}
