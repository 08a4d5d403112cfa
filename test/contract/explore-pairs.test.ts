import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addAnnotations, annotatePairs } from '@core/engine/annotate-pairs';
import { exploreFacets } from '@core/engine/explore-facets';
import { ExplorePairs, type FindTexts } from '@core/engine/explore-pairs';
import type { PairCondition, PairFilter } from '@core/model/pair-filter';
import type { PairSort } from '@core/model/pair-sort';
import type { Database } from '@core/ports/database';
import { filterSql } from '@core/sql/filter-sql';
import { exportableColumns } from '@core/sql/pair-filter';
import { openDuckDb } from '../../src-main/adapters/duckdb/duckdb-database';

const ROWS = 300;
const KEYS = { tagKeys: ['route'], labelKeys: ['prod_correct', 'shadow_correct'] };
const columns = exportableColumns(KEYS.tagKeys, KEYS.labelKeys);
const noTexts: FindTexts = () => ({ seqs: [], done: true });

let db: Database;
let pairs: ExplorePairs;

beforeAll(async () => {
  db = openDuckDb();
  // Sequence numbers leave a gap, as after a damaged segment.
  await db.query(`CREATE TABLE pairs AS SELECT (CASE WHEN i < 100 THEN i ELSE i + 50 END)::INTEGER AS seq,
    'r' || lpad(((i * 7) % ${ROWS})::VARCHAR, 3, '0') AS request_id, make_timestamp_ms(i * 60000) AS ts,
    (i % 5)::UTINYINT AS outcome, i % 2 = 0 AS exact_raw, i % 4 = 0 AS exact_norm,
    CASE WHEN i % 3 <> 0 THEN (i % 50) / 50 END AS similarity, 100 AS prompt_chars,
    CASE WHEN i % 3 <> 0 THEN (['same', 'changed'])[1 + i % 2] END AS meaning_class,
    CASE WHEN i % 3 = 1 THEN 'number,unit' WHEN i % 3 = 2 THEN '' END AS meaning_flags,
    CASE WHEN i % 10 < 8 THEN (['chat', 'it''s', 'faq'])[1 + i % 3] END AS "tag.route",
    (['true', 'false', NULL])[1 + i % 3] AS "label.prod_correct", (['false', 'true'])[1 + i % 2] AS "label.shadow_correct",
    ${['prod', 'shadow']
      .map(
        (arm, at) => `(['answered', 'failed', 'missing'])[1 + i % 3] AS ${arm}_state,
        CASE WHEN i % 3 = 1 THEN 'timeout' END AS ${arm}_error_kind, 'm' AS ${arm}_model,
        CASE WHEN i % 9 <> 0 THEN (i * ${17 + at}) % 101 END::DOUBLE AS ${arm}_latency_ms, NULL::DOUBLE AS ${arm}_ttft_ms,
        1.0::DOUBLE AS ${arm}_tokens_in, 1.0::DOUBLE AS ${arm}_tokens_out, 0.1::DOUBLE AS ${arm}_cost_usd, (i % 13)::INTEGER AS ${arm}_chars`,
      )
      .join(', ')}
    FROM range(${ROWS}) t(i)`);
  await addAnnotations(db);
  await annotatePairs(
    db,
    ['label'],
    [
      [0, 'prod'],
      [1, 'both-bad'],
      [2, 'shadow'],
    ],
  );
  await annotatePairs(
    db,
    ['judge'],
    [
      [0, 'shadow'],
      [1, 'tie'],
      [3, 'prod'],
    ],
  );
  pairs = await ExplorePairs.load(db, KEYS);
});
afterAll(() => db.close());

async function selected(filter: PairFilter, sort: PairSort = []): Promise<number[]> {
  const rows = await pairs.select(db, { filter, sort, find: noTexts });
  return [...rows].map((row) => pairs.seqs[row]!);
}

const bound = fc.option(fc.integer({ min: 0, max: 100 }).map((n) => n / 50));
const CONDITION: fc.Arbitrary<PairCondition> = fc.oneof(
  fc.record({
    kind: fc.constant('range' as const),
    column: fc.constantFrom('similarity', 'latency_ratio', 'prod_chars', 'chars_ratio'),
    min: bound,
    max: bound,
  }),
  fc.record({
    kind: fc.constantFrom('any-of' as const, 'none-of' as const),
    column: fc.constantFrom('tags.route', 'class', 'label', 'exact_match', 'judge_agreement', 'request_id'),
    values: fc.array(
      fc.constantFrom(
        null,
        'chat',
        "it's",
        'changed',
        'prod',
        'true',
        'agree',
        'disagree',
        'r007',
        'no such',
      ),
      { maxLength: 3 },
    ),
  }),
  fc.record({
    kind: fc.constant('has' as const),
    column: fc.constant('flags'),
    values: fc.array(fc.constantFrom('number', 'unit', 'uni'), { minLength: 1, maxLength: 2 }),
  }),
  fc.constant({ kind: 'differs' as const }),
  fc.constant({ kind: 'prod-right' as const }),
  fc.record({ kind: fc.constant('sample' as const), n: fc.integer({ min: 1, max: 50 }), seed: fc.nat(9) }),
  fc.record({ kind: fc.constant('pairs' as const), why: fc.constant('x'), seqs: fc.array(fc.nat(400)) }),
);

