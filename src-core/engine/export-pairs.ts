import { pairColumns } from '../model/pair-columns';
import type { Database, SqlValue } from '../ports/database';
import type { ExportColumn, RowEncoder } from '../ports/row-encoder';
import type { PairTexts, WorkspaceStore } from '../ports/workspace-store';
import { exportableColumns, parseFilters, unknownColumn } from '../sql/pair-filter';

/** Pairs read at a time: their texts are in memory together. */
const PAGE = 2000;
/** Pairs that lie within so many times their number are read as one stretch of the table. */
const NEAR = 8;

const TEXT_COLUMNS: ReadonlyMap<string, keyof PairTexts> = new Map([
  ['prompt', 'prompt'],
  ['messages', 'messages'],
  ['prod_response', 'prodResponse'],
  ['prod_error', 'prodError'],
  ['shadow_response', 'shadowResponse'],
  ['shadow_error', 'shadowError'],
]);

const YES_NO = new Set(['exact_match', 'exact_match_normalised', 'judge_sampled']);

export interface ExportRequest {
  /** Names; absent: all that the workspace knows. */
  columns?: readonly string[];
  /** Filters as text (see parseFilters), in order of import; or sequence numbers in the order wanted. */
  which: { filters: readonly string[] } | { seqs: ArrayLike<number> };
}

/** Gives database and store while nothing else uses the database; asked for page by page, so that others have their turn. */
export type Access = <T>(use: (db: Database, store: WorkspaceStore) => Promise<T>) => Promise<T>;

/**
 * One row a pair, as pieces of the file. Gives the number of rows.
 * @throws AppError('usage') for an unknown column or filter
 */
export async function* exportPairs(
  access: Access,
  { columns: chosen, which }: ExportRequest,
  encoder: RowEncoder,
): AsyncGenerator<Uint8Array, number> {
  const table = await access(async (_, store) => describe(store, chosen));
  yield encoder.start(table.columns);
  let written = 0;
  for await (const rows of pagesOf(access, table, which)) {
    written += rows.length;
    yield encoder.rows(rows);
  }
  yield encoder.end();
  return written;
}

interface ExportTable {
  known: ReadonlyMap<string, string>;
  columns: ExportColumn[];
  /** Names of the columns that the database holds. */
  hot: string[];
  select: string;
  needsTexts: boolean;
}

function describe({ manifest }: WorkspaceStore, chosen: readonly string[] | undefined): ExportTable {
  const known = exportableColumns(manifest.tagKeys, manifest.labelKeys);
  const names = chosen ?? [...known.keys(), ...TEXT_COLUMNS.keys()];
  const unknown = names.find((name) => !known.has(name) && !TEXT_COLUMNS.has(name));
  if (unknown !== undefined)
    throw unknownColumn(
      unknown,
      new Map([...known, ...[...TEXT_COLUMNS].map(([name]) => [name, ''] as const)]),
    );
  const kinds = new Map(
    pairColumns(manifest.tagKeys, manifest.labelKeys).map(({ name, kind }) => [name, kind]),
  );
  const hot = names.filter((name) => known.has(name));
  return {
    known,
    columns: names.map((name) => ({ name, type: typeOf(name, kinds.get(name)) })),
    hot,
    select: ['seq', ...hot.map((name, i) => `${known.get(name)} AS c${i}`)].join(', '),
    needsTexts: names.some((name) => TEXT_COLUMNS.has(name)),
  };
}

function typeOf(name: string, kind: string | undefined): ExportColumn['type'] {
  if (YES_NO.has(name)) return 'yes-no';
  return kind === 'number' || kind === 'time' ? kind : 'text';
}

async function* pagesOf(
  access: Access,
  table: ExportTable,
  which: ExportRequest['which'],
): AsyncGenerator<SqlValue[][]> {
  if ('seqs' in which) {
    for (let from = 0; from < which.seqs.length; from += PAGE) {
      const seqs = Array.from(
        { length: Math.min(PAGE, which.seqs.length - from) },
        (_, i) => which.seqs[from + i]!,
      );
      yield await access((db, store) => pageAt(db, store, { table, seqs }));
    }
    return;
  }
  const condition = parseFilters(which.filters, table.known);
  const page = `SELECT ${table.select} FROM pairs WHERE seq >= ? AND ${condition.sql} ORDER BY seq LIMIT ${PAGE}`;
  for (let from = 0; ;) {
    const start = from;
    const { rows, last } = await access(async (db, store) => {
      const found = await db.query<Found>(page, [start, ...condition.params]);
      return { rows: await completed(store, table, found), last: found.at(-1)?.seq };
    });
    if (rows.length > 0) yield rows;
    if (last === undefined || rows.length < PAGE) return;
    from = last + 1;
  }
}

type Found = Record<string, SqlValue> & { seq: number };

/** Pairs by sequence number, in the order given. */
async function pageAt(
  db: Database,
  store: WorkspaceStore,
  { table, seqs }: { table: ExportTable; seqs: readonly number[] },
): Promise<SqlValue[][]> {
  const [first, last] = [Math.min(...seqs), Math.max(...seqs)];
  const where =
    last - first < NEAR * seqs.length ? `seq BETWEEN ${first} AND ${last}` : `seq IN (${seqs.join(', ')})`;
  const found = await db.query<Found>(`SELECT ${table.select} FROM pairs WHERE ${where}`);
  const bySeq = new Map(found.map((row) => [row.seq, row]));
  return completed(
    store,
    table,
    seqs.flatMap((seq) => bySeq.get(seq) ?? []),
  );
}

/** Rows with their texts. */
async function completed(
  store: WorkspaceStore,
  { columns, hot, needsTexts }: ExportTable,
  found: readonly Found[],
): Promise<SqlValue[][]> {
  const seqs = found.map(({ seq }) => seq);
  const texts = needsTexts ? await textsOf(store, seqs) : [];
  const at = new Map(hot.map((name, i) => [name, `c${i}`]));
  return found.map((row, i) =>
    columns.map(({ name }) => {
      const text = TEXT_COLUMNS.get(name);
      return text ? texts[i]![text] : (row[at.get(name)!] ?? null);
    }),
  );
}

/** Texts are read segment by segment, whatever the order: each is loaded and checked once for all of its pairs. */
async function textsOf(store: WorkspaceStore, seqs: readonly number[]): Promise<PairTexts[]> {
  const order = seqs.map((seq, place) => ({ seq, place })).toSorted((a, b) => a.seq - b.seq);
  const texts = await store.readTexts(order.map(({ seq }) => seq));
  const placed: PairTexts[] = [];
  order.forEach(({ place }, i) => {
    placed[place] = texts[i]!;
  });
  return placed;
}
