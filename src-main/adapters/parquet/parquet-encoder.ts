import { ByteWriter, ParquetWriter } from 'hyparquet-writer';
import type { SqlValue } from '@core/ports/database';
import type { ExportColumn, RowEncoder } from '@core/ports/row-encoder';

const ELEMENT = {
  text: { type: 'BYTE_ARRAY', converted_type: 'UTF8' },
  number: { type: 'DOUBLE' },
  time: { type: 'INT64', converted_type: 'TIMESTAMP_MILLIS' },
  'yes-no': { type: 'BOOLEAN' },
} as const;

/** Apache Parquet with Snappy; each page of rows is a row group, so that memory holds no more than one. */
export function parquetEncoder(createdBy: string): RowEncoder {
  const writer = new ByteWriter();
  let columns: readonly ExportColumn[] = [];
  let parquet: ParquetWriter | null = null;
  /** What was written since the last call; positions in the file go on. */
  const written = (): Uint8Array => {
    const bytes = writer.getBytes().slice();
    writer.index = 0;
    return bytes;
  };
  return {
    start(given) {
      columns = given;
      const schema = [
        { name: 'pairs', num_children: columns.length },
        ...columns.map(({ name, type }) => ({
          name,
          repetition_type: 'OPTIONAL' as const,
          ...ELEMENT[type],
        })),
      ];
      parquet = new ParquetWriter({ writer, schema, createdBy });
      return written();
    },
    rows(rows) {
      const columnData = columns.map(({ name, type }, i) => ({
        name,
        data: rows.map((row) => valueOf(row[i] ?? null, type)),
      }));
      void parquet?.write({ columnData, rowGroupSize: rows.length });
      return written();
    },
    end() {
      parquet?.finish();
      return written();
    },
  };
}

function valueOf(value: SqlValue, type: ExportColumn['type']): SqlValue | Date {
  if (value === null) return null;
  if (type === 'time') return new Date(String(value));
  return type === 'text' ? String(value) : value;
}
