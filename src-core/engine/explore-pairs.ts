import { type CrossFilter, countCodes, crossFilter } from '../explore/cross-filter';
import { intersection, keepRows, type RowSet, rowsInRange, rowsWithCode, sizeOf } from '../explore/row-set';
import { sortRows } from '../explore/sort-rows';
import type { PairColumn } from '../model/pair-columns';
import { pairColumns } from '../model/pair-columns';
import type { PairCondition, PairFilter, TextCondition } from '../model/pair-filter';
import type { PairSort } from '../model/pair-sort';
import type { Database } from '../ports/database';
import { ANNOTATIONS } from '../sql/annotations';
import { filterSql } from '../sql/filter-sql';
import { exportableColumns } from '../sql/pair-filter';
import { ExploreColumns } from './explore-columns';

/** What a search through the texts has found so far. */
export interface TextMatches {
  seqs: readonly number[];
  done: boolean;
}

export type FindTexts = (condition: TextCondition) => TextMatches;

/** Sets of rows kept for conditions that were used lately, and orders for sorts: a byte and four bytes a pair each. */
const KEPT_SETS = 40;
const KEPT_ORDERS = 6;

/** Columns whose values change when annotations do. */
const ANNOTATED = [...Object.keys(ANNOTATIONS), 'judge_agreement'];

/**
 * Filters, orders and counts the pairs of one loaded workspace by row: the place of a pair in the hot table. Methods
 * that take the database are called while nothing else uses it.
 */
export class ExplorePairs {
  readonly columns: ExploreColumns;
  readonly known: readonly PairColumn[];
  private readonly expressions: ReadonlyMap<string, string>;
  private readonly sets = new Map<string, RowSet>();
  private readonly orders = new Map<string, Uint32Array>();
  private readonly selections = new Map<string, Uint32Array>();
  private readonly allCounts = new Map<string, Uint32Array>();

  private constructor(
    /** Sequence number of each row, ascending. */
    readonly seqs: Int32Array,
    keys: { tagKeys: readonly string[]; labelKeys: readonly string[] },
  ) {
    this.expressions = exportableColumns(keys.tagKeys, keys.labelKeys);
    this.known = pairColumns(keys.tagKeys, keys.labelKeys);
    this.columns = new ExploreColumns(this.expressions);
  }

  static async load(
    db: Database,
    keys: { tagKeys: readonly string[]; labelKeys: readonly string[] },
  ): Promise<ExplorePairs> {
    const { seq } = await db.numbers<'seq'>('SELECT seq FROM pairs');
    return new ExplorePairs(Int32Array.from(seq), keys);
  }

  get length(): number {
    return this.seqs.length;
  }

  /** Call when labels, judgements or clusters have changed. */
  annotationsChanged(): void {
    this.columns.forget(ANNOTATED);
    for (const name of ANNOTATED) this.allCounts.delete(name);
    this.selections.clear();
    for (const kept of [this.sets, this.orders])
      for (const key of kept.keys())
        if (
          key.includes('prod-right') ||
          key.includes('map-area') ||
          ANNOTATED.some((name) => key.includes(name))
        )
          kept.delete(key);
  }

  /** Rows that the filter holds for, in the order asked for. */
  async select(
    db: Database,
    { filter, sort, find }: { filter: PairFilter; sort: PairSort; find: FindTexts },
  ): Promise<Uint32Array> {
    const key = JSON.stringify([filter, sort]);
    const known = this.selections.get(key);
    if (known) return known;
    const sets: RowSet[] = [];
    for (const condition of filter) sets.push(await this.rowsOf(db, condition, find));
    const order = await this.order(db, sort, filter);
    const rows = keepRows(order, intersection(sets, this.length));
    if (this.isSettled(filter, find)) keep(this.selections, key, rows, KEPT_ORDERS);
    return rows;
  }

  /** What the conditions leave, each column's own conditions being one group. */
  async cross(
    db: Database,
    { filter, find }: { filter: PairFilter; find: FindTexts },
  ): Promise<{ rows: CrossFilter; groupOf: ReadonlyMap<string, number> }> {
    const groups: RowSet[] = [];
    const groupOf = new Map<string, number>();
    for (const condition of filter) {
      const rows = await this.rowsOf(db, condition, find);
      const column = 'column' in condition ? condition.column : `\0${groups.length}`;
      const at = groupOf.get(column);
      if (at === undefined) groupOf.set(column, groups.push(rows) - 1);
      else groups[at] = intersection([groups[at]!, rows], this.length);
    }
    return { rows: crossFilter(groups, this.length), groupOf };
  }

  /** Pairs that were left without each condition. */
  async without(db: Database, { filter, find }: { filter: PairFilter; find: FindTexts }): Promise<number[]> {
    const sets: RowSet[] = [];
    for (const condition of filter) sets.push(await this.rowsOf(db, condition, find));
    return sets.map((_, left) =>
      sizeOf(
        intersection(
          sets.filter((_, i) => i !== left),
          this.length,
        ),
      ),
    );
  }

  /** Row of a sequence number; −1 where there is none, e.g. of a damaged segment. */
  rowOf(seq: number): number {
    if (this.seqs[seq] === seq) return seq;
    let [low, high] = [0, this.seqs.length - 1];
    while (low <= high) {
      const middle = (low + high) >> 1;
      const found = this.seqs[middle]!;
      if (found === seq) return middle;
      if (found < seq) low = middle + 1;
      else high = middle - 1;
    }
    return -1;
  }

  /** Whether the searches of a filter's text conditions have ended. */
  isSettled(filter: PairFilter, find: FindTexts): boolean {
    return filter.every((condition) => condition.kind !== 'text' || find(condition).done);
  }

