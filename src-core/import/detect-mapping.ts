import { voteOf } from '../model/vote';
import type { ArmName } from '../model/arm';
import type { LogForm, Target } from '../model/import';
import type { ColumnSample } from './column-sampler';
import { isConversation } from './message-text';
import {
  recogniseArmColumn,
  recogniseCommonColumn,
  recogniseRerunColumn,
  type RecognisedColumn,
} from './recognise-column';
import { readTimestamp } from './read-timestamp';

/** A column that detection chose for a target. */
export interface DetectedColumn {
  target: Target;
  column: ColumnSample;
  confidence: number;
  reason: string;
}

export interface DetectedMapping {
  /** Null when no column says what became of a request. */
  form: LogForm | null;
  mapped: DetectedColumn[];
  /** The arm that all arm columns of a one-arm log are named after, with that word. */
  arm: { name: ArmName; word: string } | null;
}

const VOTER =
  /^(?:human|annotator|rater|reviewer|expert|worker|vote|preference|winner|choice)(?:[_\-\s.]?\w*)$/i;
const TAG = /^(tag|label)s?[._\-\s]+(.+)$/i;
/** Fields of which one is enough to say what became of a request. */
const OUTCOMES = new Set(['response', 'error', 'latency', 'whole']);

/** Chooses a column for each target by the columns' names and by what they hold. */
export function detectMapping(columns: Iterable<ColumnSample>): DetectedMapping {
  const found = new Map<Target, DetectedColumn>();
  const arms: { seen: RecognisedColumn; column: ColumnSample }[] = [];
  for (const column of columns) {
    const tag = tagTarget(column);
    if (tag) offer(found, { target: tag, column, confidence: 0.95, reason: `named ${tag.split('.')[0]}` });
    if (tag || isInsideTags(column.path)) continue;
    if (holdsVotes(column)) {
      const target: Target = `labels.${column.path}`;
      offer(found, { target, column, confidence: 0.9, reason: 'holds votes of people' });
      continue;
    }
    const common = recogniseCommonColumn(column.path);
    if (common && suits(common.target, column)) {
      offer(found, { ...named(common.target, column, common.score), confidence: confidence(common, column) });
    }
    const again = recogniseRerunColumn(column.path);
    if (again && !column.types.has('object')) offer(found, named(again.target, column, again.score));
    const seen = recogniseArmColumn(column.path);
    if (seen && suits(seen.field, column)) arms.push({ seen, column });
  }
  const measured = found.has('exact_match') || found.has('similarity');
  const sides = new Set(arms.filter(({ seen }) => OUTCOMES.has(seen.field)).map(({ seen }) => seen.arm));
  const answersAtTop = arms.some(({ seen }) => seen.arm === null && seen.field === 'response');
  if ((sides.has('prod') && sides.has('shadow')) || (measured && !answersAtTop)) {
    for (const { seen, column } of arms) if (seen.arm) offerArm(found, seen.arm, seen, column);
    return { form: pairForm(found), mapped: [...found.values()], arm: null };
  }
  const arm = sides.has('prod') ? 'prod' : sides.has('shadow') ? 'shadow' : null;
  const own = arms.filter(({ seen }) => seen.arm === null || seen.arm === arm);
  if (!own.some(({ seen }) => OUTCOMES.has(seen.field) && seen.field !== 'whole')) {
    return { form: null, mapped: [...found.values()], arm: null };
  }
  for (const { seen, column } of own) if (seen.field !== 'whole') offerArm(found, 'arm', seen, column);
  const word = own.find(({ seen }) => seen.armWord !== null)?.seen.armWord;
  return { form: 'one-arm', mapped: [...found.values()], arm: arm && word ? { name: arm, word } : null };
}

function offerArm(
  found: Map<Target, DetectedColumn>,
  side: ArmName | 'arm',
  seen: RecognisedColumn,
  column: ColumnSample,
): void {
  const target = `${side}.${seen.field === 'whole' ? 'response' : seen.field}`;
  offer(found, named(target, column, seen.score));
}

/** Keeps the surer of two columns for one target; the outer one when an object and its field are equally sure. */
function offer(found: Map<Target, DetectedColumn>, detected: DetectedColumn): void {
  const other = found.get(detected.target);
  if (!other || detected.confidence > other.confidence) found.set(detected.target, detected);
}

function named(target: Target, column: ColumnSample, score: number): DetectedColumn {
  const exact = column.path === target || column.path.replace('_', '.') === target;
  const sure = Math.round((column.filled === 0 ? score * 0.9 : score) * 100) / 100;
  return { target, column, confidence: sure, reason: exact ? `named ${target}` : `synonym of ${target}` };
}

function confidence(common: { target: Target; score: number }, column: ColumnSample): number {
  const repeats = column.filled >= 10 && column.distinct.size < column.filled / 2;
  const score = common.target === 'request_id' && repeats ? common.score * 0.3 : common.score;
  return Math.round(score * (column.depth === 0 ? 1 : 0.9) * 100) / 100;
}

function tagTarget(column: ColumnSample): Target | null {
  if (column.depth > 0) return null;
  const lower = column.path.toLowerCase();
  if (lower === 'tags' || lower === 'labels') return lower;
  const match = TAG.exec(column.path);
  return match ? `${(match[1] ?? '').toLowerCase()}s.${match[2] ?? ''}` : null;
}

/** A column of its own whose name speaks of people and that holds nothing but A, B, TIE and the like. */
function holdsVotes({ depth, path, distinct }: ColumnSample): boolean {
  if (depth > 0 || distinct.size < 2 || !VOTER.test(path)) return false;
  return [...distinct].every((text) => voteOf(text) !== null);
}

function isInsideTags(path: string): boolean {
  return /^(?:tags|labels)\./i.test(path);
}

/** The form of a log that holds both arms. */
export function pairForm(found: ReadonlyMap<Target, DetectedColumn>): LogForm {
  const answers = ['prod.response', 'shadow.response'].flatMap((target) => found.get(target) ?? []);
  if (answers.length === 0) return 'measured';
  return answers.some(({ column }) => column.depth > 0) ? 'nested' : 'flat';
}

/** Whether what a column holds can be what its name says. An empty column can be anything. */
function suits(field: string, column: ColumnSample): boolean {
  const { types, filled } = column;
  if (filled === 0) return field !== 'whole';
  switch (field) {
    case 'latency':
    case 'ttft':
    case 'tokens_in':
    case 'tokens_out':
    case 'cost':
    case 'similarity':
      return column.numbers.length > 0;
    case 'exact_match':
      return (
        types.has('boolean') ||
        [...column.distinct].every((text) => /^(?:true|false|[01](?:\.0)?)$/i.test(text))
      );
    case 'timestamp':
      return [...column.distinct].some((text) => readTimestamp(text) !== null);
    case 'request_id':
      return types.has('text') || types.has('number');
    case 'messages':
      return column.values.some(isConversation) || [...column.distinct].some((text) => text.startsWith('[{'));
    case 'response':
      return !/messages$/i.test(column.path) || column.values.some(endsWithAnswer);
    case 'whole':
      return !types.has('object') && !types.has('boolean');
    case 'model':
      return types.has('text') || types.has('number');
    default:
      return true;
  }
}

function endsWithAnswer(value: unknown): boolean {
  if (!isConversation(value)) return false;
  const last = value.at(-1) as Record<string, unknown> | null;
  return last !== null && Object.hasOwn(last, 'role') && last['role'] === 'assistant';
}
