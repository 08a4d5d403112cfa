import type { ArmName } from '../model/arm';
import type { ArmField, TimeUnit } from '../model/import';
import {
  ARM_FIELD_NAMES,
  ARM_WORDS,
  COMMON_NAMES,
  EMPTY_WORDS,
  RERUN_WORDS,
  UNIT_WORDS,
} from './column-names';
import { splitWords } from './split-words';

/** What a column's name says: which field, of which arm (null: not said), and in which unit. */
export interface RecognisedColumn {
  path: string;
  /** 'whole': the name is the arm's alone, e.g. a column `production` that holds the answer itself. */
  field: ArmField | 'whole';
  arm: ArmName | null;
  /** The word that named the arm. */
  armWord: string | null;
  /** 0–1, from the preference order of the names. */
  score: number;
  unit: TimeUnit | null;
}

export type CommonTarget = keyof typeof COMMON_NAMES;

const ARM_FIELDS = index(ARM_FIELD_NAMES);
const COMMON = index(COMMON_NAMES);
const TIME_FIELDS: ReadonlySet<string> = new Set(['latency', 'ttft']);
/** Words that may stand beside a single letter or digit: 'model_a', 'assistant 1'. */
const CARRIERS: ReadonlySet<string> = new Set(['model', 'assistant', 'system', 'arm', 'variant']);

/** Reads a column's name as a field of an arm; null when it is none. */
export function recogniseArmColumn(path: string): RecognisedColumn | null {
  const words = splitWords(path).filter((word) => !EMPTY_WORDS.has(word));
  const plain = fieldOf(words);
  if (plain) return { path, arm: null, armWord: null, ...plain };
  const found = armIn(words);
  if (!found) return null;
  const { arm, armWord, weight, rest } = found;
  if (rest.length === 0) return { path, field: 'whole', arm, armWord, score: 0.7 * weight, unit: null };
  const field = fieldOf(rest);
  return field && { path, arm, armWord, ...field, score: field.score * weight };
}

/** Reads a column's name as the output or error of production asked once more; null when it is neither. */
export function recogniseRerunColumn(
  path: string,
): { target: 'rerun.response' | 'rerun.error'; score: number } | null {
  const words = joinedRerun(splitWords(path).filter((word) => !EMPTY_WORDS.has(word)));
  const at = words.findIndex((word) => RERUN_WORDS.has(word));
  const word = RERUN_WORDS.get(words[at] ?? '');
  if (!word) return null;
  const others = words.filter((_, i) => i !== at);
  const arm = armIn(others);
  if (arm ? arm.arm === 'shadow' : !word.alone) return null;
  const weight = word.weight * (arm?.weight ?? 0.9);
  const rest = arm ? arm.rest : others;
  if (rest.length === 0) return { target: 'rerun.response', score: 0.7 * weight };
  const field = fieldOf(rest);
  if (field?.field !== 'response' && field?.field !== 'error') return null;
  return { target: `rerun.${field.field}`, score: field.score * weight };
}

/** 're_run' is one word. */
function joinedRerun(words: readonly string[]): string[] {
  const at = words.findIndex((word, i) => word === 're' && words[i + 1] === 'run');
  return at < 0 ? [...words] : [...words.slice(0, at), 'rerun', ...words.slice(at + 2)];
}

/** Reads a column's name as something that both arms share; null when it is none. */
export function recogniseCommonColumn(path: string): { target: CommonTarget; score: number } | null {
  const words = splitWords(path).filter((word) => !EMPTY_WORDS.has(word));
  const named = COMMON.get(words.join('_'));
  if (named) return { target: named.key, score: named.score };
  if (words.length < 2 || !UNIT_WORDS.has(words.at(-1) ?? '')) return null;
  const timed = COMMON.get(words.slice(0, -1).join('_'));
  return timed?.key === 'timestamp' ? { target: 'timestamp', score: timed.score } : null;
}

function fieldOf(words: readonly string[]): { field: ArmField; score: number; unit: TimeUnit | null } | null {
  const whole = ARM_FIELDS.get(words.join('_'));
  if (whole) return { field: whole.key, score: whole.score, unit: null };
  const unit = UNIT_WORDS.get(words.at(-1) ?? '');
  const timed = unit && ARM_FIELDS.get(words.slice(0, -1).join('_'));
  return timed && TIME_FIELDS.has(timed.key) ? { field: timed.key, score: timed.score, unit } : null;
}

function armIn(words: readonly string[]) {
  const named = words.flatMap((word, at) => {
    const entry = ARM_WORDS.get(word);
    return entry ? [{ ...entry, word, at }] : [];
  });
  const strong = named.filter(({ word }) => word.length > 1);
  const candidates = strong.length > 0 ? strong : named.filter(({ at }) => atEdge(words, at));
  const [first] = candidates;
  if (!first || candidates.some(({ arm }) => arm !== first.arm)) return null;
  const taken = new Set(candidates.map(({ at }) => at));
  let rest = words.filter((_, at) => !taken.has(at));
  if (first.word.length === 1 && rest.length > 1) rest = withoutCarrier(words, first.at) ?? rest;
  return { arm: first.arm, armWord: first.word, weight: first.weight, rest };
}

function atEdge(words: readonly string[], at: number): boolean {
  const end = UNIT_WORDS.has(words.at(-1) ?? '') ? words.length - 2 : words.length - 1;
  return at === 0 || at === end || CARRIERS.has(words[at - 1] ?? '');
}

function withoutCarrier(words: readonly string[], at: number): string[] | null {
  if (!CARRIERS.has(words[at - 1] ?? '')) return null;
  return words.filter((_, i) => i !== at && i !== at - 1);
}

function index<K extends string>(names: Readonly<Record<K, readonly string[]>>) {
  const map = new Map<string, { key: K; score: number }>();
  for (const key of Object.keys(names) as K[]) {
    names[key].forEach((name, i) => {
      if (!map.has(name)) map.set(name, { key, score: i === 0 ? 0.98 : Math.max(0.6, 0.92 - 0.02 * i) });
    });
  }
  return map;
}
