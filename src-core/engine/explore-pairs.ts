import { keep } from '../explore/keep';
import { type CodedColumn, LiveCounts } from '../explore/live-counts';
import { everyRow } from '../explore/radix-sort';
import type { Ranks } from '../explore/rank-values';
import { intersection, type RowSet, rowsIn, rowsInRange, rowsWithCode, sizeOf } from '../explore/row-set';
import { placeOf, type RankedKey, sortRows, windowOf } from '../explore/sort-rows';
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

/** Pairs of a filter in an order. */
export interface PairQuestion {
  filter: PairFilter;
  sort: PairSort;
  find: FindTexts;
}

/** Kept for conditions that were used lately, for filters, and for samples: a byte and four bytes a pair each. */
const KEPT_SETS = 40;
const KEPT_SELECTIONS = 6;
const KEPT_SAMPLES = 2;

/** Rows on either side of a window that are found with it, since they are asked for next. */
const AROUND = 1000;

/** The view that no column is left out of. */
const ALL = '';

const LANGUAGES = ['language'];
/** Columns whose values change when journals do. */
const ANNOTATED = [
  ...Object.keys(ANNOTATIONS).filter((name) => !LANGUAGES.includes(name)),
  'judge_agreement',
];
/** Those of them that a label changes. */
const LABELLED = ANNOTATED.filter((name) => name.startsWith('label') || name === 'judge_agreement');

/**
 * Filters, orders and counts the pairs of one loaded workspace by row: the place of a pair in the hot table. Methods
 * that take the database are called while nothing else uses it.
 */
export class ExplorePairs {
  readonly columns: ExploreColumns;
  readonly known: readonly PairColumn[];
  private readonly expressions: ReadonlyMap<string, string>;
  private readonly sets = new Map<string, RowSet>();
  private readonly samples = new Map<string, Ranks>();
  /** Rows of the window that was asked for last and of what lies around it. */
  private latest: { key: string; first: number; last: number; rows: Uint32Array; total: number } | null =
    null;
  private readonly selections = new Map<string, Uint32Array>();
  private readonly allCounts = new Map<string, Uint32Array>();
  private readonly counted = new Map<string, LiveCounts>();

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

  /** Call when labels, judgements or clusters have changed; all the others are read anew, so say if it was labels only. */
  annotationsChanged({ labelsOnly = false } = {}): void {
    this.forget(labelsOnly ? LABELLED : ANNOTATED);
  }

  /** Call when the languages of prompts were read. */
  languagesChanged(): void {
    this.forget(LANGUAGES);
  }

  private forget(changed: readonly string[]): void {
    this.columns.forget(changed);
    for (const name of changed) this.allCounts.delete(name);
    this.selections.clear();
    this.latest = null;
    for (const key of this.sets.keys())
      if (
        key.includes('prod-right') ||
        key.includes('map-area') ||
        changed.some((name) => key.includes(name))
      )
        this.sets.delete(key);
  }

  /** Rows that the filter holds for, in the order asked for. */
  async select(db: Database, question: PairQuestion): Promise<Uint32Array> {
    return sortRows(await this.rowsWhere(db, question), await this.keys(db, question));
  }

  /** Those of them from one place to another, which takes some milliseconds, and how many there are. */
  async window(
    db: Database,
    question: PairQuestion,
    [first, last]: readonly [first: number, last: number],
  ): Promise<{ rows: Uint32Array; total: number }> {
    const { filter, sort, find } = question;
    const key = JSON.stringify([filter, sort]);
    const known = this.latest;
    if (known?.key === key && known.first <= first && (known.last >= last || known.last >= known.total))
      return { rows: known.rows.subarray(first - known.first, last - known.first), total: known.total };
    const all = await this.rowsWhere(db, question);
    const around = { first: Math.max(0, first - AROUND), last: last + AROUND };
    const rows = windowOf(all, await this.keys(db, question), [around.first, around.last]);
    const total = all.length;
    this.latest = this.isSettled(filter, find) ? { key, ...around, rows, total } : null;
    return { rows: rows.subarray(first - around.first, last - around.first), total };
  }

  /** The place of one of them; −1 where the filter does not hold for it. */
  async place(db: Database, question: PairQuestion, row: number): Promise<number> {
    return placeOf(await this.rowsWhere(db, question), await this.keys(db, question), row);
  }

