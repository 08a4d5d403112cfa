/** Tag or label keys beyond this many get no column: a log with a key per request would make a table as wide as long. */
const MAX_KEYS = 100;

/**
 * The keys that have a column. Column names in DuckDB ignore case, so `Route` and `route` share the column of
 * whichever came first.
 */
export class KeyColumns {
  private readonly byFolded = new Map<string, string>();
  /** Keys as they were spelt → column, so that most look-ups need no folding. */
  private readonly bySpelling = new Map<string, string>();
  private readonly surplus = new Set<string>();

  constructor(known: readonly string[]) {
    for (const key of known) this.byFolded.set(key.toLowerCase(), key);
  }

  names(): string[] {
    return [...this.byFolded.values()];
  }

  dropped(): string[] {
    return [...this.surplus];
  }

  /** The values whose key has, or now gets, a column, under the column's name. */
  admit(values: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
    let renamed = false;
    for (const key of values.keys()) if (this.columnOf(key) !== key) renamed = true;
    if (!renamed) return values;
    const admitted = new Map<string, string>();
    for (const [key, value] of values) {
      const name = this.columnOf(key);
      if (name !== null && !admitted.has(name)) admitted.set(name, value);
    }
    return admitted;
  }

  private columnOf(key: string): string | null {
    const known = this.bySpelling.get(key);
    if (known !== undefined) return known;
    const column = this.admitKey(key);
    if (column !== null) this.bySpelling.set(key, column);
    return column;
  }

  private admitKey(key: string): string | null {
    const folded = key.toLowerCase();
    const known = this.byFolded.get(folded);
    if (known !== undefined) return known;
    if (this.byFolded.size >= MAX_KEYS) {
      if (this.surplus.size < MAX_KEYS) this.surplus.add(key);
      return null;
    }
    this.byFolded.set(folded, key);
    return key;
  }
}
