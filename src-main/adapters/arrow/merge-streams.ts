import { type Data, DataType, makeData, type Table, tableFromIPC, Utf8, type Vector } from 'apache-arrow';
import type { ColumnBuilder } from './column-builders';
import { encodeStream } from './encode-stream';

/**
 * IPC streams of one batch each, one behind the other, as one stream of one batch. Texts are copied as bytes.
 * @param columns names and builders of the columns that come out; where a stream lacks one, its rows are null
 * @returns null where a stream has a column, of a newer Gnomon, that would be lost
 */
export function mergeStreams(
  streams: readonly Uint8Array[],
  columns: readonly { name: string; builder: ColumnBuilder<never> }[],
): Uint8Array | null {
  const tables = streams.map((stream) => tableFromIPC(stream));
  const known = new Set(columns.map(({ name }) => name));
  if (tables.some(({ schema }) => schema.fields.some(({ name }) => !known.has(name)))) return null;
  return encodeStream(
    columns.map(({ name, builder }) => {
      const parts = tables.map((table) => ({ rows: table.numRows, vector: table.getChild(name) }));
      const texts = parts.map(({ vector }) => utf8Of(vector));
      return [
        name,
        texts.every((data) => data !== null) ? joinTexts(texts) : rebuild(parts, builder),
      ] as const;
    }),
  );
}

function utf8Of(vector: ReturnType<Table['getChild']>): Data<Utf8> | null {
  const data = vector?.data[0];
  return data && DataType.isUtf8(data.type) ? (data as Data<Utf8>) : null;
}

function joinTexts(parts: readonly Data<Utf8>[]): Data<DataType> {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const valueOffsets = new Int32Array(length + 1);
  const nullBitmap = new Uint8Array(Math.ceil(length / 8)).fill(0xff);
  const bytes: Uint8Array[] = [];
  let nullCount = 0;
  let row = 0;
  let end = 0;
  for (const part of parts) {
    const offsets = part.valueOffsets;
    const start = offsets[0]!;
    bytes.push(part.values.subarray(start, offsets[part.length]));
    for (let i = 0; i < part.length; i++, row++) {
      valueOffsets[row + 1] = end + offsets[i + 1]! - start;
      if (part.getValid(i)) continue;
      nullBitmap[row >> 3]! &= ~(1 << (row & 7));
      nullCount++;
    }
    end = valueOffsets[row]!;
  }
  return makeData({
    type: new Utf8(),
    length,
    nullCount,
    nullBitmap: nullCount === 0 ? null : nullBitmap,
    valueOffsets,
    data: new Uint8Array(Buffer.concat(bytes)),
  });
}

function rebuild(
  parts: readonly { rows: number; vector: Vector | null }[],
  builder: ColumnBuilder<never>,
): Data<DataType> {
  for (const { rows, vector } of parts)
    for (let row = 0; row < rows; row++) builder.append((vector?.get(row) ?? null) as never);
  return builder.finish();
}
