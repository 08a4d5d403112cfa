import { rm, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { addressOf, serve } from './processes.mjs';

/**
 * Seconds to the Decide screen's board of a workspace, asked of the host as the page does: to the part with the criteria
 * and to the last one, right after a start, with the workspace loaded, and again from what was computed.
 */
export async function measureBoard({ cli, workspace, dataDir }) {
  const server = serve({ cli, workspace, dataDir });
  try {
    const address = new URL(await addressOf(server));
    const headers = { 'x-gnomon-token': /token=([^&]+)/.exec(address.hash)[1] };
    const { recent } = await (await fetch(new URL('/api/state', address), { headers })).json();
    const { id } = recent.find(({ path }) => path === workspace) ?? recent[0];
    const board = async () => {
      const from = performance.now();
      const { body } = await fetch(new URL(`/api/workspaces/${id}/board`, address), { headers });
      let first = null;
      for await (const chunk of body) {
        if (chunk.length > 0) first ??= (performance.now() - from) / 1000;
      }
      return { first, whole: (performance.now() - from) / 1000 };
    };
    await forget(workspace);
    const started = await board();
    await forget(workspace);
    const loaded = await board();
    return { started, loaded, again: await board() };
  } finally {
    server.kill('SIGTERM');
  }
}

/** Removes what was computed of earlier boards. */
async function forget(workspace) {
  const cache = join(workspace, 'cache');
  const files = await readdir(cache).catch(() => []);
  for (const file of files) if (file.startsWith('board-')) await rm(join(cache, file));
}
