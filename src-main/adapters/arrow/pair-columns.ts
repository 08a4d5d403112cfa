import type { ArmName, ArmState } from '@core/model/arm';
import type { ArmRecord, Pair } from '@core/model/pair';
import type { Comparison } from '@core/ports/workspace-store';
import {
  BoolBuilder,
  type ColumnBuilder,
  DictionaryBuilder,
  float64Builder,
  int32Builder,
  timestampBuilder,
  uint8Builder,
  Utf8Builder,
} from './column-builders';

/** One pair on its way into a segment. */
export interface PairRow {
  seq: number;
  pair: Pair;
  /** The pair's tags and labels whose keys have a column, under the column's name. */
  tags: ReadonlyMap<string, string>;
  labels: ReadonlyMap<string, string>;
  comparison: Comparison;
}

/** A column: how to build it and what it takes from a row. */
export interface Column {
  name: string;
  builder: ColumnBuilder<never>;
  append(rows: readonly PairRow[]): void;
}

const STATE_CODE: Readonly<Record<ArmState, number>> = { answered: 0, failed: 1, missing: 2 };

/** Latency for the comparison of tails: null unless both arms answered or timed out; a timeout is infinite. */
function settledMs({ pair, comparison }: PairRow, arm: ArmName): number | null {
  const latency = (name: ArmName): number | null => {
    if (comparison[`${name}Timeout`]) return Infinity;
    return pair[name].state === 'answered' ? pair[name].latencyMs : null;
  };
  return latency('prod') !== null && latency('shadow') !== null ? latency(arm) : null;
}

/** The numbers and short values of a segment: one column each, in the order of the file. */
export function hotColumns(): Column[] {
  return [
    column('seq', int32Builder(), ({ seq }) => seq),
    column('request_id', new Utf8Builder(), ({ pair }) => pair.requestId),
    column('ts', timestampBuilder(), ({ pair }) => pair.timestamp),
    column('exact_raw', new BoolBuilder(), ({ comparison }) => comparison.exactRaw),
    column('exact_norm', new BoolBuilder(), ({ comparison }) => comparison.exactNormalised),
    column('similarity', float64Builder(), ({ pair }) => pair.loggedSimilarity),
    // Filled from the similarity store when segments are read.
    column('unrelated', float64Builder(), () => null),
    column('meaning_class', new Utf8Builder(), () => null),
    column('meaning_flags', new Utf8Builder(), () => null),
    column('rerun_state', new DictionaryBuilder(), ({ pair }) => pair.rerun?.state ?? null),
    column('rerun_exact_raw', new BoolBuilder(), ({ comparison }) => comparison.rerunExactRaw),
    column('rerun_exact_norm', new BoolBuilder(), ({ comparison }) => comparison.rerunExactNormalised),
    column('rerun_similarity', float64Builder(), () => null),
    column('rerun_class', new Utf8Builder(), () => null),
    column('prompt_chars', int32Builder(), ({ pair }) => pair.prompt?.length ?? null),
    column(
      'outcome',
      uint8Builder(),
      ({ pair }) => 3 * STATE_CODE[pair.prod.state] + STATE_CODE[pair.shadow.state],
    ),
    column('prod_settled_ms', float64Builder(), (row) => settledMs(row, 'prod')),
    column('shadow_settled_ms', float64Builder(), (row) => settledMs(row, 'shadow')),
    ...armColumns('prod'),
    ...armColumns('shadow'),
  ];
}

function armColumns(arm: 'prod' | 'shadow'): Column[] {
  const of =
    <T>(value: (record: ArmRecord) => T) =>
    (row: PairRow): T =>
      value(row.pair[arm]);
  return [
    column(
      `${arm}_state`,
      new DictionaryBuilder(),
      of((record) => record.state),
    ),
    column(`${arm}_error_kind`, new DictionaryBuilder(), ({ comparison }) => comparison[`${arm}ErrorKind`]),
    column(`${arm}_timeout`, new BoolBuilder(), ({ comparison }) => comparison[`${arm}Timeout`]),
    column(
      `${arm}_model`,
      new DictionaryBuilder(),
      of((record) => record.model),
    ),
    column(
      `${arm}_latency_ms`,
      float64Builder(),
      of((record) => record.latencyMs),
    ),
    column(
      `${arm}_ttft_ms`,
      float64Builder(),
      of((record) => record.ttftMs),
    ),
    column(
      `${arm}_tokens_in`,
      float64Builder(),
      of((record) => record.tokensIn),
    ),
    column(
      `${arm}_tokens_out`,
      float64Builder(),
      of((record) => record.tokensOut),
    ),
    column(
      `${arm}_cost_usd`,
      float64Builder(),
      of((record) => record.costUsd),
    ),
    column(
      `${arm}_chars`,
      int32Builder(),
      of((record) => record.response?.length ?? null),
    ),
  ];
}

/** The texts of the same rows, in a file of their own. */
export function textColumns(): { columns: Column[]; bytes: () => number } {
  const builders = {
    prompt: new Utf8Builder(),
    messages: new Utf8Builder(),
    prod_response: new Utf8Builder(),
    prod_error: new Utf8Builder(),
    shadow_response: new Utf8Builder(),
    shadow_error: new Utf8Builder(),
    rerun_response: new Utf8Builder(),
  };
  const columns = [
    column('prompt', builders.prompt, ({ pair }) => pair.prompt),
    column('messages', builders.messages, ({ pair }) => pair.messages),
    column('prod_response', builders.prod_response, ({ pair }) => pair.prod.response),
    column('prod_error', builders.prod_error, ({ pair }) => pair.prod.error),
    column('shadow_response', builders.shadow_response, ({ pair }) => pair.shadow.response),
    column('shadow_error', builders.shadow_error, ({ pair }) => pair.shadow.error),
    column('rerun_response', builders.rerun_response, ({ pair }) => pair.rerun?.response ?? null),
  ];
  return { columns, bytes: () => Object.values(builders).reduce((sum, builder) => sum + builder.bytes, 0) };
}

/** A column per tag or label key (`tag.route`, `label.prod_correct`). */
export function keyedColumn(prefix: 'tag' | 'label', key: string): Column {
  const name = `${prefix}.${key}`;
  if (prefix === 'tag') return column(name, new DictionaryBuilder(), ({ tags }) => tags.get(key) ?? null);
  return column(name, new DictionaryBuilder(), ({ labels }) => labels.get(key) ?? null);
}

function column<T>(name: string, builder: ColumnBuilder<T>, value: (row: PairRow) => T | null): Column {
  return {
    name,
    builder: builder as ColumnBuilder<never>,
    append(rows) {
      if (builder.appendAll) builder.appendAll(rows.map(value));
      else for (const row of rows) builder.append(value(row));
    },
  };
}
