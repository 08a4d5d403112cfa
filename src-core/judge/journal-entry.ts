import * as v from 'valibot';
import { JUDGE_ORDERS, JudgeConfigurationSchema, type JudgeEntry, type Judgement } from '../model/judge';
import type { ShownJudgement } from '../model/judge-run';
import { parseAnswer } from './parse-answer';

export const JUDGEMENTS_FILE = 'judgements.jsonl';

/** A game as the index keeps it: what is counted. Its words, and where they came from, stay in the journal. */
export type IndexedGame = Pick<
  Judgement,
  | 'kind'
  | 'pair'
  | 'config'
  | 'at'
  | 'order'
  | 'repeat'
  | 'verdict'
  | 'unjudged'
  | 'tokens'
  | 'cost'
  | 'latencyMs'
  | 'batch'
  | 'contextFull'
>;
export type IndexedEntry = Exclude<JudgeEntry, Judgement> | IndexedGame;

const ORDERS: ReadonlySet<unknown> = new Set(JUDGE_ORDERS);
const VERDICTS: ReadonlySet<unknown> = new Set(['prod', 'shadow', 'tie', null]);

/**
 * The entry of a line of the journal.
 * @throws Error naming what is wrong with the line
 */
export function readEntry(value: unknown): JudgeEntry {
  const entry = value as Partial<JudgeEntry> | null;
  if (typeof entry !== 'object' || entry === null) throw new Error('the line holds no object');
  switch (entry.kind) {
    case 'judgement':
      // By hand and not by a schema: a journal of 100,000 lines is read whenever a workspace is opened.
      if (
        typeof entry.pair !== 'string' ||
        typeof entry.config !== 'string' ||
        !ORDERS.has(entry.order) ||
        !Number.isInteger(entry.repeat) ||
        !VERDICTS.has(entry.verdict) ||
        (entry.verdict === null) !== (typeof entry.unjudged === 'string')
      )
        throw new Error('the line holds no judgement that can be read');
      return entry as Judgement;
    case 'config':
      v.assert(JudgeConfigurationSchema, entry.configuration);
      return entry as JudgeEntry;
    case 'batch':
    case 'run':
    case 'current':
      if (typeof entry.config !== 'string') throw new Error(`the ${entry.kind} names no configuration`);
      return entry as JudgeEntry;
    default:
      throw new Error('the line holds an entry of an unknown kind, as of a newer Gnomon');
  }
}

/** Like `readEntry`, of a judgement only what the index keeps. */
export function readIndexedEntry(value: unknown): IndexedEntry {
  const entry = readEntry(value);
  return entry.kind === 'judgement' ? toIndexed(entry) : entry;
}

export function toIndexed(judgement: Judgement): IndexedGame {
  const { kind, pair, config, at, order, repeat, verdict, unjudged } = judgement;
  const { tokens, cost, latencyMs, batch, contextFull } = judgement;
  return {
    kind,
    pair,
    config,
    at,
    order,
    repeat,
    verdict,
    unjudged,
    tokens,
    cost,
    latencyMs,
    batch,
    contextFull,
  };
}

/** A game as lists show it. */
export function toShown(judgement: Judgement): ShownJudgement {
  const justification = judgement.raw === null ? null : parseAnswer(judgement.raw).justification;
  return { ...judgement, justification };
}
