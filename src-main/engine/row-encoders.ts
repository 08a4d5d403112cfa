import { csvEncoder, jsonlEncoder } from '@core/engine/text-encoders';
import type { ExportFormat } from '@core/model/api/explore';
import type { RowEncoder } from '@core/ports/row-encoder';
import { parquetEncoder } from '../adapters/parquet/parquet-encoder';
import { VERSION } from './version';

/** How a format's file is written, and what it is called on the wire. */
export const ROW_ENCODERS: Readonly<Record<ExportFormat, { open: () => RowEncoder; type: string }>> = {
  csv: { open: csvEncoder, type: 'text/csv; charset=utf-8' },
  jsonl: { open: jsonlEncoder, type: 'application/x-ndjson' },
  parquet: { open: () => parquetEncoder(`gnomon ${VERSION}`), type: 'application/vnd.apache.parquet' },
};
