import { allPairs } from '@core/engine/comparable-pairs';
import { readTraits, type TraitRow } from '@core/engine/read-traits';
import type { LedgerProgress } from '@core/model/ledger';
import { type ColumnBuilder, DictionaryBuilder, int32Builder } from '../adapters/arrow/column-builders';
import { encodeStream } from '../adapters/arrow/encode-stream';
import { realDisk } from '../adapters/workspace/disk';
import { openWorkspace } from '../adapters/workspace/folder-workspace';
import type { GnomonEngine } from './gnomon-engine';
import { type TraitRange, traitRanges, traitsFile } from './traits';

/** Pairs whose texts are kept in one file: as much as is read again at most when the reading was broken off. */
const PER_FILE = 20_000;

/** Reads the texts that have not been read yet, and keeps what they show; the database is free meanwhile. */
export async function ensureTraits(
  engine: GnomonEngine,
  path: string,
  { onProgress, signal }: { onProgress?: (progress: LedgerProgress) => void; signal?: AbortSignal } = {},
): Promise<void> {
  const store = await openWorkspace(path);
  const end = store.manifest.segments.reduce(
    (last, { firstSeq, pairs }) => Math.max(last, firstSeq + pairs),
    0,
  );
  const gaps = gapsBetween(await traitRanges(store), end);
  if (gaps.length === 0) return;
  const seqs = await engine.withWorkspace(path, allPairs);
  const unread = gaps.map((gap) => seqs.filter((seq) => seq >= gap.from && seq < gap.to));
  let done = seqs.length - unread.reduce((sum, { length }) => sum + length, 0);
  for (const [i, gap] of gaps.entries()) {
    for (const part of partsOf(gap, unread[i]!)) {
      const columns = traitColumns();
      const reading = readTraits(store, part.seqs, {
        ...(signal && { signal }),
        onProgress: (progress) => onProgress?.({ done: done + progress.done, total: seqs.length }),
      });
      for await (const rows of reading)
        for (const row of rows) for (const column of columns) column.append(row);
      const bytes = encodeStream(columns.map(({ name, builder }) => [name, builder.finish()] as const));
      await realDisk.writeAtomically(traitsFile(store, part), bytes);
      done += part.seqs.length;
    }
  }
}

/** What of 0…end no range covers. */
function gapsBetween(ranges: readonly TraitRange[], end: number): { from: number; to: number }[] {
  const gaps: { from: number; to: number }[] = [];
  let at = 0;
  for (const { from, to } of ranges) {
    if (from > at) gaps.push({ from: at, to: from });
    at = Math.max(at, to);
  }
  if (end > at) gaps.push({ from: at, to: end });
  return gaps;
}

/** A gap in parts that hold so many pairs to read; together they cover it. */
function partsOf(
  { from, to }: { from: number; to: number },
  seqs: Int32Array,
): { from: number; to: number; seqs: Int32Array }[] {
  const count = Math.max(1, Math.ceil(seqs.length / PER_FILE));
  return Array.from({ length: count }, (_, i) => {
    const part = seqs.subarray(i * PER_FILE, (i + 1) * PER_FILE);
    return {
      from: i === 0 ? from : seqs[i * PER_FILE]!,
      to: i === count - 1 ? to : seqs[(i + 1) * PER_FILE]!,
      seqs: part,
    };
  });
}

interface TraitColumn {
  name: string;
  builder: ColumnBuilder<never>;
  append(row: TraitRow): void;
}

function traitColumns(): TraitColumn[] {
  const number = (name: string, value: (row: TraitRow) => number | null): TraitColumn => {
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
      number(`${arm}_traits`, (row) => row[arm]?.mask ?? null),
      word(`${arm}_language`, (row) => row[arm]?.language ?? null),
      number(`${arm}_words`, (row) => row[arm]?.words ?? null),
      number(`${arm}_sentences`, (row) => row[arm]?.sentences ?? null),
      number(`${arm}_numbers`, (row) => row[arm]?.numbers ?? null),
      word(`${arm}_cause`, (row) => row[arm]?.cause ?? null),
    ]),
  ];
}
