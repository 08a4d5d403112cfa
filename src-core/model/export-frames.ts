import type { ApiErrorBody } from './api';

/** How far an export is. */
export interface ExportProgress {
  /** Pairs in the file so far. */
  done: number;
  total: number;
  /** Null until the first pairs are written. */
  pairsPerSecond: number | null;
  secondsLeft: number | null;
}

/**
 * An export on the wire: a line of JSON, then as many bytes of the file as it says, again and again; then a line that
 * says how it ended. A stream that stops without one was broken off.
 */
export type ExportFrame =
  | { type: 'piece'; progress: ExportProgress; bytes: number }
  | { type: 'end' }
  | { type: 'error'; error: ApiErrorBody };

const NEWLINE = 10;

/** @param piece the bytes that the frame names */
export function encodeFrame(frame: ExportFrame, piece: Uint8Array = new Uint8Array(0)): Uint8Array {
  const head = new TextEncoder().encode(`${JSON.stringify(frame)}\n`);
  const bytes = new Uint8Array(head.length + piece.length);
  bytes.set(head);
  bytes.set(piece, head.length);
  return bytes;
}

/** Frames with the bytes that belong to each, however the stream was cut. */
export async function* decodeFrames(
  stream: AsyncIterable<Uint8Array<ArrayBuffer>>,
): AsyncGenerator<{ frame: ExportFrame; bytes: Uint8Array<ArrayBuffer>[] }> {
  const head: Uint8Array[] = [];
  let frame: ExportFrame | null = null;
  let bytes: Uint8Array<ArrayBuffer>[] = [];
  let missing = 0;
  for await (const chunk of stream) {
    for (let at = 0; at < chunk.length;) {
      if (frame === null) {
        const end = chunk.indexOf(NEWLINE, at);
        head.push(chunk.subarray(at, end < 0 ? undefined : end));
        at = end < 0 ? chunk.length : end + 1;
        if (end < 0) continue;
        frame = JSON.parse(joined(head.splice(0))) as ExportFrame;
        missing = frame.type === 'piece' ? frame.bytes : 0;
      } else {
        const part = chunk.subarray(at, at + missing);
        at += part.length;
        missing -= part.length;
        if (part.length > 0) bytes.push(part);
      }
      if (missing > 0) continue;
      yield { frame, bytes };
      frame = null;
      bytes = [];
    }
  }
}

function joined(parts: readonly Uint8Array[]): string {
  const decoder = new TextDecoder();
  return parts.map((part) => decoder.decode(part, { stream: true })).join('') + decoder.decode();
}
