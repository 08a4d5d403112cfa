import { type BinScale, type Bins, binCodes, binsFor } from '../explore/bins';
import { rankCodes, rankNumbers, type Ranks } from '../explore/rank-values';
import type { PairColumn } from '../model/pair-columns';
import type { CategoryColumn, Database, TextColumn } from '../ports/database';
import { unknownColumn } from '../sql/pair-filter';
import { keep } from '../explore/keep';

/** How a facet's numbers are spaced; columns without an entry get even bins. */
const SCALES: Readonly<Record<string, BinScale>> = {
  timestamp: 'time',
  latency_ratio: 'ratio',
  chars_ratio: 'ratio',
  prod_chars: 'log',
  shadow_chars: 'log',
  prompt_chars: 'log',
  prod_latency_ms: 'log',
  shadow_latency_ms: 'log',
  prod_tokens_out: 'log',
  shadow_tokens_out: 'log',
};

/** Columns whose ranks are kept: four bytes a pair each at most. */
const KEPT_RANKS = 16;

interface BinnedColumn {
  bins: Bins;
  codes: Uint8Array;
}

/**
 * Columns of the hot table as typed arrays, row by row, read from the database when they are first asked for: whatever
 * the table, the facets and the order do then takes milliseconds at a million pairs. A million rows take 8 MB a column
 * of numbers and 1 MB of categories.
 */
export class ExploreColumns {
  private readonly numbers = new Map<string, Float64Array>();
  private readonly categories = new Map<string, CategoryColumn>();
  private readonly texts = new Map<string, TextColumn>();
  private readonly binned = new Map<string, BinnedColumn | null>();
  private readonly ranked = new Map<string, Ranks>();

  /** @param expressions name → SQL over `pairs` */
  constructor(private readonly expressions: ReadonlyMap<string, string>) {}

  /** NaN where there is no value; times in ms since 1970 UTC. */
  async number(db: Database, name: string): Promise<Float64Array> {
    const known = this.numbers.get(name);
    if (known) return known;
    const sql = name === 'timestamp' ? 'epoch_ms(ts)' : this.expression(name);
    const { x } = await db.numbers<'x'>(`SELECT (${sql})::DOUBLE AS x FROM pairs`);
    this.numbers.set(name, x);
    return x;
  }

  async category(db: Database, name: string): Promise<CategoryColumn> {
    const known = this.categories.get(name);
    if (known) return known;
    const column = await db.categories(this.expression(name), 'pairs');
    this.categories.set(name, column);
    return column;
  }

  async text(db: Database, name: string): Promise<TextColumn> {
    const known = this.texts.get(name);
    if (known) return known;
    const column = await db.texts(this.expression(name), 'pairs');
    this.texts.set(name, column);
    return column;
  }

  /** Null where no pair has a value. */
  async bins(db: Database, name: string): Promise<BinnedColumn | null> {
    const known = this.binned.get(name);
    if (known !== undefined) return known;
    const values = await this.number(db, name);
    const bins = binsFor(values, SCALES[name] ?? 'linear');
    const column = bins && { bins, codes: binCodes(values, bins) };
    this.binned.set(name, column);
    return column;
  }

  /** Ranks of a column's values, kept of the columns that were sorted by lately. */
  async ranks(db: Database, name: string, kind: PairColumn['kind'] | null): Promise<Ranks> {
    const known = this.ranked.get(name);
    if (known) return this.keepRanks(name, known);
    if (kind === 'number' || kind === 'time')
      return this.keepRanks(name, rankNumbers(await this.number(db, name)));
    const { codes, values } = await this.category(db, name);
    return this.keepRanks(name, rankCodes(codes, values.length));
  }

  /** Ranks of a column whose values are all different. */
  async idRanks(db: Database, name: string, rowOf: (seq: number) => number): Promise<Ranks> {
    const known = this.ranked.get(name);
    if (known) return this.keepRanks(name, known);
    const { seq } = await db.numbers<'seq'>(`SELECT seq FROM pairs ORDER BY ${this.expression(name)}`);
    const of = new Uint32Array(seq.length);
    seq.forEach((each, place) => {
      of[rowOf(each)] = place;
    });
    return this.keepRanks(name, { of, count: seq.length });
  }

  private keepRanks(name: string, ranks: Ranks): Ranks {
    keep(this.ranked, name, ranks, KEPT_RANKS);
    return ranks;
  }

  isLoaded(name: string): boolean {
    return this.numbers.has(name) || this.categories.has(name) || this.texts.has(name);
  }

  isRanked(name: string): boolean {
    return this.ranked.has(name);
  }

  /** Forgets columns whose values have changed. */
  forget(names: Iterable<string>): void {
    for (const name of names)
      for (const kept of [this.numbers, this.categories, this.texts, this.binned, this.ranked])
        kept.delete(name);
  }

  /** @throws AppError('usage') for an unknown column */
  expression(name: string): string {
    const expression = this.expressions.get(name);
    if (expression === undefined) throw unknownColumn(name, this.expressions);
    return expression;
  }
}
