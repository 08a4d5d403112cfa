import { difference, type RowSet, rowsIn, sizeOf } from './row-set';

/** A column as a small number a row. */
export interface CodedColumn {
  codes: Uint8Array | Uint16Array | Uint32Array;
  /** Codes lie below it. */
  size: number;
  /** All rows by code. */
  totals: Uint32Array;
}

interface Counted {
  codes: CodedColumn['codes'];
  counts: Uint32Array;
}

/**
 * How a set of rows spreads over columns, kept up to date while the set changes: of a set that grows by some rows, as
 * under a brush, only these are counted; of one that holds most rows, only those that it lacks.
 */
export class LiveCounts {
  private readonly columns = new Map<string, Counted>();
  private rows: RowSet;
  private ofRows: number;
  /** The set's rows, or those that it lacks where these are fewer; listed when first asked for. */
  private fewer: Uint32Array | null = null;

  /** Begins with every row. */
  constructor(private readonly length: number) {
    this.rows = new Uint8Array(length).fill(1);
    this.ofRows = length;
  }

  /** How many rows belong to the set. */
  get size(): number {
    return this.ofRows;
  }

  /** Makes it another set. */
  moveTo(rows: RowSet): void {
    const size = sizeOf(rows);
    const added = difference(rows, this.rows);
    const removed = difference(this.rows, rows);
    if (added.length + removed.length === 0) return;
    [this.rows, this.ofRows, this.fewer] = [rows, size, null];
    if (added.length + removed.length > Math.min(size, this.length - size)) this.columns.clear();
    for (const { codes, counts } of this.columns.values()) {
      count(counts, codes, added, 1);
      count(counts, codes, removed, -1);
    }
  }

  /** The set by the codes of a column. @param name one for the same codes each time */
  of(name: string, { codes, size, totals }: CodedColumn): Uint32Array {
    const known = this.columns.get(name);
    if (known?.codes === codes) return known.counts;
    const isMost = this.ofRows > this.length / 2;
    this.fewer ??= isMost ? difference(new Uint8Array(this.length).fill(1), this.rows) : rowsIn(this.rows);
    const counts = isMost ? totals.slice() : new Uint32Array(size);
    count(counts, codes, this.fewer, isMost ? -1 : 1);
    this.columns.set(name, { codes, counts });
    return counts;
  }
}

function count(counts: Uint32Array, codes: CodedColumn['codes'], rows: Uint32Array, by: 1 | -1): void {
  for (let i = 0; i < rows.length; i++) counts[codes[rows[i]!]!]! += by;
}
