import type { ExportFormat, ExportPairsRequest } from '@core/model/api/explore';
import type { ExportProgress } from '@core/model/export-frames';
import { postExport } from './api/explore-client';
import { download, workspaceFileName } from './save-report';
import { type StreamEvent, streamJob } from './stream-job';

/** Parts of a file are handed over to the browser, which may keep them on disk, whenever they are so many bytes. */
const PART_BYTES = 16 << 20;

interface ExportAbout extends ExportPairsRequest {
  workspace: string;
}

interface Exported {
  pairs: number;
  bytes: number;
}

/** The export that goes on or ended last. The whole file, and nothing less, is handed to the browser's download. */
export const useExportJob = streamJob<ExportAbout, ExportProgress, Exported>({ run });

async function* run(
  { workspace, ...request }: ExportAbout,
  signal: AbortSignal,
): AsyncGenerator<StreamEvent<ExportProgress, Exported>> {
  const parts: Blob[] = [];
  let recent: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  let pairs = 0;
  const handOver = (): void => {
    parts.push(new Blob(recent));
    recent = [];
    size = 0;
  };
  for await (const { frame, bytes } of postExport(workspace, request, signal)) {
    if (frame.type === 'error') yield frame;
    if (frame.type === 'end') {
      handOver();
      const file = new Blob(parts, { type: TYPES[request.format] });
      download(file, `${workspaceFileName(workspace)}-pairs.${request.format}`);
      yield { type: 'done', pairs, bytes: file.size };
    }
    if (frame.type !== 'piece') return;
    recent.push(...bytes);
    size += frame.bytes;
    if (size >= PART_BYTES) handOver();
    pairs = frame.progress.done;
    yield { type: 'progress', progress: frame.progress };
  }
}

const TYPES: Readonly<Record<ExportFormat, string>> = {
  csv: 'text/csv',
  jsonl: 'application/x-ndjson',
  parquet: 'application/vnd.apache.parquet',
};
