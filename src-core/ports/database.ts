/** A value in a query's result or parameters. Integers beyond 2^53 do not occur: counts are cast to double. */
export type SqlValue = string | number | boolean | null;

export type SqlRow = Readonly<Record<string, SqlValue | readonly SqlValue[]>>;

/** One value a row: 0 stands for NULL, k for `values[k - 1]`. The values are in order. */
export interface CategoryColumn {
  codes: Uint8Array | Uint16Array | Uint32Array;
  values: readonly string[];
}

export interface TextColumn {
  get(row: number): string | null;
}

/** An embedded SQL database that holds the hot numbers of one workspace. Everything in it can be rebuilt. */
export interface Database {
  /**
   * Runs one statement and gives its rows. LIST columns come as arrays.
   * @param params values for `?` in order
   * @throws AppError('cancelled') when the signal aborts; an Error with the SQL appended when the statement fails
   */
  query<Row extends SqlRow>(
    sql: string,
    params?: readonly SqlValue[],
    options?: { signal?: AbortSignal },
  ): Promise<Row[]>;
  /**
   * Runs a statement whose columns are all DOUBLE or INTEGER, and gives each as one array; NaN stands for NULL.
   * For figures that need every value: a million rows a column take a few hundredths of a second.
   * @throws as `query`
   */
  numbers<Name extends string>(
    sql: string,
    options?: { signal?: AbortSignal },
  ): Promise<Record<Name, Float64Array>>;
  /** Every value of one VARCHAR expression over a table, as numbers of a list of the distinct ones. */
  categories(expression: string, table: string): Promise<CategoryColumn>;
  /** Every value of one VARCHAR expression over a table, kept as bytes until it is asked for. */
  texts(expression: string, table: string): Promise<TextColumn>;
  /** Appends an Arrow IPC stream to a table with the same columns, or creates it. The bytes are handed over. */
  appendFromArrow(table: string, ipcStream: Uint8Array): Promise<void>;
  /** Removes a table if it is there. */
  dropTable(table: string): Promise<void>;
  close(): Promise<void>;
}
