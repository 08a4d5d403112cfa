import { type Data, type DataType, tableFromIPC } from 'apache-arrow';
import { type ColumnBuilder, DictionaryBuilder } from './column-builders';
import { encodeStream } from './encode-stream';
import { hotColumns } from './pair-columns';

const FIXED: readonly string[] = hotColumns().map(({ name }) => name);

/**
 * A segment's IPC stream with all of the table's columns in one order, so that segments can be appended to one table: a
 * segment knows only the tags and labels that had appeared when it was written, and one of an older Gnomon lacks columns
 * that came later. What is missing is null.
 * @param keyed names of all keyed columns, e.g. `tag.route`
 */
export function completeColumns(ipcStream: Uint8Array, keyed: readonly string[]): Uint8Array {
  const table = tableFromIPC(ipcStream);
  const names = table.schema.fields.map(({ name }) => name);
  const wanted = [...FIXED, ...keyed];
  if (wanted.length === names.length && wanted.every((name, i) => name === names[i])) return ipcStream;
  const builders = new Map(hotColumns().map(({ name, builder }) => [name, builder]));
  return encodeStream(
    wanted.map((name) => {
      const data = table.getChild(name)?.data[0];
      return [name, data ?? nulls(builders.get(name) ?? new DictionaryBuilder(), table.numRows)] as const;
    }),
  );
}

/** Names of the keyed columns, in the order of the table. */
export function keyedColumns(keys: { tagKeys: readonly string[]; labelKeys: readonly string[] }): string[] {
  return [...keys.tagKeys.map((key) => `tag.${key}`), ...keys.labelKeys.map((key) => `label.${key}`)];
}

function nulls(builder: Pick<ColumnBuilder<never>, 'append' | 'finish'>, length: number): Data<DataType> {
  for (let row = 0; row < length; row++) builder.append(null);
  return builder.finish();
}
