import { ARMS, ARM_LABEL, type ArmName } from './arm';

/**
 * What a column holds. `number` and `time` have ranges, `category` has one of few words, `list` several separated by
 * commas, `id` is different for each pair, `text` lies in the text segments and can be neither sorted nor filtered by.
 */
export type ColumnKind = 'number' | 'time' | 'category' | 'list' | 'id' | 'text';

/** How a column's numbers are written. */
export type ColumnUnit = 'ms' | 'usd' | 'ratio' | 'similarity' | 'count' | 'share';

export interface PairColumn {
  /** Named as in an export. */
  name: string;
  label: string;
  kind: ColumnKind;
  unit: ColumnUnit | null;
  arm: ArmName | null;
}

/** Columns of a workspace in the order in which they are offered. */
export function pairColumns(tagKeys: readonly string[], labelKeys: readonly string[]): PairColumn[] {
  return [
    column('request_id', 'Request', 'id'),
    column('timestamp', 'Time', 'time'),
    column('hour', 'Hour of the day, UTC', 'number', 'count'),
    column('prompt', 'Prompt', 'text'),
    ofArm('prod', 'response', 'output', 'text'),
    ofArm('shadow', 'response', 'output', 'text'),
    column('similarity', 'Similarity', 'number', 'similarity'),
    column('class', 'Class', 'category'),
    column('flags', 'Flags', 'list'),
    ofArm('prod', 'latency_ms', 'latency', 'number', 'ms'),
    ofArm('shadow', 'latency_ms', 'latency', 'number', 'ms'),
    column('latency_ratio', 'Latency ratio', 'number', 'ratio'),
    ...ARMS.map((arm) => ofArm(arm, 'ttft_ms', 'first token', 'number', 'ms')),
    ...ARMS.map((arm) => ofArm(arm, 'state', 'state', 'category')),
    ...ARMS.map((arm) => ofArm(arm, 'error_kind', 'error', 'category')),
    ...ARMS.map((arm) => ofArm(arm, 'chars', 'length', 'number', 'count')),
    column('chars_ratio', 'Length ratio', 'number', 'ratio'),
    column('prompt_chars', 'Prompt length', 'number', 'count'),
    ...ARMS.map((arm) => ofArm(arm, 'tokens_in', 'tokens in', 'number', 'count')),
    ...ARMS.map((arm) => ofArm(arm, 'tokens_out', 'tokens out', 'number', 'count')),
    ...ARMS.map((arm) => ofArm(arm, 'cost_usd', 'cost', 'number', 'usd')),
    ...ARMS.map((arm) => ofArm(arm, 'model', 'model', 'category')),
    column('exact_match', 'Equal', 'category'),
    column('exact_match_normalised', 'Equal but for form', 'category'),
    column('label', 'Label', 'category'),
    column('label_tags', 'Label tags', 'list'),
    column('label_score', 'Label score', 'number', 'share'),
    column('label_how', 'How labelled', 'list'),
    column('judge', 'Judge', 'category'),
    column('judge_score', 'Judge score', 'number', 'share'),
    column('judge_how', 'How judged', 'category'),
    column('judge_sampled', 'Judged in a sample', 'category'),
    column('judge_agreement', 'Judge and label', 'category'),
    column('cluster', 'Cluster', 'category'),
    column('language', 'Language of the prompt', 'category'),
    column('map_x', 'Map, across', 'number'),
    column('map_y', 'Map, up', 'number'),
    ...tagKeys.map((key) => column(`tags.${key}`, key, 'category')),
    ...labelKeys.map((key) => column(`labels.${key}`, key, 'category')),
  ];
}

function column(name: string, label: string, kind: ColumnKind, unit: ColumnUnit | null = null): PairColumn {
  return { name, label, kind, unit, arm: null };
}

function ofArm(
  arm: ArmName,
  name: string,
  label: string,
  kind: ColumnKind,
  unit: ColumnUnit | null = null,
): PairColumn {
  const [first = ''] = ARM_LABEL[arm];
  const title = first.toUpperCase() + ARM_LABEL[arm].slice(1);
  return { name: `${arm}_${name}`, label: `${title} ${label}`, kind, unit, arm };
}
