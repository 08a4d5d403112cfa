import {
  type Data,
  type DataType,
  Field,
  makeData,
  RecordBatch,
  Schema,
  Struct,
  Table,
  tableToIPC,
} from 'apache-arrow';

/**
 * Columns of one length, in their order, as an Arrow IPC stream of one batch.
 * Two dictionary columns must not share a dictionary's id: those of a file that was read back keep theirs.
 */
export function encodeStream(columns: Iterable<readonly [name: string, Data<DataType>]>): Uint8Array {
  const named = [...columns];
  const children = named.map(([, data]) => data);
  const schema = new Schema(named.map(([name, { type }]) => new Field(name, type, true)));
  const length = children[0]?.length ?? 0;
  const data = makeData({ type: new Struct(schema.fields), length, nullCount: 0, children });
  return tableToIPC(new Table(schema, [new RecordBatch(schema, data)]), 'stream');
}
