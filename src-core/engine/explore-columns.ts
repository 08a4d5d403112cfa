import { type BinScale, type Bins, binCodes, binsFor } from '../explore/bins';
import type { CategoryColumn, Database, TextColumn } from '../ports/database';
import { unknownColumn } from '../sql/pair-filter';

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

export interface BinnedColumn {
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

  isLoaded(name: string): boolean {
    return this.numbers.has(name) || this.categories.has(name) || this.texts.has(name);
  }

  /** Forgets columns whose values have changed. */
  forget(names: Iterable<string>): void {
    for (const name of names)
      for (const kept of [this.numbers, this.categories, this.texts, this.binned]) kept.delete(name);
  }

  /** @throws AppError('usage') for an unknown column */
  expression(name: string): string {
    const expression = this.expressions.get(name);
    if (expression === undefined) throw unknownColumn(name, this.expressions);
    return expression;
  }
}
