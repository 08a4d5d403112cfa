import { once } from 'node:events';
import { resolve } from 'node:path';
import { exportPairs } from '@core/engine/export-pairs';
import type { ExportFormat } from '@core/model/api/explore';
import { formatCount } from '@core/model/format';
import { exportPace } from '../engine/export-pace';
import type { GnomonEngine } from '../engine/gnomon-engine';
import { ROW_ENCODERS } from '../engine/row-encoders';
import { describeExport } from './describe-progress';
import { interruptible } from './interruptible';
import { type Write, writeWholeFile } from './write-whole-file';

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
  let rows = 0;
  await interruptible(({ show, signal }) =>
    engine.withWorkspace(resolve(workspace), (db, store) => {
      const pieces = exportPairs(
        (use) => use(db, store),
        { ...(columns && { columns }), which: { filters: flags.filter ?? [] }, signal },
        ROW_ENCODERS[flags.format](),
      );
      const progressOf = exportPace();
      const produce = async (write: Write): Promise<void> => {
        for await (const piece of pieces) {
          await write(piece.bytes);
          rows = piece.done;
          show(describeExport(progressOf(piece)));
        }
      };
      return flags.out === '-' ? produce(toStdout) : writeWholeFile(resolve(flags.out), produce);
    }),
  );
  process.stderr.write(`${formatCount(rows)} pairs exported\n`);
}

const toStdout: Write = async (chunk) => {
  if (!process.stdout.write(chunk)) await once(process.stdout, 'drain');
};
