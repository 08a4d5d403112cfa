import type { LedgerFlip, Trait } from '../model/ledger';
import { TRAITS } from '../model/ledger';
import type { ClusterColumn } from '../model/evidence';
import type { Database } from '../ports/database';
import { traitValues } from '../sql/ledger-queries';
import type { Dimension } from '../sql/slice-queries';
import { gTest } from '../stats/g-test';
import { denseCodes } from './pair-values';
import { usableDimensions } from './slice-report';

/** Flips of a trait that have something in common. */
export interface FlipGroup {
  label: string;
  /** Pairs with this value to which the trait applies. */
  n: number;
  /** Sequence numbers of the pairs that flipped, ascending. */
  seqs: Readonly<Record<LedgerFlip['direction'], number[]>>;
}

/** The way of dividing the pairs that tells most about where a trait flips. */
export interface Separation {
  label: string;
  /** Of flips falling alike on all values. */
  p: number;
  /** Most flips first. */
  groups: FlipGroup[];
}

/** A way of dividing pairs must tell this much, after correction for how many were tried. */
const ALPHA = 0.01;

/** Finds what separates the flips of each trait best: a tag, language, length, map cluster, model or time of day. */
export async function flipGroups(
  db: Database,
  { tagKeys, clusters }: { tagKeys: readonly string[]; clusters: ClusterColumn | null },
): Promise<(trait: Trait) => Separation | null> {
  const divided = await usableDimensions({ db, tagKeys, clusters });
  // Flags are seen in the same texts as the traits, and so explain nothing.
  const used = divided.filter(
    ({ skipped, dimension }) => skipped === null && !dimension.name.startsWith('flag '),
  );
  const columns = await db.numbers<string>(traitValues(used.map(({ dimension }) => dimension)));
  const masks = { prod: columns['prod_traits']!, shadow: columns['shadow_traits']! };
  const seq = columns['seq']!;
  const by = used.map(({ dimension, codes }, i) => ({
    dimension,
    codes,
    column: columns[`by_${i}`]!,
    dense: denseCodes(columns[`by_${i}`]!.map((code) => (Number.isNaN(code) ? -1 : code))),
  }));
  const json = (1 << TRAITS.indexOf('json')) | (1 << TRAITS.indexOf('json-invalid'));

  return (trait) => {
    const bit = 1 << TRAITS.indexOf(trait);
    const applies = trait === 'json-invalid' ? json : -1;
    const flips: { row: number; direction: LedgerFlip['direction'] }[] = [];
    const counted = new Int32Array(seq.length);
    let n = 0;
    for (let row = 0; row < seq.length; row++) {
      if (((masks.prod[row]! | 0) & applies) === 0 && applies !== -1) continue;
      counted[n++] = row;
      const [prod, shadow] = [(masks.prod[row]! & bit) !== 0, (masks.shadow[row]! & bit) !== 0];
      if (prod !== shadow) flips.push({ row, direction: shadow ? 'shadowOnly' : 'prodOnly' });
    }
    if (flips.length === 0) return null;
    const tried = by.map((division) => separationBy(division, { flips, rows: counted.subarray(0, n), seq }));
    const best = tried.toSorted((a, b) => b.gain - a.gain)[0];
    return best && best.p * tried.length <= ALPHA ? best : null;
  };
}

interface Division {
  dimension: Dimension;
  codes: ReadonlyMap<number, string>;
  column: Float64Array;
  dense: { of: Int32Array; count: number };
}

function separationBy(
  { dimension, codes, column, dense }: Division,
  {
    flips,
    rows,
    seq,
  }: {
    flips: readonly { row: number; direction: LedgerFlip['direction'] }[];
    rows: Int32Array;
    seq: Float64Array;
  },
): Separation & { gain: number } {
  const sizes = new Int32Array(dense.count);
  const code = new Float64Array(dense.count).fill(Number.NaN);
  for (let i = 0; i < rows.length; i++) {
    const at = dense.of[rows[i]!]!;
    sizes[at]!++;
    code[at] = column[rows[i]!]!;
  }
  const seqs = Array.from({ length: dense.count }, () => ({
    shadowOnly: [] as number[],
    prodOnly: [] as number[],
  }));
  for (const { row, direction } of flips) seqs[dense.of[row]!]![direction].push(seq[row]!);
  const table = seqs.map(({ shadowOnly, prodOnly }, at) => [
    shadowOnly.length,
    prodOnly.length,
    sizes[at]! - shadowOnly.length - prodOnly.length,
  ]);
  const { g, df, p } = gTest(table);
  const groups = seqs
    .map((each, at): FlipGroup => {
      const value = codes.get(code[at]!);
      return {
        label: value === undefined ? `no ${dimension.label}` : dimension.words(value),
        n: sizes[at]!,
        seqs: {
          shadowOnly: each.shadowOnly.toSorted((a, b) => a - b),
          prodOnly: each.prodOnly.toSorted((a, b) => a - b),
        },
      };
    })
    .filter(({ seqs: { shadowOnly, prodOnly } }) => shadowOnly.length + prodOnly.length > 0)
    .toSorted(
      (a, b) =>
        b.seqs.shadowOnly.length + b.seqs.prodOnly.length - a.seqs.shadowOnly.length - a.seqs.prodOnly.length,
    );
  // Akaike's criterion: what a division tells beyond what as many values tell by chance.
  return { label: dimension.label, p, groups, gain: g - 2 * df };
}