  /** Rows of the lists by code. @param name column that the codes are of */
  counts(
    name: string,
    codes: ArrayLike<number>,
    request: { size: number; lists: readonly Uint32Array[] },
  ): Uint32Array {
    const { size, lists } = request;
    const listed = lists.reduce((sum, rows) => sum + rows.length, 0);
    return listed === this.length ? this.totals(name, codes, size) : countCodes(codes, size, lists);
  }

  /** All rows by code; counted once a column. */
  totals(name: string, codes: ArrayLike<number>, size: number): Uint32Array {
    const known = this.allCounts.get(name);
    if (known) return known;
    const counts = new Uint32Array(size);
    for (let row = 0; row < codes.length; row++) counts[codes[row]!]!++;
    this.allCounts.set(name, counts);
    return counts;
  }

  kindOf(name: string): PairColumn['kind'] | null {
    return this.known.find((column) => column.name === name)?.kind ?? null;
  }

  private async rowsOf(db: Database, condition: PairCondition, find: FindTexts): Promise<RowSet> {
    if (condition.kind === 'text') return this.rowsWithSeqs(find(condition).seqs);
    const key = JSON.stringify(condition);
    const known = this.sets.get(key);
    const rows = known ?? (await this.evaluate(db, condition));
    keep(this.sets, key, rows, KEPT_SETS);
    return rows;
  }

  private async evaluate(db: Database, condition: Exclude<PairCondition, TextCondition>): Promise<RowSet> {
    const { columns } = this;
    switch (condition.kind) {
      case 'range':
        return rowsInRange(await columns.number(db, condition.column), condition.min, condition.max);
      case 'any-of':
      case 'none-of': {
        if (this.kindOf(condition.column) === 'id') break;
        const { codes, values } = await columns.category(db, condition.column);
        const listed = new Set(condition.values);
        const wanted = [null, ...values].map((value) => listed.has(value) === (condition.kind === 'any-of'));
        return rowsWithCode(codes, Uint8Array.from(wanted, Number));
      }
      case 'has': {
        const { codes, values } = await columns.category(db, condition.column);
        const wanted = [false, ...values.map((list) => hasAny(list, condition.values))];
        return rowsWithCode(codes, Uint8Array.from(wanted, Number));
      }
      case 'pairs':
        return this.rowsWithSeqs(condition.seqs);
    }
    return this.rowsWithSeqs(await this.seqsBySql(db, condition));
  }

  private rowsWithSeqs(seqs: ArrayLike<number>): RowSet {
    const rows = new Uint8Array(this.length);
    for (let i = 0; i < seqs.length; i++) {
      const row = this.rowOf(seqs[i]!);
      if (row >= 0) rows[row] = 1;
    }
    return rows;
  }

  private async seqsBySql(db: Database, condition: PairCondition): Promise<number[]> {
    const { sql, params } = filterSql([condition], { columns: this.expressions });
    return (await db.query<{ seq: number }>(`SELECT seq FROM pairs WHERE ${sql}`, params)).map(
      ({ seq }) => seq,
    );
  }

  /** Every row; a sample without a sort comes in the order in which it was drawn, so that its beginning is one too. */
  private async order(db: Database, sort: PairSort, filter: PairFilter): Promise<Uint32Array> {
    const sample = sort.length === 0 ? filter.find(({ kind }) => kind === 'sample') : undefined;
    const key = JSON.stringify(sample ?? sort);
    const known = this.orders.get(key);
    if (known) return known;
    let order = everyRow(this.length);
    if (sample?.kind === 'sample') order = sortRows(order, await this.drawn(db, sample), false);
    for (const { column, desc } of sort.toReversed())
      order = sortRows(order, await this.sortKeys(db, column), desc);
    keep(this.orders, key, order, KEPT_ORDERS);
    return order;
  }

  private async drawn(db: Database, { n, seed }: { n: number; seed: number }): Promise<Float64Array> {
    const keys = new Float64Array(this.length).fill(Number.NaN);
    const rows = await db.query<{ seq: number }>(
      'SELECT seq FROM pairs ORDER BY hash(seq + ?), seq LIMIT ?',
      [seed, n],
    );
    rows.forEach(({ seq }, place) => {
      keys[this.rowOf(seq)] = place;
    });
    return keys;
  }

  private async sortKeys(db: Database, name: string): Promise<Float64Array> {
    const kind = this.kindOf(name);
    if (kind === 'number' || kind === 'time') return this.columns.number(db, name);
    if (kind === 'id') return this.ranks(db, name);
    const { codes } = await this.columns.category(db, name);
    return Float64Array.from(codes, (code) => (code === 0 ? Number.NaN : code));
  }

  /** Places in the order of a column whose values are all different. */
  private async ranks(db: Database, name: string): Promise<Float64Array> {
    const { seq } = await db.numbers<'seq'>(
      `SELECT seq FROM pairs ORDER BY ${this.columns.expression(name)}`,
    );
    const ranks = new Float64Array(this.length);
    seq.forEach((each, place) => {
      ranks[this.rowOf(each)] = place;
    });
    return ranks;
  }
}

function hasAny(list: string, wanted: readonly string[]): boolean {
  return list.split(',').some((item) => wanted.includes(item));
}

function everyRow(length: number): Uint32Array {
  const rows = new Uint32Array(length);
  for (let row = 0; row < length; row++) rows[row] = row;
  return rows;
}

/** Keeps the latest entries of a map. */
function keep<Value>(map: Map<string, Value>, key: string, value: Value, most: number): void {
  map.delete(key);
  map.set(key, value);
  if (map.size > most) map.delete(map.keys().next().value!);
}
