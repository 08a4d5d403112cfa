import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { type Table, tableFromIPC } from 'apache-arrow';
import { AppError } from '@core/model/app-error';
import type { ManifestSegment } from '@core/model/workspace';
import type { PairTexts } from '@core/ports/workspace-store';
import { segmentPath } from './layout';

/** Text segments (16 MB or so each) kept open at a time. */
const OPEN_SEGMENTS = 4;

/** Reads texts by sequence number; a segment is checked on first use, and again when its file has changed. */
export class TextSegments {
  private readonly open = new Map<string, Promise<Table>>();
  /** Files that matched their checksum, by when they were written and their size. */
  private readonly checked = new Map<string, string>();

  constructor(private readonly workspace: string) {}

  async read(segments: readonly ManifestSegment[], seqs: readonly number[]): Promise<PairTexts[]> {
    const texts: PairTexts[] = [];
    for (const seq of seqs) {
      const segment = segmentOf(segments, seq);
      if (!segment)
        throw new AppError('not-found', { message: `There is no pair number ${seq} in this workspace.` });
      texts.push(rowOf(await this.table(segment), seq - segment.firstSeq));
    }
    return texts;
  }

  private table(segment: ManifestSegment): Promise<Table> {
    const known = this.open.get(segment.name);
    const table = known ?? this.load(segment);
    this.open.delete(segment.name);
    this.open.set(segment.name, table);
    if (this.open.size > OPEN_SEGMENTS) this.open.delete(this.open.keys().next().value!);
    table.catch(() => this.open.delete(segment.name));
    return table;
  }

  private async load(segment: ManifestSegment): Promise<Table> {
    const path = segmentPath(this.workspace, segment.name, 'texts');
    const damaged = (reason: string): AppError =>
      new AppError('bad-data', {
        message: `The texts of segment ${segment.name} can not be read: ${reason}.`,
        where: path,
        cause: 'the file was changed, or the disk lost a part of it',
        remedy: 'import the log again into a new workspace; the other segments are intact',
      });
    const unreadable = (error: NodeJS.ErrnoException): never => {
      throw damaged(error.code === 'ENOENT' ? 'the file is missing' : String(error.code));
    };
    const { mtimeMs, size } = await stat(path).catch(unreadable);
    const bytes = await readFile(path).catch(unreadable);
    const state = `${mtimeMs} ${size}`;
    if (this.checked.get(segment.name) !== state) {
      if (createHash('sha256').update(bytes).digest('hex') !== segment.textsSha256)
        throw damaged('its checksum differs');
      this.checked.set(segment.name, state);
    }
    return tableFromIPC(bytes);
  }
}

function segmentOf(segments: readonly ManifestSegment[], seq: number): ManifestSegment | undefined {
  return segments.find(({ firstSeq, pairs }) => seq >= firstSeq && seq < firstSeq + pairs);
}

function rowOf(table: Table, row: number): PairTexts {
  const text = (name: string): string | null =>
    (table.getChild(name)?.get(row) as string | null | undefined) ?? null;
  return {
    prompt: text('prompt'),
    messages: text('messages'),
    prodResponse: text('prod_response'),
    prodError: text('prod_error'),
    shadowResponse: text('shadow_response'),
    shadowError: text('shadow_error'),
    rerunResponse: text('rerun_response'),
  };
}
