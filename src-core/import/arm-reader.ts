import type { ArmField, MappedColumn, TimeUnit } from '../model/import';
import type { ArmRecord } from '../model/pair';
import type { Accessor } from './accessors';
import type { FieldReader, NumberRange } from './field-reader';
import { isConversation } from './message-text';
import { armTarget, type Side } from './targets';

const COUNT: NumberRange = { min: 0, max: Number.MAX_SAFE_INTEGER, whole: true };
const AMOUNT: NumberRange = { min: 0, max: Number.MAX_VALUE };

interface FieldColumn {
  path: string;
  read: Accessor;
  unit: TimeUnit;
}

/** Reads one arm's side of a record. */
export interface ArmReader {
  read(record: unknown, fields: FieldReader): ArmRecord;
  /** Whether any column of the arm has a value in this record. */
  hasAny(record: unknown): boolean;
  /** Paths of the columns that can say what became of a request. */
  readonly outcomes: readonly string[];
}

export interface ArmReaderOptions {
  side: Side;
  mapped: readonly MappedColumn[];
  /** Makes the accessor of a column: path, and whether it holds free text. */
  access: (path: string, isText: boolean) => Accessor;
  /** Whether an absent output may be an empty text. */
  emptyAnswers: boolean;
}

export function createArmReader({ side, mapped, access, emptyAnswers }: ArmReaderOptions): ArmReader {
  const columns = new Map<ArmField, FieldColumn>();
  for (const { target, path, unit } of mapped) {
    const found = armTarget(target);
    if (found?.side !== side) continue;
    columns.set(found.field, { path, read: access(path, found.field === 'response'), unit: unit ?? 'ms' });
  }
  const model = columns.get('model');
  const response = columns.get('response');
  const error = columns.get('error');
  const latency = columns.get('latency');
  const ttft = columns.get('ttft');
  const tokensIn = columns.get('tokens_in');
  const tokensOut = columns.get('tokens_out');
  const cost = columns.get('cost');
  const all = [...columns.values()];
  const traces = [latency, ttft, tokensOut].filter((column) => column !== undefined);

  /** An empty cell is an empty output where the request left other traces, or the log has no column for any. */
  function emptyAnswer(record: unknown): string | null {
    if (!emptyAnswers || !response) return null;
    return traces.length === 0 || traces.some(({ read }) => isSet(read(record))) ? '' : null;
  }

  return {
    outcomes: [response, error, latency].flatMap((column) => column?.path ?? []),
    hasAny: (record) => all.some(({ read }) => isSet(read(record))),
    read(record, fields) {
      const text = response ? answerText(response.read(record), response.path, fields) : null;
      const answer = text ?? emptyAnswer(record);
      const flag = error?.read(record);
      const failure = fields.error(flag);
      const latencyMs = latency ? time(latency, record, fields) : null;
      const cleared = flag !== undefined && flag !== null && failure === null;
      const answered = response ? answer !== null : latencyMs !== null || cleared;
      return {
        state: failure !== null ? 'failed' : answered ? 'answered' : 'missing',
        model: model ? fields.text(model.read(record), model.path) : null,
        response: failure === null ? answer : null,
        error: failure,
        latencyMs,
        ttftMs: ttft ? time(ttft, record, fields) : null,
        tokensIn: tokensIn ? fields.number(tokensIn.read(record), tokensIn.path, COUNT) : null,
        tokensOut: tokensOut ? fields.number(tokensOut.read(record), tokensOut.path, COUNT) : null,
        costUsd: cost ? fields.number(cost.read(record), cost.path, AMOUNT) : null,
      };
    },
  };
}

/** A conversation that does not end with the assistant's message holds no answer. */
function answerText(value: unknown, path: string, fields: FieldReader): string | null {
  if (typeof value === 'string') return value;
  if (isConversation(value) && roleOf(value.at(-1)) !== 'assistant') return null;
  return fields.text(value, path);
}

function roleOf(message: unknown): unknown {
  return typeof message === 'object' && message !== null && 'role' in message ? message.role : null;
}

function isSet(value: unknown): boolean {
  return value !== undefined && value !== null;
}

function time(column: FieldColumn, record: unknown, fields: FieldReader): number | null {
  const value = fields.number(column.read(record), column.path, AMOUNT);
  if (value === null || column.unit === 'ms') return value;
  if (column.unit === 's') return value * 1e3;
  return column.unit === 'us' ? value / 1e3 : value / 1e6;
}
