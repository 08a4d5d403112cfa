import { comparablePairs } from '@core/engine/comparable-pairs';
import { readTraits, type TraitRow } from '@core/engine/read-traits';
import type { LedgerProgress } from '@core/model/ledger';
import { type ColumnBuilder, DictionaryBuilder, int32Builder } from '../adapters/arrow/column-builders';
import { encodeStream } from '../adapters/arrow/encode-stream';
import { realDisk } from '../adapters/workspace/disk';
import { openWorkspace } from '../adapters/workspace/folder-workspace';
import type { GnomonEngine } from './gnomon-engine';
import { haveTraits, traitsFile } from './traits';

/** Reads every text of a workspace once and keeps what they show; the database is free meanwhile. */
export async function ensureTraits(
  engine: GnomonEngine,
  path: string,
  options: { onProgress?: (progress: LedgerProgress) => void; signal?: AbortSignal } = {},
): Promise<void> {
  const store = await openWorkspace(path);
  if (await haveTraits(store)) return;
  const seqs = await engine.withWorkspace(path, comparablePairs);
  const columns = traitColumns();
  for await (const rows of readTraits(store, seqs, options))
    for (const row of rows) for (const column of columns) column.append(row);
  const bytes = encodeStream(columns.map(({ name, builder }) => [name, builder.finish()] as const));
  await realDisk.writeAtomically(traitsFile(store), bytes);
}

interface TraitColumn {
  name: string;
  builder: ColumnBuilder<never>;
  append(row: TraitRow): void;
}

function traitColumns(): TraitColumn[] {
  const number = (name: string, value: (row: TraitRow) => number): TraitColumn => {
    const builder = int32Builder();
    return { name, builder: builder as ColumnBuilder<never>, append: (row) => builder.append(value(row)) };
  };
  const word = (name: string, value: (row: TraitRow) => string | null): TraitColumn => {
    const builder = new DictionaryBuilder();
    return { name, builder: builder as ColumnBuilder<never>, append: (row) => builder.append(value(row)) };
  };
  return [
    number('seq', ({ seq }) => seq),
    word('prompt_language', ({ promptLanguage }) => promptLanguage),
    ...(['prod', 'shadow'] as const).flatMap((arm) => [
      number(`${arm}_traits`, (row) => row[arm].mask),
      word(`${arm}_language`, (row) => row[arm].language),
      number(`${arm}_words`, (row) => row[arm].words),
      number(`${arm}_sentences`, (row) => row[arm].sentences),
      number(`${arm}_numbers`, (row) => row[arm].numbers),
      word(`${arm}_cause`, (row) => row[arm].cause),
    ]),
  ];
}
