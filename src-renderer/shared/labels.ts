import type { ImportNote, LogFormat, LogForm, RejectCode, TimeUnit } from '@core/model/import';

/** Why a line was set aside, in words. */
export const REJECT_LABEL: Readonly<Record<RejectCode, string>> = {
  'invalid-json': 'not valid JSON',
  'invalid-csv': 'not valid CSV',
  'not-an-object': 'not a record',
  'wrong-type': 'wrong type of value',
  'no-request-id': 'no request id',
  'too-long': 'line too long',
  truncated: 'cut off',
  duplicate: 'duplicate request id',
  'other-form': 'another form than the rest',
};

export const NOTE_LABEL: Readonly<Record<ImportNote['code'], string>> = {
  'utf8-damage': 'damaged text',
  'damaged-similarity': 'similarities not readable',
  unmatched: 'no partner in the other log',
  'truncated-file': 'file cut off',
  'clipped-tags': 'tags clipped',
  'ignored-columns': 'columns ignored',
  'clipped-numbers': 'numbers clipped',
};

export const FORMAT_LABEL: Readonly<Record<LogFormat, string>> = {
  jsonl: 'JSON Lines',
  'json-array': 'JSON array',
  csv: 'CSV',
};

export const FORM_LABEL: Readonly<Record<LogForm | 'unknown', string>> = {
  nested: 'both arms, nested',
  flat: 'both arms, flat',
  measured: 'figures without texts',
  'one-arm': 'one arm',
  unknown: 'not recognised',
};

export const UNIT_LABEL: Readonly<Record<TimeUnit, string>> = { s: 's', ms: 'ms', us: 'µs', ns: 'ns' };

/** 1 pair, 2 pairs: the noun that goes with a count. */
export function plural(count: number, one: string, many = `${one}s`): string {
  return count === 1 ? one : many;
}
