import type { CodedColumn, LiveCounts } from '../explore/live-counts';
import type { BarsFacet, Facet, Facets, HistogramFacet } from '../model/api/explore';
import type { PairColumn } from '../model/pair-columns';
import type { PairFilter } from '../model/pair-filter';
import type { Database } from '../ports/database';
import type { ExplorePairs, FindTexts } from './explore-pairs';

/** Columns that have a facet, in the order shown; those without any value are left out. Tags and labels follow. */
const FACETS = [
  'similarity',
  'class',
  'flags',
  'latency_ratio',
  'prod_state',
  'shadow_state',
  'prod_error_kind',
  'shadow_error_kind',
  'timestamp',
  'chars_ratio',
  'prod_chars',
  'shadow_chars',
  'prompt_chars',
  'language',
  'label',
  'label_tags',
  'judge',
  'judge_agreement',
  'cluster',
];
/** Values shown of a facet with bars. */
const MOST_VALUES = 40;

/**
 * Counts of every facet: of all pairs, and of those that the filter's conditions on other columns hold for.
 * @param columns facets of these columns instead, whatever they are
 */
export async function exploreFacets(
  pairs: ExplorePairs,
  db: Database,
  { filter, find, columns }: { filter: PairFilter; find: FindTexts; columns?: readonly string[] | undefined },
): Promise<Facets> {
  const views = await pairs.views(db, { filter, find });
  const shown = columns
    ? pairs.known.filter(({ name, kind }) => columns.includes(name) && kind !== 'text' && kind !== 'id')
    : facetsOf(pairs);
  const facets: Facet[] = [];
  for (const column of shown) {
    const view = views.of(column.name);
    const facet =
      column.kind === 'number' || column.kind === 'time'
        ? await histogram({ pairs, db, column, view })
        : await bars({ pairs, db, column, view });
    // What is the same for all pairs tells nothing, unless it was asked for.
    if (facet && (columns !== undefined || views.isFiltered(column.name) || tellsApart(facet)))
      facets.push(facet);
  }
  return {
    facets,
    total: views.selected.size,
    all: pairs.length,
    partial: !pairs.isSettled(filter, find),
  };
}

/** Columns that have a facet if they hold anything. */
export function facetsOf(pairs: ExplorePairs): PairColumn[] {
  const rank = ({ name }: PairColumn): number =>
    FACETS.includes(name) ? FACETS.indexOf(name) : FACETS.length;
  return pairs.known
    .filter(({ name }) => FACETS.includes(name) || /^(tags|labels)\./.test(name))
    .toSorted((a, b) => rank(a) - rank(b));
}

/** A column as a facet counts it; null where no pair has a value. */
export async function facetCounts(
  pairs: ExplorePairs,
  db: Database,
  { name, kind }: PairColumn,
): Promise<CodedColumn | null> {
  if (kind === 'number' || kind === 'time') {
    const binned = await pairs.columns.bins(db, name);
    return binned && pairs.coded(name, binned.codes, binned.bins.edges.length);
  }
  const { codes, values } = await pairs.columns.category(db, name);
  return values.length === 0 ? null : pairs.coded(name, codes, values.length + 1);
}

function tellsApart(facet: Facet): boolean {
  return facet.kind === 'histogram' || facet.values.length > 1 || facet.missing.all > 0;
}

interface FacetRequest {
  pairs: ExplorePairs;
  db: Database;
  column: PairColumn;
  view: LiveCounts;
}

async function histogram({ pairs, db, column, view }: FacetRequest): Promise<HistogramFacet | null> {
  const coded = await facetCounts(pairs, db, column);
  const binned = await pairs.columns.bins(db, column.name);
  if (coded === null || binned === null) return null;
  const { bins } = binned;
  const [missing, ...all] = coded.totals;
  const [left, ...selected] = view.of(column.name, coded);
  return {
    kind: 'histogram',
    column,
    edges: bins.edges,
    openBelow: bins.openBelow,
    openAbove: bins.openAbove,
    all,
    selected,
    missing: { all: missing ?? 0, selected: left ?? 0 },
  };
}

async function bars({ pairs, db, column, view }: FacetRequest): Promise<BarsFacet | null> {
  const coded = await facetCounts(pairs, db, column);
  if (coded === null) return null;
  const { values } = await pairs.columns.category(db, column.name);
  const all = coded.totals;
  const selected = view.of(column.name, coded);
  const missing = { all: all[0] ?? 0, selected: selected[0] ?? 0 };
  if (column.kind === 'list') return { kind: 'bars', column, missing, ...countWords(values, all, selected) };
  const shown = frequentCodes(all);
  const sum = (counts: Uint32Array): number => shown.reduce((total, code) => total + counts[code]!, 0);
  return {
    kind: 'bars',
    column,
    values: shown.map((code) => ({ value: values[code - 1]!, all: all[code]!, selected: selected[code]! })),
    rest: {
      values: values.length - shown.length,
      all: pairs.length - missing.all - sum(all),
      selected: view.size - missing.selected - sum(selected),
    },
    missing,
  };
}

/** By totals, so that a column with a value for each user is gone through once and not at each step of a brush. */
const frequent = new WeakMap<Uint32Array, readonly number[]>();

/** Codes of the values that are shown, most frequent first; values that are as frequent come in their order. */
function frequentCodes(totals: Uint32Array): readonly number[] {
  const known = frequent.get(totals);
  if (known) return known;
  const codes = Array.from({ length: totals.length - 1 }, (_, i) => i + 1)
    .toSorted((a, b) => totals[b]! - totals[a]! || a - b)
    .slice(0, MOST_VALUES);
  frequent.set(totals, codes);
  return codes;
}

/** Counts by word of values that are lists of words. */
function countWords(
  values: readonly string[],
  all: Uint32Array,
  selected: Uint32Array,
): Pick<BarsFacet, 'values' | 'rest'> {
  const byWord = new Map<string, { value: string; all: number; selected: number }>();
  values.forEach((list, i) => {
    for (const value of list.split(',').filter(Boolean)) {
      const entry = byWord.get(value) ?? { value, all: 0, selected: 0 };
      entry.all += all[i + 1]!;
      entry.selected += selected[i + 1]!;
      byWord.set(value, entry);
    }
  });
  const sorted = [...byWord.values()].toSorted((a, b) => b.all - a.all || (a.value < b.value ? -1 : 1));
  const rest = sorted.slice(MOST_VALUES);
  return {
    values: sorted.slice(0, MOST_VALUES),
    rest: {
      values: rest.length,
      all: rest.reduce((sum, entry) => sum + entry.all, 0),
      selected: rest.reduce((sum, entry) => sum + entry.selected, 0),
    },
  };
}
