import { annotatePairs } from '@core/engine/annotate-pairs';
import { expect, test } from 'vitest';
import { openDuckDb } from '../../src-main/adapters/duckdb/duckdb-database';

test('a hundred thousand pairs are annotated at once, with large numbers, without breaking the database', async () => {
  const db = openDuckDb();
  try {
    await db.query(
      'CREATE TABLE pairs AS SELECT (i + 1000000000)::INTEGER AS seq, NULL::VARCHAR AS judge FROM range(100000) t(i)',
    );
    const verdicts = ['prod', 'shadow', 'tie', null] as const;
    await annotatePairs(
      db,
      ['judge'],
      Array.from({ length: 100_000 }, (_, i): [number, string | null] => [1e9 + i, verdicts[i % 4]!]),
    );
    const rows = await db.query<{ judge: string | null; n: number }>(
      'SELECT judge, count(*)::DOUBLE AS n FROM pairs GROUP BY judge ORDER BY judge NULLS LAST',
    );
    expect(rows).toEqual([
      { judge: 'prod', n: 25_000 },
      { judge: 'shadow', n: 25_000 },
      { judge: 'tie', n: 25_000 },
      { judge: null, n: 25_000 },
    ]);
  } finally {
    await db.close();
  }
});
