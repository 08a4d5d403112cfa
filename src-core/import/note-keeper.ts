import type { AppError } from '../model/app-error';
import type { ImportNote, LogInspection } from '../model/import';

/** Gathers what an import tolerated. */
export interface NoteKeeper {
  /** Bytes of the record on this line were no UTF-8. */
  damaged(line: number): void;
  clippedTags(clipped: { count: number; firstLine: number | null }): void;
  /** The file's stream broke off. */
  broken(error: AppError): void;
  /** A JSON array was never closed. */
  unclosed(): void;
  all(): ImportNote[];
}

/** What a capture logs for other tools, and of a rerun beside its answer. */
const CARRIED = /^(?:otel|prod_rerun)\./;

export function createNoteKeeper({ file, unmapped }: LogInspection): NoteKeeper {
  const damage = { count: 0, firstLine: null as number | null };
  const notes: ImportNote[] = [];

  return {
    damaged(line) {
      damage.count++;
      damage.firstLine ??= line;
    },
    clippedTags({ count, firstLine }) {
      if (count === 0) return;
      const message =
        'Records with more than 64 tags, or a tag longer than 500 characters: the rest was cut.';
      notes.push({ file, code: 'clipped-tags', message, count, firstLine });
    },
    broken(error) {
      const message = `${error.details.message} What could be read was imported.`;
      notes.push({ file, code: 'truncated-file', message, count: 1, firstLine: null });
    },
    unclosed() {
      const message = 'The JSON array is not closed: the file may have been cut off.';
      notes.push({ file, code: 'truncated-file', message, count: 1, firstLine: null });
    },
    all() {
      const found = [...notes];
      if (damage.count > 0) {
        const message = 'Records with bytes that are no UTF-8: each such byte became U+FFFD.';
        found.unshift({ file, code: 'utf8-damage', message, ...damage });
      }
      const ignored = unmapped.filter((path) => !CARRIED.test(path));
      if (ignored.length > 0) {
        const names = ignored.slice(0, 10).join(', ') + (ignored.length > 10 ? ', …' : '');
        const message = `Columns that are not mapped and stay in the log only: ${names}.`;
        found.push({ file, code: 'ignored-columns', message, count: ignored.length, firstLine: null });
      }
      return found;
    },
  };
}
