import type { ErrorDetails } from './app-error';
import type { ArmName } from './arm';

export type LogFormat = 'jsonl' | 'json-array' | 'csv';

/**
 * What one record of a log holds: nested (prod{}, shadow{}), flat (prod_response, …),
 * measured (the figures of a comparison without texts), one-arm (to be joined with the other arm's log).
 */
export type LogForm = 'nested' | 'flat' | 'measured' | 'one-arm';

export type TimeUnit = 's' | 'ms' | 'us' | 'ns';

/** The fields of one arm that a column can be mapped to. */
export type ArmField =
  | 'model'
  | 'response'
  | 'error'
  | 'latency'
  | 'ttft'
  | 'tokens_in'
  | 'tokens_out'
  | 'cost';

/**
 * Where a column goes: `request_id`, `timestamp`, `prompt`, `messages`, `exact_match`, `similarity`,
 * `prod.<field>`, `shadow.<field>`, `arm.<field>` (one-arm logs), `rerun.response` and `rerun.error` (production asked
 * once more), `tags` (an object of tags), `tags.<key>`,
 * `labels`, `labels.<key>`.
 */
export type Target = string;

/** target → column path ("prod.response", or a CSV header). */
export type Mapping = Readonly<Record<Target, string>>;

/** Unit of each time column, by target (`prod.latency`, `shadow.ttft`, …). */
export type TimeUnits = Readonly<Record<Target, TimeUnit>>;

/** A column seen in the first records, with what it looks like. */
export interface ColumnInfo {
  path: string;
  type: 'text' | 'number' | 'boolean' | 'object' | 'list' | 'empty' | 'mixed';
  /** Share of the sampled records in which it is present and not null, 0–1. */
  filled: number;
  /** Up to three different values, clipped for display. */
  samples: readonly string[];
}

export interface MappedColumn {
  target: Target;
  path: string;
  /** 0–1: how sure the detection is. 1 when mapped by hand. */
  confidence: number;
  /** In words, e.g. 'synonym of shadow.response'. */
  reason: string;
  unit: TimeUnit | null;
  unitReason: string | null;
}

/** What was found out about a log from its first records, before importing it. */
export interface LogInspection {
  file: string;
  path: string;
  /** Bytes on disk. */
  size: number;
  gzip: boolean;
  format: LogFormat;
  /** Separator of a CSV file's cells. */
  delimiter?: string;
  /** 'unknown' when no column says what became of a request; such a log can't be imported before columns are mapped. */
  form: LogForm | 'unknown';
  /** What stands in the way of importing the log, with what to do; null when nothing does. */
  problem: ErrorDetails | null;
  /** Which arm a one-arm log holds, and why it is believed; null for other forms. */
  arm: { name: ArmName; reason: string } | null;
  columns: readonly ColumnInfo[];
  mapped: readonly MappedColumn[];
  /** Columns that stay unused; their values remain in the log only. */
  unmapped: readonly string[];
  sampledRecords: number;
}

export const REJECT_CODES = [
  'invalid-json',
  'invalid-csv',
  'not-an-object',
  'wrong-type',
  'no-request-id',
  'too-long',
  'truncated',
  'duplicate',
  'other-form',
] as const;
export type RejectCode = (typeof REJECT_CODES)[number];

/** A log line set aside. Duplicates are rejects too, with their own code. */
export interface Reject {
  file: string;
  /** 1-based line where the record starts. */
  line: number;
  code: RejectCode;
  /** One sentence: what is wrong and with which field. */
  reason: string;
  /** The line's text, clipped at 4 000 characters. */
  text: string;
}

/** Something that was tolerated and must be said, e.g. damaged UTF-8. */
export interface ImportNote {
  file: string;
  code:
    | 'utf8-damage'
    | 'unmatched'
    | 'truncated-file'
    | 'clipped-tags'
    | 'ignored-columns'
    | 'clipped-numbers'
    | 'damaged-similarity';
  message: string;
  count: number;
  firstLine: number | null;
}

export interface ImportedFile {
  file: string;
  sha256: string;
  size: number;
  format: LogFormat;
  form: LogForm;
  arm: ArmName | null;
  records: number;
  pairs: number;
  rejected: number;
  duplicates: number;
  /** True when the same bytes were imported before, so that nothing was added. */
  alreadyImported: boolean;
}

/** pairs + rejected + duplicates = non-blank records read (each joined pair of two one-arm logs takes two records). */
export interface ImportTotals {
  pairs: number;
  rejected: number;
  duplicates: number;
  files: readonly ImportedFile[];
}
