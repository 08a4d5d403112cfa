import { afterAll, beforeAll, expect, it } from 'vitest';
import { addAnnotations, annotatePairs } from '@core/engine/annotate-pairs';
import type { PairFilter } from '@core/model/pair-filter';
import type { Database } from '@core/ports/database';
import { filterSql } from '@core/sql/filter-sql';
import { exportableColumns } from '@core/sql/pair-filter';
import { openDuckDb } from '../../src-main/adapters/duckdb/duckdb-database';

let db: Database;
const columns = exportableColumns(['route'], ['prod_correct', 'shadow_correct']);

beforeAll(async () => {
  db = openDuckDb();
  await db.query(`CREATE TABLE pairs AS SELECT i::INTEGER AS seq, 'r' || i AS request_id,
    make_timestamp_ms(i * 1000) AS ts, CASE WHEN i = 3 THEN 1 ELSE 0 END::UTINYINT AS outcome,
    CASE WHEN i = 1 THEN NULL ELSE i / 10 END AS similarity, i % 2 = 0 AS exact_norm,
    CASE i WHEN 0 THEN 'number,unit' WHEN 1 THEN 'unit' WHEN 2 THEN '' END AS meaning_flags,
    CASE WHEN i < 2 THEN 'chat' WHEN i = 2 THEN 'it''s' END AS "tag.route",
    CASE WHEN i = 4 THEN 'true' WHEN i = 5 THEN 'True' END AS "label.prod_correct",
    CASE WHEN i = 4 THEN 'true' WHEN i = 5 THEN 'false' END AS "label.shadow_correct" FROM range(6) t(i)`);
  await addAnnotations(db);
  await annotatePairs(
    db,
    ['label'],
    [
      [0, 'prod'],
      [1, 'shadow'],
      [4, 'prod'],
    ],
  );
  await annotatePairs(
    db,
    ['judge'],
    [
      [1, 'prod'],
      [2, 'prod'],
    ],
  );
});
afterAll(() => db.close());

async function seqs(...filter: PairFilter): Promise<number[]> {
  const { sql, params } = filterSql(filter, { columns });
  const rows = await db.query<{ seq: number }>(`SELECT seq FROM pairs WHERE ${sql} ORDER BY seq`, params);
  return rows.map(({ seq }) => seq);
}

it('holds for every pair when it is empty', async () => {
  expect(await seqs()).toEqual([0, 1, 2, 3, 4, 5]);
});

it('takes ranges half open, and leaves out pairs without a value', async () => {
  expect(await seqs({ kind: 'range', column: 'similarity', min: 0.2, max: 0.4 })).toEqual([2, 3]);
  expect(await seqs({ kind: 'range', column: 'similarity', min: null, max: null })).toEqual([0, 2, 3, 4, 5]);
  expect(await seqs({ kind: 'range', column: 'timestamp', min: 4000, max: null })).toEqual([4, 5]);
});

it('tells a value from its absence, and quotes what a log holds', async () => {
  expect(await seqs({ kind: 'any-of', column: 'tags.route', values: ["it's", null] })).toEqual([2, 3, 4, 5]);
  expect(await seqs({ kind: 'none-of', column: 'tags.route', values: ['chat'] })).toEqual([2, 3, 4, 5]);
  expect(await seqs({ kind: 'any-of', column: 'tags.route', values: [] })).toEqual([]);
});

it('finds flags in the list, not in the text', async () => {
  expect(await seqs({ kind: 'has', column: 'flags', values: ['unit'] })).toEqual([0, 1]);
  expect(await seqs({ kind: 'has', column: 'flags', values: ['uni'] })).toEqual([]);
});

it('differs only where both answered', async () => {
  expect(await seqs({ kind: 'differs' })).toEqual([1, 5]);
});

it('lets the truth in the log outrank a label, and a label the judge', async () => {
  expect(await seqs({ kind: 'prod-right' })).toEqual([0, 2, 5]);
});

it('draws the same sample for the same seed', async () => {
  const first = await seqs({ kind: 'sample', n: 3, seed: 7 });
  expect(first).toHaveLength(3);
  expect(await seqs({ kind: 'sample', n: 3, seed: 7 })).toEqual(first);
});

it('combines conditions: all must hold', async () => {
  expect(await seqs({ kind: 'pairs', why: 'test', seqs: [0, 1, 5] }, { kind: 'differs' })).toEqual([1, 5]);
});

it('names a column that is not there', async () => {
  await expect(seqs({ kind: 'any-of', column: 'nope', values: ['x'] })).rejects.toThrow(/no column "nope"/);
});
