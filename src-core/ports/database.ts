/** A value in a query's result or parameters. Integers beyond 2^53 do not occur: counts are cast to double. */
export type SqlValue = string | number | boolean | null;

export type SqlRow = Readonly<Record<string, SqlValue | readonly SqlValue[]>>;

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
  /** Creates a table from an Arrow IPC stream; the table must not exist. The bytes are handed over. */
  createTableFromArrow(table: string, ipcStream: Uint8Array): Promise<void>;
  close(): Promise<void>;
}
