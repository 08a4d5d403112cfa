/** A log file's content. Adapters hide gzip and UTF-16; core sees UTF-8 bytes, a leading BOM included. */
export interface LogFile {
  /** Name for messages and rejects. */
  readonly name: string;
  readonly path: string;
  /** Bytes on disk (compressed size for gzip). */
  readonly size: number;
  readonly gzip: boolean;
  /** Of a part of a file: the number of its first line; absent: 1. */
  readonly firstLine?: number;
  /**
   * Streams the decompressed bytes from the start. Throws AppError('bad-data') on a truncated or corrupt gzip stream,
   * after yielding what could be read.
   * @param onBytesRead told the bytes read from disk so far, for progress
   */
  open(options?: { signal?: AbortSignal; onBytesRead?: (bytes: number) => void }): AsyncIterable<Uint8Array>;
}
