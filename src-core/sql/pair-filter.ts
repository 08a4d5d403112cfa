import { AppError } from '../model/app-error';
import type { SqlValue } from '../ports/database';
import { ANNOTATIONS } from './annotations';
import { identifier } from './pairs-table';

const OPERATORS = ['>=', '<=', '!=', '=', '>', '<', '~'] as const;
type Operator = (typeof OPERATORS)[number];

/** SQL condition with its parameters. */
export interface Condition {
  sql: string;
  params: SqlValue[];
}

/**
 * Reads filters of the form `column OP value` with OP one of = != < <= > >= ~ (contains, case-insensitive);
 * `column=` and `column!=` without a value test for missing and present. All must hold.
 * @param columns name → SQL expression of the columns that may be filtered
 * @throws AppError('usage') for an unknown column or an unreadable filter
 */
export function parseFilters(filters: readonly string[], columns: ReadonlyMap<string, string>): Condition {
  const conditions = filters.map((filter) => parseFilter(filter, columns));
  return {
    sql: conditions.length > 0 ? conditions.map(({ sql }) => `(${sql})`).join(' AND ') : 'TRUE',
    params: conditions.flatMap(({ params }) => params),
  };
}

function parseFilter(filter: string, columns: ReadonlyMap<string, string>): Condition {
  const match = /^\s*([^<>=!~]+?)\s*(>=|<=|!=|=|>|<|~)\s*(.*?)\s*$/s.exec(filter);
  const [, name, operator, value] = match ?? [];
  if (name === undefined || operator === undefined || value === undefined)
    throw new AppError('usage', {
      message: `The filter ${JSON.stringify(filter)} can not be read.`,
      remedy: `write it as column OP value with OP one of ${OPERATORS.join(' ')}, e.g. --filter "shadow_state=failed"`,
    });
  const expression = columns.get(name);
  if (expression === undefined) throw unknownColumn(name, columns);
  return conditionOf(expression, operator as Operator, value);
}

function conditionOf(expression: string, operator: Operator, value: string): Condition {
  if (value === '' && operator === '=') return { sql: `${expression} IS NULL`, params: [] };
  if (value === '' && operator === '!=') return { sql: `${expression} IS NOT NULL`, params: [] };
  if (operator === '~') return { sql: `contains(lower(${expression}::VARCHAR), lower(?))`, params: [value] };
  const number = Number(value);
  const sqlOperator = operator === '!=' ? 'IS DISTINCT FROM' : operator;
  return Number.isNaN(number) || value.trim() === ''
    ? { sql: `${expression}::VARCHAR ${sqlOperator} ?`, params: [value] }
    : { sql: `TRY_CAST(${expression} AS DOUBLE) ${sqlOperator} ?`, params: [number] };
}

/** The error for a column that the workspace does not know. */
export function unknownColumn(name: string, columns: ReadonlyMap<string, string>): AppError {
  return new AppError('usage', {
    message: `This workspace has no column ${JSON.stringify(name)}.`,
    remedy: `choose among ${[...columns.keys()].join(', ')}`,
  });
}

/** Whether judge and person prefer the same arm; who finds both bad prefers none, as with a tie. */
const JUDGE_AGREEMENT = `CASE WHEN judge IS NULL OR label IS NULL THEN NULL
  WHEN judge = replace(label, 'both-bad', 'tie') THEN 'agree' ELSE 'disagree' END`;

/** Column names as analysts see them → SQL expressions over `pairs`. */
export function exportableColumns(
  tagKeys: readonly string[],
  labelKeys: readonly string[],
): Map<string, string> {
  const arm = (name: string): string[] =>
    [
      'state',
      'error_kind',
      'model',
      'latency_ms',
      'ttft_ms',
      'tokens_in',
      'tokens_out',
      'cost_usd',
      'chars',
    ].map((column) => `${name}_${column}`);
  const columns = new Map<string, string>([
    ['request_id', 'request_id'],
    ['timestamp', "strftime(ts, '%Y-%m-%dT%H:%M:%S.%gZ')"],
    ['hour', 'hour(ts)'],
    ...[...arm('prod'), ...arm('shadow')].map((name): [string, string] => [name, name]),
    [
      'latency_ratio',
      'CASE WHEN outcome = 0 AND prod_latency_ms > 0 THEN shadow_latency_ms / prod_latency_ms END',
    ],
    ['chars_ratio', 'CASE WHEN outcome = 0 AND prod_chars > 0 THEN shadow_chars / prod_chars END'],
    ['exact_match', 'exact_raw'],
    ['exact_match_normalised', 'exact_norm'],
    ['similarity', 'similarity'],
    ['class', 'meaning_class'],
    ['flags', 'meaning_flags'],
    ['prompt_chars', 'prompt_chars'],
    ...Object.keys(ANNOTATIONS).map((name): [string, string] => [name, name]),
    ['judge_agreement', JUDGE_AGREEMENT],
  ]);
  for (const key of tagKeys) columns.set(`tags.${key}`, identifier(`tag.${key}`));
  for (const key of labelKeys) columns.set(`labels.${key}`, identifier(`label.${key}`));
  return columns;
}
