import type { CellValue, PairPlace, PairRow, RowPage, RowsRequest } from '../model/api/explore';
import type { PairFilter } from '../model/pair-filter';
import type { PairSort } from '../model/pair-sort';
import type { Database } from '../ports/database';
import type { WorkspaceStore } from '../ports/workspace-store';
import type { ExplorePairs, FindTexts } from './explore-pairs';

/** Characters of a text that a table can show. */
const CLIP = 400;
/** Rows that lie so close together are read from the database at once, without loading whole columns. */
const NEAR = 4;

/** Pairs that follow in an order and are worth fetching ahead. */
const AHEAD = 3;

const TEXTS = { prompt: 'prompt', prod_response: 'prodResponse', shadow_response: 'shadowResponse' } as const;

interface Explored {
  pairs: ExplorePairs;
  db: Database;
  store: WorkspaceStore;
  find: FindTexts;
}

/**
 * A page of the table.
 * @throws AppError('usage') for an unknown column
 */
export async function exploreRows(
  { pairs, db, store, find }: Explored,
  { filter, sort, offset, limit, columns }: RowsRequest,
): Promise<RowPage> {
  const { rows, total } = await pairs.window(db, { filter, sort, find }, [offset, offset + limit]);
  const seqs = Array.from(rows, (row) => pairs.seqs[row]!);
  const isText = (name: string): name is keyof typeof TEXTS => name in TEXTS;
  const hot = ['request_id', ...columns.filter((name) => !isText(name))];
  const cells = await hotCells({ pairs, db, rows, names: hot });
  const texts = columns.some(isText) ? await store.previewTexts(seqs, CLIP) : [];
  return {
    total,
    all: pairs.length,
    offset,
    partial: !pairs.isSettled(filter, find),
    rows: seqs.map((seq, i): PairRow => {
      const text = texts[i];
      return {
        seq,
        requestId: cells.get('request_id')![i] as string,
        cells: columns.map((name) =>
          isText(name) ? (text?.[TEXTS[name]] ?? null) : (cells.get(name)![i] ?? null),
        ),
        errors: {
          prod: columns.includes('prod_response') ? (text?.prodError ?? null) : null,
          shadow: columns.includes('shadow_response') ? (text?.shadowError ?? null) : null,
        },
      };
    }),
  };
}

/** Where a pair stands in an order, and its neighbours there. */
export async function explorePlace(
  { pairs, db, find }: Explored,
  { filter, sort, requestId }: { filter: PairFilter; sort: PairSort; requestId: string },
): Promise<PairPlace> {
  const [found] = await db.query<{ seq: number }>('SELECT seq FROM pairs WHERE request_id = ? LIMIT 1', [
    requestId,
  ]);
  const question = { filter, sort, find };
  const index = found ? await pairs.place(db, question, pairs.rowOf(found.seq)) : -1;
  const first = Math.max(0, index - 1);
  const { rows, total } = await pairs.window(db, question, [first, index < 0 ? 0 : index + 1 + AHEAD]);
  if (index < 0) return { seq: found?.seq ?? null, index: null, total, previous: null, next: [] };
  const ids = (await hotCells({ pairs, db, rows, names: ['request_id'] })).get('request_id') as string[];
  return {
    seq: found!.seq,
    index,
    total,
    previous: index > 0 ? ids[0]! : null,
    next: ids.slice(index - first + 1),
  };
}

/** Values of some rows by column: from loaded columns, or, where the rows lie together, by one query. */
async function hotCells(request: {
  pairs: ExplorePairs;
  db: Database;
  rows: Uint32Array;
  names: readonly string[];
}): Promise<Map<string, readonly CellValue[]>> {
  const { pairs, db, rows, names } = request;
  const cells = new Map<string, readonly CellValue[]>();
  if (rows.length === 0) {
    for (const name of names) cells.set(name, []);
    return cells;
  }
  const far = names.filter((name) => !pairs.columns.isLoaded(name));
  const [first, last] = [Math.min(...rows), Math.max(...rows)];
  if (far.length > 0 && last - first < NEAR * rows.length) {
    const select = far.map((name, i) => `${sqlOf(pairs, name)} AS c${i}`).join(', ');
    const range = [pairs.seqs[first]!, pairs.seqs[last]!];
    const found = await db.query<Record<string, CellValue> & { seq: number }>(
      `SELECT seq, ${select} FROM pairs WHERE seq BETWEEN ${range[0]} AND ${range[1]}`,
    );
    const bySeq = new Map(found.map((row) => [row.seq, row]));
    far.forEach((name, i) =>
      cells.set(
        name,
        Array.from(rows, (row) => bySeq.get(pairs.seqs[row]!)?.[`c${i}`] ?? null),
      ),
    );
  }
  for (const name of names)
    if (!cells.has(name)) cells.set(name, await loadedCells(pairs, db, { name, rows }));
  return cells;
}

async function loadedCells(
  pairs: ExplorePairs,
  db: Database,
  { name, rows }: { name: string; rows: Uint32Array },
): Promise<readonly CellValue[]> {
  const kind = pairs.kindOf(name);
  if (kind === 'number' || kind === 'time') {
    const values = await pairs.columns.number(db, name);
    return Array.from(rows, (row) => (Number.isNaN(values[row]!) ? null : values[row]!));
  }
  if (kind === 'id') {
    const texts = await pairs.columns.text(db, name);
    return Array.from(rows, (row) => texts.get(row));
  }
  const { codes, values } = await pairs.columns.category(db, name);
  return Array.from(rows, (row) => values[codes[row]! - 1] ?? null);
}

function sqlOf(pairs: ExplorePairs, name: string): string {
  const kind = pairs.kindOf(name);
  if (name === 'timestamp') return 'epoch_ms(ts)::DOUBLE';
  const expression = `(${pairs.columns.expression(name)})`;
  return kind === 'number' ? `${expression}::DOUBLE` : `${expression}::VARCHAR`;
}
