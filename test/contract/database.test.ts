import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDuckDb } from '../../src-main/adapters/duckdb/duckdb-database';
import type { Database } from '@core/ports/database';

let db: Database;
beforeAll(() => {
  db = openDuckDb();
});
afterAll(() => db.close());

describe('the database', () => {
  it('gives rows as plain values: counts as numbers, lists as arrays, NULL as null', async () => {
    const rows = await db.query(
      "SELECT count(*) AS n, ['a', 'b'] AS list, NULL::INTEGER AS nothing, true AS yes FROM range(3)",
    );
    expect(rows).toEqual([{ n: 3, list: ['a', 'b'], nothing: null, yes: true }]);
  });

  it('takes parameters as values', async () => {
    expect(await db.query('SELECT ? AS text, ? AS number', ["it's", 1.5])).toEqual([
      { text: "it's", number: 1.5 },
    ]);
  });

  it('gives columns of numbers whole, across all chunks, infinity and NaN included', async () => {
    const { a, b } = await db.numbers<'a' | 'b'>(
      "SELECT i::DOUBLE AS a, CASE WHEN i = 0 THEN 'infinity'::DOUBLE ELSE 'nan'::DOUBLE END AS b FROM range(10000) t(i)",
    );
    expect(a.length).toBe(10_000);
    expect(a.reduce((sum, value) => sum + value, 0)).toBe(49_995_000);
    expect([b[0], Number.isNaN(b[1])]).toEqual([Infinity, true]);
  });

  it('names the statement that failed, and goes on', async () => {
    await expect(db.query('SELECT nonsense FROM nowhere')).rejects.toThrow('SELECT nonsense FROM nowhere');
    expect(await db.query('SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it('fails at once where a statement wants an extension (without the guard it waits for ever)', async () => {
    await expect(db.query("SELECT date_trunc('month', now())")).rejects.toThrow(/icu/i);
    await expect(db.query("SELECT '{}'::JSON")).rejects.toThrow(/json/i);
    expect(await db.query('SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it('stops a long query when its signal aborts, and stays usable', async () => {
    const abort = new AbortController();
    const query = db.query(
      'SELECT sum(sqrt(a.i * b.i)) AS s FROM range(100000) a(i), range(100000) b(i)',
      [],
      {
        signal: abort.signal,
      },
    );
    setTimeout(() => abort.abort(), 100);
    await expect(query).rejects.toMatchObject({ kind: 'cancelled' });
    expect(await db.query('SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });
});
