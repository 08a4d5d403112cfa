import { Dictionary, Int32, makeData, tableFromIPC, Utf8, vectorFromArray } from 'apache-arrow';
import { encodeStream } from './encode-stream';

/**
 * A segment's IPC stream with all of the workspace's keyed columns in one order, so that segments can be appended to
 * one table: a segment knows only the tags and labels that had appeared when it was written.
 * @param keyed names of all keyed columns, e.g. `tag.route`
 */
export function completeColumns(ipcStream: Uint8Array, keyed: readonly string[]): Uint8Array {
  const table = tableFromIPC(ipcStream);
  const names = table.schema.fields.map(({ name }) => name);
  const fixed = names.filter((name) => !isKeyed(name));
  const wanted = [...fixed, ...keyed];
  if (wanted.length === names.length && wanted.every((name, i) => name === names[i])) return ipcStream;
  const length = table.numRows;
  return encodeStream(
    wanted.map((name) => [name, table.getChild(name)?.data[0] ?? emptyColumn(length)] as const),
  );
}

/** Names of the keyed columns, in the order of the table. */
export function keyedColumns(keys: { tagKeys: readonly string[]; labelKeys: readonly string[] }): string[] {
  return [...keys.tagKeys.map((key) => `tag.${key}`), ...keys.labelKeys.map((key) => `label.${key}`)];
}

function isKeyed(name: string): boolean {
  return name.startsWith('tag.') || name.startsWith('label.');
}

function emptyColumn(length: number) {
  return makeData({
    type: new Dictionary(new Utf8(), new Int32()),
    length,
    nullCount: length,
    nullBitmap: new Uint8Array(Math.ceil(length / 8)),
    data: new Int32Array(length),
    dictionary: vectorFromArray([''], new Utf8()),
  });
}
