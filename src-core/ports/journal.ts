/** What a journal holds. */
export interface JournalContent<Entry> {
  entries: Entry[];
  /** Lines that hold no entry: a last line that was cut off by a crash, or damage. They are left out. */
  damaged: { line: number; reason: string }[];
  /** Bytes up to the end of the last whole line: where reading may go on later. */
  end: number;
}

/** An append-only list of records in the workspace folder, one JSON object a line. */
export interface Journal<Entry> {
  /** @param from byte at which a former reading ended; lines are then counted from there */
  read(from?: number): Promise<JournalContent<Entry>>;
  /** Resolves once the entries survive a crash. Entries of one call stand together, in order. */
  append(entries: readonly Entry[]): Promise<void>;
}
