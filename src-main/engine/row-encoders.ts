import { csvEncoder, jsonlEncoder } from '@core/engine/text-encoders';
import type { ExportFormat } from '@core/model/api/explore';
import type { RowEncoder } from '@core/ports/row-encoder';
import { parquetEncoder } from '../adapters/parquet/parquet-encoder';
import { VERSION } from './version';

/** How a format's file is written. */
export const ROW_ENCODERS: Readonly<Record<ExportFormat, () => RowEncoder>> = {
  csv: csvEncoder,
  jsonl: jsonlEncoder,
  parquet: () => parquetEncoder(`gnomon ${VERSION}`),
};
