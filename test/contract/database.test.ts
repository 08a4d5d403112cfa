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

  it('gives NULL in a column of numbers as NaN, wherever it stands', async () => {
    const { x } = await db.numbers<'x'>('SELECT CASE WHEN i % 7 <> 3 THEN i END AS x FROM range(5000) t(i)');
    expect(x.length).toBe(5000);
    expect([...x.keys()].filter((i) => Number.isNaN(x[i]))).toEqual(
      Array.from({ length: 5000 }, (_, i) => i).filter((i) => i % 7 === 3),
    );
    expect(x[4998]).toBe(4998);
  });

  it('gives categories as places in the list of their values, 0 for NULL', async () => {
    await db.query(`CREATE TABLE words AS SELECT CASE i % 3 WHEN 0 THEN 'it''s' WHEN 1 THEN 'a,b' END AS w,
      'v' || (i % 700) AS many, NULL::VARCHAR AS none FROM range(5000) t(i)`);
    const { codes, values } = await db.categories('w', 'words');
    expect(values).toEqual(['a,b', "it's"]);
    expect(Array.from(codes.slice(0, 4))).toEqual([2, 1, 0, 2]);
    const many = await db.categories('many', 'words');
    expect(many.values).toHaveLength(700);
    expect(many.values[many.codes[4999]! - 1]).toBe('v99');
    const none = await db.categories('none', 'words');
    expect([none.values, none.codes[0]]).toEqual([[], 0]);
    expect((await db.texts('many', 'words')).get(4999)).toBe('v99');
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

  it('ends what still waits as cancelled when it is closed, since that is no defect', async () => {
    const other = openDuckDb();
    await other.query('SELECT 1 AS one');
    const ended = other
      .query('SELECT sum(sqrt(a.i * b.i)) AS s FROM range(100000) a(i), range(100000) b(i)')
      .catch((error: unknown) => error);
    await other.close();
    expect(await ended).toMatchObject({ kind: 'cancelled' });
    await expect(other.query('SELECT 1 AS one')).rejects.toMatchObject({ kind: 'cancelled' });
  });
});
