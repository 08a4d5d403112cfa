/** Temporary room on disk for a join that is larger than memory. */
export interface Spill {
  /** Appends lines, each with its line end, to a partition. */
  append(partition: number, lines: readonly string[]): Promise<void>;
  /** The lines of a partition in the order in which they were appended, without line ends. */
  read(partition: number): AsyncIterable<string>;
  /** Removes everything. */
  dispose(): Promise<void>;
}
