import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { finished } from 'node:stream/promises';
import type { Writable } from 'node:stream';
import { exportPairs } from '@core/engine/export-pairs';
import type { ExportFormat } from '@core/model/api/explore';
import { formatCount } from '@core/model/format';
import { diskError } from '../adapters/workspace/disk';
import type { GnomonEngine } from '../engine/gnomon-engine';
import { ROW_ENCODERS } from '../engine/row-encoders';

export interface ExportFlags {
  format: ExportFormat;
  columns?: string;
  filter?: string[];
  out: string;
}

/** `gnomon export`: one row a pair, streamed to a file (written aside and renamed) or, with `--out -`, to stdout. */
export async function exportCommand(
  workspace: string,
  flags: ExportFlags,
  engine: GnomonEngine,
): Promise<void> {
  const columns = flags.columns?.split(',').map((name) => name.trim());
  const rows = await engine.withWorkspace(resolve(workspace), async (db, store) => {
    const chunks = exportPairs(
      (use) => use(db, store),
      { ...(columns && { columns }), which: { filters: flags.filter ?? [] } },
      ROW_ENCODERS[flags.format].open(),
    );
    if (flags.out === '-') return writeAll(chunks, process.stdout);
    return writeFile(chunks, resolve(flags.out));
  });
  process.stderr.write(`${formatCount(rows)} pairs exported\n`);
}

async function writeFile(chunks: AsyncGenerator<Uint8Array, number>, path: string): Promise<number> {
  const temporary = `${path}.${randomBytes(4).toString('hex')}.tmp`;
  const stream = createWriteStream(temporary, { flush: true });
  const done = finished(stream);
  // Awaited below; without this an early failure counts as unhandled while the first rows are still read.
  done.catch(() => {});
  try {
    const rows = await writeAll(chunks, stream);
    stream.end();
    await done;
    await rename(temporary, path);
    return rows;
  } catch (error) {
    stream.destroy();
    await rm(temporary, { force: true });
    throw diskError(error, path);
  }
}

async function writeAll(chunks: AsyncGenerator<Uint8Array, number>, stream: Writable): Promise<number> {
  let next = await chunks.next();
  for (; !next.done; next = await chunks.next()) {
    if (!stream.write(next.value)) await once(stream, 'drain');
  }
  return next.value;
}
