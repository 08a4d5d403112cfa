import { AppError } from '../model/app-error';
import { pairColumns } from '../model/pair-columns';
import type { Database, SqlValue } from '../ports/database';
import type { ExportColumn, RowEncoder } from '../ports/row-encoder';
import type { PairTexts, WorkspaceStore } from '../ports/workspace-store';
import { exportableColumns, parseFilters, unknownColumn } from '../sql/pair-filter';

/** Pairs that become one piece of the file, and that are read while nothing else uses the database. */
const PAGE = 2000;
/**
 * Pairs in an order of their own are gathered so many at a time, segment by segment: every block may read all segments.
 */
const BLOCK = 50_000;
/** Characters of text that a block may hold; one that has more is taken in smaller parts, of a page at least. */
const BLOCK_CHARACTERS = 96 << 20;
/** Pairs far apart are asked for so many at a time: the database goes through its whole table for them. */
const SCATTERED = 10_000;
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
  /** Aborting it ends the export with AppError('cancelled'). */
  signal?: AbortSignal;
}

/** Gives database and store while nothing else uses the database; asked for page by page, so that others have their turn. */
export type Access = <T>(use: (db: Database, store: WorkspaceStore) => Promise<T>) => Promise<T>;

/** A part of the file, and how many pairs are in the file with it. */
export interface ExportPiece {
  bytes: Uint8Array;
  done: number;
  total: number;
}

/**
 * One row a pair, as pieces of the file; the first comes before any pair is read.
 * @throws AppError('usage') for an unknown column or filter, 'cancelled'
 */
export async function* exportPairs(
  given: Access,
  { columns: chosen, which, signal }: ExportRequest,
  encoder: RowEncoder,
): AsyncGenerator<ExportPiece, void> {
  const access: Access = (use) => {
    if (signal?.aborted) throw new AppError('cancelled', { message: 'The export was cancelled.' });
    return given(use);
  };
  const table = await access(async (_, store) => describe(store, chosen));
  const total = 'seqs' in which ? which.seqs.length : await access((db) => count(db, table, which.filters));
  let done = 0;
  yield { bytes: encoder.start(table.columns), done, total };
  for await (const rows of 'seqs' in which
    ? inOrder(access, table, which.seqs)
    : byImport(access, table, which.filters)) {
    done += rows.length;
    yield { bytes: encoder.rows(rows), done, total };
  }
  yield { bytes: encoder.end(), done, total };
}

interface ExportTable {
  known: ReadonlyMap<string, string>;
  columns: ExportColumn[];
  /** Where a row holds the columns that the database has. */
  at: ReadonlyMap<string, string>;
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
    at: new Map(hot.map((name, i) => [name, `c${i}`])),
    select: ['seq', ...hot.map((name, i) => `${known.get(name)} AS c${i}`)].join(', '),
    needsTexts: names.some((name) => TEXT_COLUMNS.has(name)),
  };
}

function typeOf(name: string, kind: string | undefined): ExportColumn['type'] {
  if (YES_NO.has(name)) return 'yes-no';
  return kind === 'number' || kind === 'time' ? kind : 'text';
}

async function count(db: Database, { known }: ExportTable, filters: readonly string[]): Promise<number> {
  const { sql, params } = parseFilters(filters, known);
  const [row] = await db.query<{ n: number }>(`SELECT count(*)::DOUBLE AS n FROM pairs WHERE ${sql}`, params);
  return row!.n;
}

async function* byImport(
  access: Access,
  table: ExportTable,
  filters: readonly string[],
): AsyncGenerator<SqlValue[][]> {
  const condition = parseFilters(filters, table.known);
  const page = `SELECT ${table.select} FROM pairs WHERE seq >= ? AND ${condition.sql} ORDER BY seq LIMIT ${PAGE}`;
  for (let from = 0; ;) {
    const start = from;
    const { rows, last } = await access(async (db, store) => {
      const found = await db.query<Found>(page, [start, ...condition.params]);
      const seqs = found.map(({ seq }) => seq);
      const texts = table.needsTexts ? await store.readTexts(seqs) : [];
      return { rows: found.map((row, i) => rowOf(table, row, texts[i])), last: seqs.at(-1) };
    });
    if (rows.length > 0) yield rows;
    if (last === undefined || rows.length < PAGE) return;
    from = last + 1;
  }
}

type Found = Record<string, SqlValue> & { seq: number };

/** Pairs by sequence number, in the order given. */
async function* inOrder(
  access: Access,
  table: ExportTable,
  seqs: ArrayLike<number>,
): AsyncGenerator<SqlValue[][]> {
  let most = BLOCK;
  for (let from = 0; from < seqs.length;) {
    const block = Array.from({ length: Math.min(most, seqs.length - from) }, (_, i) => seqs[from + i]!);
    const gathered = table.needsTexts ? await gatherTexts(access, block) : NO_TEXTS;
    if (gathered === null) {
      most = Math.max(PAGE, block.length >> 1);
      continue;
    }
    for (let start = 0; start < block.length; start += SCATTERED) {
      const part = block.slice(start, start + SCATTERED);
      const found = await access((db) => hotRows(db, table, part));
      for (let at = 0; at < part.length; at += PAGE)
        yield part.slice(at, at + PAGE).flatMap((seq) => {
          const row = found.get(seq);
          return row === undefined ? [] : [rowOf(table, row, gathered.texts.get(seq))];
        });
    }
    from += block.length;
    if (gathered.characters < BLOCK_CHARACTERS / 4) most = Math.min(BLOCK, most * 2);
  }
}

interface Gathered {
  texts: ReadonlyMap<number, PairTexts>;
  characters: number;
}

const NO_TEXTS: Gathered = { texts: new Map(), characters: 0 };

/**
 * Texts of a block, read as they lie on disk: each segment is loaded once. Null when there are too many to be held
 * together.
 */
async function gatherTexts(access: Access, block: readonly number[]): Promise<Gathered | null> {
  const sorted = block.toSorted((a, b) => a - b);
  const texts = new Map<number, PairTexts>();
  let characters = 0;
  for (let start = 0; start < sorted.length; start += PAGE) {
    const seqs = sorted.slice(start, start + PAGE);
    const read = await access((_, store) => store.readTexts(seqs));
    read.forEach((text, i) => {
      texts.set(seqs[i]!, text);
      characters += lengthOf(text);
    });
    if (characters > BLOCK_CHARACTERS && block.length > PAGE) return null;
  }
  return { texts, characters };
}

function lengthOf(texts: PairTexts): number {
  let length = 0;
  for (const field of TEXT_COLUMNS.values()) length += texts[field]?.length ?? 0;
  return length;
}

async function hotRows(
  db: Database,
  { select }: ExportTable,
  seqs: readonly number[],
): Promise<ReadonlyMap<number, Found>> {
  const [first, last] = [Math.min(...seqs), Math.max(...seqs)];
  const where =
    last - first < NEAR * seqs.length ? `seq BETWEEN ${first} AND ${last}` : `seq IN (${seqs.join(', ')})`;
  const found = await db.query<Found>(`SELECT ${select} FROM pairs WHERE ${where}`);
  return new Map(found.map((row) => [row.seq, row]));
}

function rowOf({ columns, at }: ExportTable, row: Found, texts: PairTexts | undefined): SqlValue[] {
  return columns.map(({ name }) => {
    const text = TEXT_COLUMNS.get(name);
    return text ? (texts?.[text] ?? null) : (row[at.get(name)!] ?? null);
  });
}
