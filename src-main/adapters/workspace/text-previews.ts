import { closeSync, openSync, readSync } from 'node:fs';
import type { ManifestSegment } from '@core/model/workspace';
import type { PairTexts } from '@core/ports/workspace-store';
import { HEAD_BYTES, type TextColumnPlace, textLayout } from '../arrow/text-layout';
import { segmentPath } from './layout';

/** UTF-8 takes at most three bytes for a UTF-16 unit. */
const BYTES_PER_UNIT = 3;

const NO_TEXTS: PairTexts = {
  prompt: null,
  messages: null,
  prodResponse: null,
  prodError: null,
  shadowResponse: null,
  shadowError: null,
  rerunResponse: null,
};
const COLUMNS: readonly (readonly [column: string, field: keyof PairTexts])[] = [
  ['prompt', 'prompt'],
  ['prod_response', 'prodResponse'],
  ['prod_error', 'prodError'],
  ['shadow_response', 'shadowResponse'],
  ['shadow_error', 'shadowError'],
];

type Layout = ReadonlyMap<string, TextColumnPlace>;

/**
 * Reads the beginnings of texts from their places in the segments' files. Reads are synchronous: each takes some
 * microseconds from the system's cache, and a page of the table needs a thousand.
 */
export class TextPreviews {
  private readonly layouts = new Map<string, Layout>();
  private readonly decoder = new TextDecoder();

  constructor(private readonly workspace: string) {}

  /** Conversations (`messages`) are left out. `missing`: a segment has no file. */
  read(
    segments: readonly ManifestSegment[],
    seqs: readonly number[],
    length: number,
  ): { texts: PairTexts[]; missing: boolean } {
    let missing = false;
    const texts = seqs.map(() => NO_TEXTS);
    const wanted = new Map<ManifestSegment, number[]>();
    seqs.forEach((seq, i) => {
      const segment = segmentAt(segments, seq);
      if (segment) wanted.set(segment, [...(wanted.get(segment) ?? []), i]);
    });
    for (const [segment, places] of wanted) {
      const found = this.withFile(segment, (descriptor, layout) => {
        for (const i of places)
          texts[i] = this.textsAt(descriptor, layout, { row: seqs[i]! - segment.firstSeq, length });
      });
      missing ||= !found;
    }
    return { texts, missing };
  }

  private textsAt(descriptor: number, layout: Layout, at: { row: number; length: number }): PairTexts {
    const texts = { ...NO_TEXTS };
    for (const [column, field] of COLUMNS) {
      const place = layout.get(column);
      if (place) texts[field] = this.textAt(descriptor, place, at);
    }
    return texts;
  }

  private textAt(
    descriptor: number,
    { rows, validity, offsets, bytes, size }: TextColumnPlace,
    { row, length }: { row: number; length: number },
  ): string | null {
    if (row >= rows) return null;
    if (validity !== null && ((bytesAt(descriptor, validity + (row >> 3), 1)[0]! >> (row & 7)) & 1) === 0)
      return null;
    const ends = bytesAt(descriptor, offsets + 4 * row, 8);
    const [start, end] = [ends.readInt32LE(0), ends.readInt32LE(4)];
    if (start < 0 || end < start || end > size) return null;
    const taken = Math.min(end - start, length * BYTES_PER_UNIT);
    const text = this.decoder.decode(bytesAt(descriptor, bytes + start, taken));
    return text.length > length || taken < end - start ? `${clipped(text, length)}…` : text;
  }

  /** A file that is missing or damaged is passed over: the pair itself says so when it is opened. False: there is none. */
  private withFile(segment: ManifestSegment, take: (descriptor: number, layout: Layout) => void): boolean {
    let descriptor: number | null = null;
    try {
      descriptor = openSync(segmentPath(this.workspace, segment.name, 'texts'), 'r');
      const layout = this.layouts.get(segment.name) ?? textLayout(bytesAt(descriptor, 0, HEAD_BYTES));
      this.layouts.set(segment.name, layout);
      take(descriptor, layout);
      return true;
    } catch (error) {
      // Its texts stay null.
      return (error as NodeJS.ErrnoException).code !== 'ENOENT';
    } finally {
      if (descriptor !== null) closeSync(descriptor);
    }
  }
}

function bytesAt(descriptor: number, position: number, length: number): Buffer {
  const bytes = Buffer.alloc(length);
  const read = readSync(descriptor, bytes, 0, length, position);
  return read === length ? bytes : bytes.subarray(0, read);
}

/** Not in the middle of a character that takes two units. */
function clipped(text: string, length: number): string {
  const cut = text.slice(0, length);
  return /[\ud800-\udbff]$/.test(cut) ? cut.slice(0, -1) : cut;
}

function segmentAt(segments: readonly ManifestSegment[], seq: number): ManifestSegment | undefined {
  let [low, high] = [0, segments.length - 1];
  while (low <= high) {
    const middle = (low + high) >> 1;
    const { firstSeq, pairs } = segments[middle]!;
    if (seq < firstSeq) high = middle - 1;
    else if (seq >= firstSeq + pairs) low = middle + 1;
    else return segments[middle];
  }
  return undefined;
}
