import type { LogFile } from '@core/ports/log-file';

/** A log held in memory, handed out in chunks of the given size. */
export function memoryLog(
  content: string | Uint8Array,
  { name = 'log.jsonl', chunkBytes = 1 << 20 } = {},
): LogFile {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  return {
    name,
    path: `/logs/${name}`,
    size: bytes.length,
    gzip: false,
    async *open({ onBytesRead } = {}) {
      for (let at = 0; at < bytes.length; at += chunkBytes) {
        onBytesRead?.(Math.min(bytes.length, at + chunkBytes));
        yield bytes.slice(at, at + chunkBytes);
      }
    },
  };
}