describe('pairs selected from columns', () => {
  it('are the pairs that the same filter selects in SQL', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(CONDITION, { maxLength: 3 }), async (filter) => {
        const { sql, params } = filterSql(filter, { columns });
        const expected = await db.query<{ seq: number }>(
          `SELECT seq FROM pairs WHERE ${sql} ORDER BY seq`,
          params,
        );
        expect((await selected(filter)).toSorted((a, b) => a - b)).toEqual(expected.map(({ seq }) => seq));
      }),
      { numRuns: 60 },
    );
  });

  it('come in the order that SQL gives them, those without a value last', async () => {
    for (const keys of [
      [{ column: 'similarity', desc: false }],
      [
        { column: 'tags.route', desc: true },
        { column: 'latency_ratio', desc: true },
      ],
      [{ column: 'request_id', desc: true }],
      [
        { column: 'label', desc: false },
        { column: 'timestamp', desc: true },
      ],
    ] satisfies PairSort[]) {
      const order = keys.map(
        ({ column, desc }) => `${columns.get(column)} ${desc ? 'DESC' : 'ASC'} NULLS LAST`,
      );
      const expected = await db.query<{ seq: number }>(
        `SELECT seq FROM pairs ORDER BY ${order.join(', ')}, seq`,
      );
      expect(await selected([], keys)).toEqual(expected.map(({ seq }) => seq));
      const question = { filter: [], sort: keys, find: noTexts };
      const { rows, total } = await pairs.window(db, question, [30, 33]);
      expect([...rows].map((row) => pairs.seqs[row])).toEqual(expected.slice(30, 33).map(({ seq }) => seq));
      expect(total).toBe(ROWS);
      expect(await pairs.place(db, question, rows[1]!)).toBe(31);
      const next = await pairs.window(db, question, [298, 340]);
      expect([...next.rows].map((row) => pairs.seqs[row])).toEqual(expected.slice(298).map(({ seq }) => seq));
    }
  });

  it('keep a sample in the order in which it was drawn, so that its beginning is a sample too', async () => {
    const ten = await selected([{ kind: 'sample', n: 10, seed: 3 }]);
    expect(await selected([{ kind: 'sample', n: 4, seed: 3 }])).toEqual(ten.slice(0, 4));
  });

  it('follow labels that were set since', async () => {
    const filter: PairFilter = [{ kind: 'any-of', column: 'label', values: ['tie'] }];
    expect(await selected(filter)).toEqual([]);
    const agreed: PairFilter = [{ kind: 'any-of', column: 'judge_agreement', values: ['agree'] }];
    expect(await selected(agreed)).toEqual([1]);
    // The judge, who is not read anew, prefers production on pair 3.
    await annotatePairs(
      db,
      ['label'],
      [
        [7, 'tie'],
        [3, 'prod'],
      ],
    );
    pairs.annotationsChanged({ labelsOnly: true });
    expect(await selected(filter)).toEqual([7]);
    expect(await selected(agreed)).toEqual([1, 3]);
    await annotatePairs(
      db,
      ['label'],
      [
        [7, null],
        [3, null],
      ],
    );
    pairs.annotationsChanged({ labelsOnly: true });
  });

  it('count both bad and a tie as agreement of person and judge, and what lacks one of them as neither', async () => {
    expect(await selected([{ kind: 'any-of', column: 'judge_agreement', values: ['agree'] }])).toEqual([1]);
    expect(await selected([{ kind: 'any-of', column: 'judge_agreement', values: ['disagree'] }])).toEqual([
      0,
    ]);
  });
});

describe('facets', () => {
  const chat: PairCondition = { kind: 'any-of', column: 'tags.route', values: ['chat'] };
  const alike: PairCondition = { kind: 'range', column: 'similarity', min: 0.5, max: null };

  it('show what the other conditions leave, and count what has no value', async () => {
    const { facets, total } = await exploreFacets(pairs, db, { filter: [chat, alike], find: noTexts });
    expect(total).toBe((await selected([chat, alike])).length);
    const route = facets.find(({ column }) => column.name === 'tags.route')!;
    const similarity = facets.find(({ column }) => column.name === 'similarity')!;
    if (route.kind !== 'bars' || similarity.kind !== 'histogram') throw new Error('other kinds of facets');
    for (const { value, selected: count } of route.values)
      expect(count).toBe((await selected([alike, { ...chat, values: [value] }])).length);
    const sum = (counts: readonly number[]): number => counts.reduce((a, b) => a + b, 0);
    expect(sum(similarity.all) + similarity.missing.all).toBe(ROWS);
    expect(sum(similarity.selected) + similarity.missing.selected).toBe((await selected([chat])).length);
  });

  it('count each flag of a list, and leave out what no pair has', async () => {
    const { facets } = await exploreFacets(pairs, db, { filter: [], find: noTexts });
    const flags = facets.find(({ column }) => column.name === 'flags')!;
    if (flags.kind !== 'bars') throw new Error('flags are bars');
    expect(flags.values).toEqual([
      { value: 'number', all: 100, selected: 100 },
      { value: 'unit', all: 100, selected: 100 },
    ]);
    expect(facets.map(({ column }) => column.name)).not.toContain('cluster');
  });

  it('say what is left without each condition', async () => {
    const filter = [chat, alike, { kind: 'pairs', why: 'none', seqs: [] } satisfies PairCondition];
    const counts = await pairs.without(db, { filter, find: noTexts });
    expect(counts).toEqual([0, 0, (await selected([chat, alike])).length]);
  });

  it('name a column that is not there', async () => {
    await expect(selected([{ kind: 'range', column: 'nope', min: 0, max: 1 }])).rejects.toThrow(
      /no column "nope"/,
    );
  });
});
