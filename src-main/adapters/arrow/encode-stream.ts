import {
  type Data,
  DataType,
  Dictionary,
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
 * Dictionaries get their column's place as id: those of a file that was read back keep theirs, and a new one's may be
 * the same.
 */
export function encodeStream(columns: Iterable<readonly [name: string, Data<DataType>]>): Uint8Array {
  const named = [...columns].map(([name, data], place) => [name, withDictionaryId(data, place)] as const);
  const children = named.map(([, data]) => data);
  const schema = new Schema(named.map(([name, { type }]) => new Field(name, type, true)));
  const length = children[0]?.length ?? 0;
  const data = makeData({ type: new Struct(schema.fields), length, nullCount: 0, children });
  return tableToIPC(new Table(schema, [new RecordBatch(schema, data)]), 'stream');
}

function withDictionaryId(data: Data<DataType>, id: number): Data<DataType> {
  const { type } = data;
  if (!DataType.isDictionary(type)) return data;
  return data.clone(new Dictionary(type.dictionary, type.indices, id, type.isOrdered));
}
