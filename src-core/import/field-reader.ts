import type { RejectCode } from '../model/import';
import { canonicalJson } from './canonical-json';
import { textInside } from './message-text';
import { readTimestamp } from './read-timestamp';

/** Why a record cannot be taken. */
export class RecordProblem {
  constructor(
    readonly code: RejectCode,
    /** One sentence. */
    readonly reason: string,
  ) {}
}

export interface NumberRange {
  min: number;
  max: number;
  whole?: boolean;
}

const NO_ERROR: ReadonlySet<string> = new Set([
  '',
  '0',
  'false',
  'no',
  'none',
  'null',
  'nil',
  'nan',
  'na',
  'n/a',
  'ok',
  'success',
  'undefined',
]);
const ERROR_KEYS = ['message', 'error', 'type', 'code', 'detail'];
/** The text of a failure that the log only flags. */
const FLAGGED = 'failed';

/** Turns raw values into a field's type. The first value of a wrong type is kept in `problem`. */
export class FieldReader {
  problem: RecordProblem | null = null;

  /** A number in the range, null when absent; a numeric text counts. */
  number(value: unknown, name: string, range: NumberRange): number | null {
    if (value === undefined || value === null) return null;
    let number = NaN;
    if (typeof value === 'number') number = value;
    else if (typeof value === 'string') {
      const text = value.trim();
      if (text === '') return null;
      number = Number(text);
    }
    if (!Number.isFinite(number)) return this.wrong(value, name, 'a number');
    if (number < range.min && range.min === 0) return this.wrong(value, name, 'zero or more');
    if (number < range.min || number > range.max) {
      return this.wrong(value, name, `between ${range.min} and ${range.max}`);
    }
    if (range.whole && !Number.isSafeInteger(number)) return this.wrong(value, name, 'a whole number');
    return number;
  }

  boolean(value: unknown, name: string): boolean | null {
    if (value === undefined || value === null || value === '') return null;
    if (typeof value === 'boolean') return value;
    const text = String(value).trim().toLowerCase();
    if (text === 'true' || text === '1' || text === '1.0' || text === 'yes') return true;
    if (text === 'false' || text === '0' || text === '0.0' || text === 'no') return false;
    return this.wrong(value, name, 'true or false');
  }

  timestamp(value: unknown, name: string): number | null {
    if (value === undefined || value === null || value === '') return null;
    return readTimestamp(value) ?? this.wrong(value, name, 'an ISO 8601 date or a Unix time');
  }

  /** A text however it is wrapped; objects without one become canonical JSON. */
  text(value: unknown, name: string): string | null {
    if (typeof value === 'string') return value;
    if (value === undefined || value === null) return null;
    if (typeof value !== 'object') return String(value);
    return (
      textInside(value) ?? canonicalJson(value) ?? this.wrong('…', name, 'nested at most 100 levels deep')
    );
  }

  /** What an error column says of a failure; null when it says that there was none, or nothing. */
  error(value: unknown): string | null {
    if (value === undefined || value === null || value === false || value === 0) return null;
    if (value === true) return FLAGGED;
    if (typeof value === 'string') return this.errorText(value);
    if (typeof value !== 'object') return String(value);
    const entries = new Map<string, unknown>(Object.entries(value));
    if (entries.size === 0) return null;
    for (const key of ERROR_KEYS) {
      const part = entries.get(key);
      if (typeof part === 'string' && part !== '') return part;
    }
    return canonicalJson(value) ?? FLAGGED;
  }

  /** Keeps the first problem; always null, so that it can be returned as the value. */
  wrong(value: unknown, name: string, wanted: string): null {
    this.problem ??= new RecordProblem('wrong-type', `${name} is ${shown(value)}, but must be ${wanted}.`);
    return null;
  }

  private errorText(value: string): string | null {
    if (value.length > 12) return value;
    const word = value.trim().toLowerCase();
    if (NO_ERROR.has(word)) return null;
    return word === 'true' || word === '1' || word === 'yes' ? FLAGGED : value;
  }
}

function shown(value: unknown): string {
  const text = typeof value === 'object' ? 'a list or an object' : (JSON.stringify(value) ?? String(value));
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