  /**
   * What the conditions leave, to be counted: for each column with conditions of its own what all others leave, since
   * the values that it selects would be the only ones otherwise.
   */
  async views(
    db: Database,
    { filter, find }: { filter: PairFilter; find: FindTexts },
  ): Promise<{
    selected: LiveCounts;
    of: (column: string) => LiveCounts;
    isFiltered: (column: string) => boolean;
  }> {
    const groups = new Map<string, RowSet>();
    for (const [i, condition] of filter.entries()) {
      const rows = await this.rowsOf(db, condition, find);
      const group = 'column' in condition ? condition.column : `\0${i}`;
      const known = groups.get(group);
      groups.set(group, known ? intersection([known, rows], this.length) : rows);
    }
    const selected = this.view(ALL, [...groups.values()]);
    const views = new Map([[ALL, selected]]);
    for (const column of groups.keys())
      if (this.kindOf(column) !== null)
        views.set(
          column,
          this.view(
            column,
            [...groups].filter(([other]) => other !== column).map(([, rows]) => rows),
          ),
        );
    for (const name of this.counted.keys()) if (!views.has(name)) this.counted.delete(name);
    return {
      selected,
      of: (column) => views.get(column) ?? selected,
      isFiltered: (column) => groups.has(column),
    };
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

  /** A column to be counted. Its totals are counted once. @param size codes lie below it */
  coded(name: string, codes: CodedColumn['codes'], size: number): CodedColumn {
    let totals = this.allCounts.get(name);
    if (totals === undefined) {
      totals = new Uint32Array(size);
      for (let row = 0; row < codes.length; row++) totals[codes[row]!]!++;
      this.allCounts.set(name, totals);
    }
    return { codes, size, totals };
  }

  isCounted(name: string): boolean {
    return this.allCounts.has(name);
  }

  /** Ranks of a column's values, which is all that an order needs. */
  ranks(db: Database, name: string): Promise<Ranks> {
    const kind = this.kindOf(name);
    if (kind === 'id') return this.columns.idRanks(db, name, (seq) => this.rowOf(seq));
    return this.columns.ranks(db, name, kind);
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

  /** Rows that the filter holds for, ascending. */
  private async rowsWhere(db: Database, { filter, find }: PairQuestion): Promise<Uint32Array> {
    const key = JSON.stringify(filter);
    const known = this.selections.get(key);
    if (known) return known;
    const sets: RowSet[] = [];
    for (const condition of filter) sets.push(await this.rowsOf(db, condition, find));
    const rows = sets.length === 0 ? everyRow(this.length) : rowsIn(intersection(sets, this.length));
    if (this.isSettled(filter, find)) keep(this.selections, key, rows, KEPT_SELECTIONS);
    return rows;
  }

  /** A sample without a sort comes in the order in which it was drawn, so that its beginning is one too. */
  private async keys(db: Database, { filter, sort }: PairQuestion): Promise<RankedKey[]> {
    const sample = sort.length === 0 ? filter.find(({ kind }) => kind === 'sample') : undefined;
    if (sample?.kind === 'sample') return [{ ranks: await this.drawn(db, sample), desc: false }];
    const keys: RankedKey[] = [];
    for (const { column, desc } of sort) keys.push({ ranks: await this.ranks(db, column), desc });
    return keys;
  }

  private async drawn(db: Database, { n, seed }: { n: number; seed: number }): Promise<Ranks> {
    const key = `${n} ${seed}`;
    const known = this.samples.get(key);
    if (known) return known;
    const rows = await db.query<{ seq: number }>(
      'SELECT seq FROM pairs ORDER BY hash(seq + ?), seq LIMIT ?',
      [seed, n],
    );
    const of = new Uint32Array(this.length).fill(rows.length);
    rows.forEach(({ seq }, place) => {
      of[this.rowOf(seq)] = place;
    });
    const ranks = { of, count: rows.length };
    keep(this.samples, key, ranks, KEPT_SAMPLES);
    return ranks;
  }

  private view(name: string, sets: readonly RowSet[]): LiveCounts {
    const view = this.counted.get(name) ?? new LiveCounts(this.length);
    this.counted.set(name, view);
    view.moveTo(intersection(sets, this.length));
    return view;
  }
}

function hasAny(list: string, wanted: readonly string[]): boolean {
  return list.split(',').some((item) => wanted.includes(item));
}
