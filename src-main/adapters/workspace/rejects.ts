import { open } from 'node:fs/promises';
import type { Reject, RejectCode } from '@core/model/import';
import type { RejectQuery } from '@core/ports/workspace-store';

/** One page of `rejects.jsonl`, filtered by code, read up to the acknowledged length. */
export async function readRejects(
  path: string,
  acknowledged: number,
  { code, offset, limit }: RejectQuery,
): Promise<{ total: number; rows: Reject[] }> {
  const rows: Reject[] = [];
  let total = 0;
  for await (const reject of rejectsIn(path, acknowledged)) {
    if (code && reject.code !== code) continue;
    if (total >= offset && rows.length < limit) rows.push(reject);
    total++;
  }
  return { total, rows };
}

/** Rejects by reason, most frequent first. */
export async function countRejects(
  path: string,
  acknowledged: number,
): Promise<{ code: RejectCode; count: number }[]> {
  const counts = new Map<RejectCode, number>();
  for await (const { code } of rejectsIn(path, acknowledged)) counts.set(code, (counts.get(code) ?? 0) + 1);
  return [...counts].map(([code, count]) => ({ code, count })).toSorted((a, b) => b.count - a.count);
}

async function* rejectsIn(path: string, acknowledged: number): AsyncIterable<Reject> {
  if (acknowledged === 0) return;
  const file = await open(path);
  for await (const line of file.readLines({ end: acknowledged - 1 }))
    if (line) yield JSON.parse(line) as Reject;
}
