import { sliceResults } from '@core/decision/slice-figures';
import type { Slice } from '@core/engine/slice';
import { sliceEvidence } from '@core/engine/slice-evidence';
import { mixWarnings, simpsonWarnings } from '@core/engine/slice-warnings';
import { allRows } from '@core/engine/complete-evidence';
import type { PairValues } from '@core/engine/pair-values';
import { DEFAULT_PLAN } from '@core/model/plan';
import { dimensions } from '@core/sql/slice-queries';
import { expect, test } from 'vitest';
import { seeded } from '../stats/samples';

const N = 6000;
const ROUTES = ['chat', 'search', 'code'];
const [route, lang] = dimensions(['route', 'lang']) as [Slice['dimension'], Slice['dimension']];

/** Every tenth request is code, ten times as slow; the shadow is slower on the rest, and in the tail of the code. */
function values(slower: number): PairValues {
  const { normal } = seeded(3);
  const column = (value: (row: number) => number): Float64Array =>
    Float64Array.from({ length: N }, (_, row) => value(row));
  const nothing = column(() => Number.NaN);
  const drawn = column(() => normal());
  const isCode = (row: number): boolean => row % 10 === 0;
  const prod = column((row) =>
    isCode(row) ? 5000 * Math.exp(0.5 * drawn[row]!) : 500 * Math.exp(0.3 * drawn[row]!),
  );
  return {
    n: N,
    seq: column((row) => row),
    outcome: column(() => 0),
    ts: column((row) => row * 60_000),
    prodSettled: prod,
    shadowSettled: column((row) => (isCode(row) && prod[row]! < 7600 ? prod[row]! : slower * prod[row]!)),
    similarity: nothing,
    judged: nothing,
    prodCost: nothing,
    shadowCost: nothing,
    by: [column((row) => (isCode(row) ? 2 : row % 2))],
    metrics: new Map(),
    clusters: null,
  };
}

function warningsOf(loaded: PairValues) {
  const result = (rows: Int32Array) =>
    sliceResults(sliceEvidence(loaded, rows, { similarity: null, winRate: null }), DEFAULT_PLAN);
  const slices = ROUTES.map((value, code): Slice => ({
    dimension: route,
    value,
    rows: allRows(loaded).filter((row) => loaded.by[0]![row] === code),
  }));
  return simpsonWarnings(slices, {
    results: slices.map(({ rows }) => result(rows)),
    whole: result(allRows(loaded)),
    total: N,
  });
}

test('a P95 that passes over all pairs and fails in every slice is Simpson’s paradox', () => {
  const [warning, ...others] = warningsOf(values(1.35));
  expect(others).toEqual([]);
  expect(warning).toMatchObject({
    column: 'tags.route',
    criterion: 'latency_p95_ratio',
    slicesAgainst: 3,
    slices: 3,
  });
  expect(warning!.whole).toBeLessThan(1.2);
  expect(warning!.words).toMatch(
    /^Latency P95 ratio is 1\.\d+× over all pairs, but on the other side of 1\.20× in each of the 3 slices by route: decide by the slices\.$/,
  );
});

test('slices that say the same as the whole are no paradox', () => {
  expect(warningsOf(values(1.1))).toEqual([]);
});

test('a mix is told to have shifted from a share that moved, and not from chance', () => {
  const ts = Float64Array.from({ length: N }, (_, row) => row);
  const { uniform } = seeded(5);
  const mixed = (late: number) =>
    Float64Array.from({ length: N }, (_, row) => Number(uniform() < (row < N / 2 ? 0.12 : late)));
  const codes = new Map([
    [0, 'en'],
    [1, 'de'],
  ]);
  const [warning] = mixWarnings([{ dimension: lang, codes, column: mixed(0.4) }], ts);
  expect(warning!.words).toMatch(
    /^The share of lang = (en|de) went from .* % in the first half of the pairs to .* % in the second: figures over all pairs stand for neither\.$/,
  );
  expect(mixWarnings([{ dimension: lang, codes, column: mixed(0.12) }], ts)).toEqual([]);
});
