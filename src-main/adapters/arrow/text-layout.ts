import { Message } from 'apache-arrow';

/** Where a column of texts lies in a file: byte positions, and how many rows. */
export interface TextColumnPlace {
  rows: number;
  /** One bit a row, 0 for no value; null where every row has one. */
  validity: number | null;
  /** rows + 1 32-bit offsets into the bytes. */
  offsets: number;
  bytes: number;
  /** Length of the bytes. */
  size: number;
}

/** Bytes at the beginning of a file that hold its layout. */
export const HEAD_BYTES = 1 << 16;

/**
 * Finds the UTF-8 columns of an Arrow IPC stream that holds one record batch of nothing else, as text segments do.
 * https://arrow.apache.org/docs/format/Columnar.html#ipc-streaming-format
 * @param head the first HEAD_BYTES of the file, or the whole of it
 * @throws Error when the bytes are something else
 */
export function textLayout(head: Uint8Array): Map<string, TextColumnPlace> {
  const schema = messageAt(head, 0);
  if (!schema.message.isSchema()) throw new Error('no schema where one should stand');
  const batch = messageAt(head, schema.end);
  if (!batch.message.isRecordBatch()) throw new Error('no record batch where one should stand');
  const { length: rows, nodes, buffers } = batch.message.header();
  const places = new Map<string, TextColumnPlace>();
  schema.message.header().fields.forEach(({ name }, i) => {
    const [validity, offsets, bytes] = [buffers[3 * i]!, buffers[3 * i + 1]!, buffers[3 * i + 2]!];
    places.set(name, {
      rows,
      validity: nodes[i]!.nullCount === 0 || validity.length === 0 ? null : batch.body + validity.offset,
      offsets: batch.body + offsets.offset,
      bytes: batch.body + bytes.offset,
      size: bytes.length,
    });
  });
  return places;
}

/** A message of the stream: its header, where its body begins and where the next message does. */
function messageAt(head: Uint8Array, at: number): { message: Message; body: number; end: number } {
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  const start = view.getInt32(at, true) === -1 ? at + 8 : at + 4;
  const body = start + view.getInt32(start - 4, true);
  const message = Message.decode(head.subarray(start, body));
  return { message, body, end: body + message.bodyLength };
}
