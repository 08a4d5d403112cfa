import { appendFile, mkdtemp, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Spill } from '@core/ports/spill';
import { diskError } from './disk';

/** What the names of spill folders begin with; one that a crash left behind is removed by the next import. */
export const SPILL_PREFIX = 'join-';

/** A spill in a private folder inside the workspace: the texts in it are as confidential as the workspace's own. */
export async function openSpill(workspace: string): Promise<Spill> {
  const folder = await mkdtemp(join(workspace, SPILL_PREFIX)).catch((error: unknown) => {
    throw diskError(error, workspace);
  });
  const written = new Set<number>();
  const path = (partition: number): string => join(folder, `${partition}.jsonl`);
  return {
    async append(partition, lines) {
      written.add(partition);
      await appendFile(path(partition), lines.join(''), { mode: 0o600 }).catch((error: unknown) => {
        throw diskError(error, folder);
      });
    },
    async *read(partition) {
      if (!written.has(partition)) return;
      const file = await open(path(partition));
      for await (const line of file.readLines()) yield line;
    },
    dispose: () => rm(folder, { recursive: true, force: true }),
  };
}
