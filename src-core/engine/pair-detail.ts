import { AppError } from '../model/app-error';
import type { ArmDetail, BlindPair, OpenPair, PairDetail } from '../model/api/pair';
import type { ArmName, ArmState } from '../model/arm';
import type { MeaningClass } from '../model/meaning';
import { type ReviewEntry, leftArm } from '../model/review';
import type { Database, SqlValue } from '../ports/database';
import type { PairTexts, WorkspaceStore } from '../ports/workspace-store';
import { identifier } from '../sql/pairs-table';

interface Source {
  db: Database;
  store: WorkspaceStore;
}

type Row = Readonly<Record<string, SqlValue>>;

/**
 * Everything known of one pair.
 * @throws AppError('not-found') for a number that no pair has; 'bad-data' when its texts are damaged
 */
export async function pairDetail(
  { db, store }: Source,
  seq: number,
  reviewsOf: (requestId: string) => readonly ReviewEntry[],
): Promise<OpenPair> {
  const { tagKeys, labelKeys } = store.manifest;
  const keyed = [...tagKeys.map((key) => `tag.${key}`), ...labelKeys.map((key) => `label.${key}`)];
  const [texts, rows] = await Promise.all([
    store.readTexts([seq]),
    db.query<Row>(
      `SELECT request_id, epoch_ms(ts)::DOUBLE AS at, similarity, meaning_class, judge, judge_score,
        ${(['prod', 'shadow'] as const).map(armColumns).join(', ')}
        ${keyed.map((name, i) => `, ${identifier(name)} AS k${i}`).join('')}
      FROM pairs WHERE seq = ?`,
      [seq],
    ),
  ]);
  const row = rows[0];
  // Its segment's numbers are damaged, and so it is in no figure either.
  if (row === undefined) throw noSuchPair(`number ${seq}`);
  const values = keyed.flatMap((_, i) => {
    const value = row[`k${i}`];
    return typeof value === 'string' ? [[i, value] as const] : [];
  });
  const requestId = row['request_id'] as string;
  return {
    blind: null,
    seq,
    requestId,
    timestamp: number(row['at']),
    prompt: texts[0]!.prompt,
    messages: texts[0]!.messages,
    arms: { prod: armOf('prod', row, texts[0]!), shadow: armOf('shadow', row, texts[0]!) },
    tags: values.filter(([i]) => i < tagKeys.length).map(([i, value]) => [tagKeys[i]!, value]),
    labels: values
      .filter(([i]) => i >= tagKeys.length)
      .map(([i, value]) => [labelKeys[i - tagKeys.length]!, value]),
    similarity: number(row['similarity']),
    class: text(row['meaning_class']) as MeaningClass | null,
    judge:
      row['judge'] === null || row['judge'] === undefined
        ? null
        : { verdict: row['judge'] as string, score: number(row['judge_score']) },
    reviews: reviewsOf(requestId),
  };
}

/** The pair as a reviewer in blind mode may see it: open once he has given his verdict. */
export function asSeenBy(
  pair: OpenPair,
  { reviewer, seed }: { reviewer: string | null; seed: number | null },
): PairDetail {
  const own = pair.reviews.find((entry) => entry.reviewer === reviewer);
  return seed === null || (own?.verdict ?? null) !== null ? pair : blindPair(pair, seed, own);
}

/** The pair with nothing in it that tells the arms apart, and with the sides that the seed gives. */
function blindPair(
  { seq, requestId, timestamp, prompt, messages, arms }: OpenPair,
  seed: number,
  own: ReviewEntry | undefined,
): BlindPair {
  const left = leftArm(seed, requestId);
  const output = (arm: ArmName) => ({ response: arms[arm].response });
  return {
    blind: { seed },
    seq,
    requestId,
    timestamp,
    prompt,
    messages,
    left: output(left),
    right: output(left === 'prod' ? 'shadow' : 'prod'),
    noted: own === undefined ? null : { tags: own.tags, severity: own.severity, note: own.note },
  };
}

/** Sequence number of the pair with this request id. @throws AppError('not-found') */
export async function seqOf(db: Database, requestId: string): Promise<number> {
  const [row] = await db.query<{ seq: number }>('SELECT seq FROM pairs WHERE request_id = ?', [requestId]);
  if (row === undefined) throw noSuchPair(JSON.stringify(requestId));
  return row.seq;
}

function noSuchPair(name: string): AppError {
  return new AppError('not-found', {
    message: `There is no pair ${name} in this workspace.`,
    cause: 'the link belongs to another workspace, or the segment that held the pair is damaged',
    remedy: 'go back to the list of pairs',
  });
}

const NUMBERS = ['latency_ms', 'ttft_ms', 'tokens_in', 'tokens_out', 'cost_usd'] as const;

function armColumns(arm: ArmName): string {
  return ['state', 'model', 'error_kind', ...NUMBERS].map((column) => `${arm}_${column}`).join(', ');
}

function armOf(arm: ArmName, row: Row, texts: PairTexts): ArmDetail {
  const figure = (name: (typeof NUMBERS)[number]) => number(row[`${arm}_${name}`]);
  return {
    state: row[`${arm}_state`] as ArmState,
    model: text(row[`${arm}_model`]),
    response: texts[`${arm}Response`],
    error: texts[`${arm}Error`],
    errorKind: text(row[`${arm}_error_kind`]),
    latencyMs: figure('latency_ms'),
    ttftMs: figure('ttft_ms'),
    tokensIn: figure('tokens_in'),
    tokensOut: figure('tokens_out'),
    costUsd: figure('cost_usd'),
  };
}

function number(value: SqlValue | undefined): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

function text(value: SqlValue | undefined): string | null {
  return typeof value === 'string' ? value : null;
}
