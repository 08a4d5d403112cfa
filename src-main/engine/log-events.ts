import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { LogEvent } from '@core/model/api/watch';

interface Seen {
  /** Device and number of the file; null while there is none. */
  key: string | null;
  size: number;
}

/** Tells what happens to logs beside growing. The first look tells nothing but what is missing. */
export function watchPlaces(paths: readonly string[]): (now: number) => Promise<LogEvent[]> {
  const seen = new Map<string, Seen>();
  return async (now) => {
    const events: LogEvent[] = [];
    for (const path of paths) {
      const before = seen.get(path) ?? null;
      const present = await lookAt(path);
      seen.set(path, present);
      const what = changeOf(before, present);
      if (what !== null) events.push({ at: now, log: basename(path), what });
    }
    return events;
  };
}

function changeOf(before: Seen | null, present: Seen): LogEvent['what'] | null {
  if (present.key === null) return before === null || before.key !== null ? 'gone' : null;
  if (before === null) return null;
  if (before.key === null) return 'back';
  if (before.key !== present.key) return 'rotated';
  return present.size < before.size ? 'cut' : null;
}

async function lookAt(path: string): Promise<Seen> {
  try {
    const info = await stat(path, { bigint: true });
    // A folder's own size says nothing of its logs.
    return { key: `${info.dev}:${info.ino}`, size: info.isDirectory() ? 0 : Number(info.size) };
  } catch {
    return { key: null, size: 0 };
  }
}
