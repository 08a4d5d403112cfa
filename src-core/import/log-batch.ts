import type { Reject } from '../model/import';
import type { ArmLogRecord, Pair } from '../model/pair';
import { RecordProblem } from './field-reader';

/** Longest text kept of a record that is set aside. */
export const MAX_REJECT_CHARS = 4000;

const MAX_RECORDS = 1000;
const MAX_CHARS = 4 * 1024 * 1024;

/** Records read together. records = pairs + arms + rejects; a log holds either pairs or arms. */
export interface LogBatch {
  records: number;
  pairs: readonly Pair[];
  arms: readonly ArmLogRecord[];
  /** 1-based line of each pair or arm. */
  lines: readonly number[];
  rejects: readonly Reject[];
  /** The text of the i-th pair or arm as it stood in the file, clipped at 4 000 characters. */
  rawText(index: number): string;
}

export interface BatchBuilder {
  add(mapped: Pair | ArmLogRecord | RecordProblem, line: number, text: string): void;
  reject(problem: RecordProblem, line: number, text: string): void;
  /** Takes what is left as a last batch. */
  flush(): void;
  /** Finished batches, oldest first; taken out. */
  take(): LogBatch[];
}

/** Gathers batches of about 1 000 records or 4 million characters, whichever comes first. */
export function createBatchBuilder(file: string): BatchBuilder {
  let ready: LogBatch[] = [];
  let open = emptyBatch();

  function close(): void {
    const { pairs, arms, lines, rejects, texts } = open;
    ready.push({
      records: lines.length + rejects.length,
      pairs,
      arms,
      lines,
      rejects,
      rawText: (index) => clipped(texts[index] ?? ''),
    });
    open = emptyBatch();
  }

  function counted(text: string): void {
    open.chars += text.length;
    if (open.chars >= MAX_CHARS || open.lines.length + open.rejects.length >= MAX_RECORDS) close();
  }

  function reject(problem: RecordProblem, line: number, text: string): void {
    open.rejects.push({ file, line, code: problem.code, reason: problem.reason, text: clipped(text) });
    counted(text);
  }

  return {
    reject,
    add(mapped, line, text) {
      if (mapped instanceof RecordProblem) return reject(mapped, line, text);
      if ('prod' in mapped) open.pairs.push(mapped);
      else open.arms.push(mapped);
      open.lines.push(line);
      open.texts.push(text);
      counted(text);
    },
    flush() {
      if (open.lines.length + open.rejects.length > 0) close();
    },
    take() {
      const batches = ready;
      ready = [];
      return batches;
    },
  };
}

/** A text cut at 4 000 characters, never inside a surrogate pair. */
function clipped(text: string): string {
  if (text.length <= MAX_REJECT_CHARS) return text;
  const last = text.charCodeAt(MAX_REJECT_CHARS - 1);
  // A slice of a long text keeps all of it alive; the copy does not.
  return copyOf(text.slice(0, last >= 0xd800 && last < 0xdc00 ? MAX_REJECT_CHARS - 1 : MAX_REJECT_CHARS));
}

function copyOf(text: string): string {
  return JSON.parse(JSON.stringify(text)) as string;
}

function emptyBatch() {
  return {
    pairs: [] as Pair[],
    arms: [] as ArmLogRecord[],
    lines: [] as number[],
    rejects: [] as Reject[],
    texts: [] as string[],
    chars: 0,
  };
}
