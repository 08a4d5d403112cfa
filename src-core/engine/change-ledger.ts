import type { ClusterColumn } from '../model/evidence';
import {
  type ChangeLedger,
  type LedgerFlip,
  type LedgerRow,
  type LedgerShift,
  type LedgerWhere,
  TRAITS,
  type Trait,
} from '../model/ledger';
import type { PairFilter } from '../model/pair-filter';
import { TRAIT_WORDS } from '../model/trait-words';
import type { Database } from '../ports/database';
import { flipCauses, flipSeqs, requestIds, SHIFT_FIGURES, shiftOf } from '../sql/ledger-queries';
import { traitTable } from '../sql/traits-table';
import { benjaminiHochberg } from '../stats/false-discovery';
import { mcnemar } from '../stats/mcnemar';
import { ratioOfTotals } from '../stats/ratio-of-totals';
import { tangoBounds } from '../stats/tango';
import { flipGroups, type Separation } from './flip-groups';

const DIRECTIONS = ['shadowOnly', 'prodOnly'] as const;
/** Pairs that a link lists. */
const MOST_LISTED = 2000;
/** The same for one group of them. */
const MOST_GROUPED = 300;
/** Causes and groups that are named, those with most flips; app and report tell the others together. */
const MOST_CAUSES = 4;
const FEWEST = 30;

const SHIFT_LABEL = {
  characters: 'Characters of the output',
  words: 'Words of the output',
  sentences: 'Sentences of the output',
  numbers: 'Numbers in the output',
} as const;

/**
 * What users will notice on day one, from the table `traits`: who has a trait, with flips in both directions beside
 * each other and never netted, by what causes them and where they happen.
 * @param request level: of the bounds; clusters: the units that requests come in, which are no place
 */
export async function changeLedger(
  db: Database,
  { level, tagKeys, clusters }: { level: number; tagKeys: readonly string[]; clusters: ClusterColumn | null },
): Promise<ChangeLedger> {
  const separate = await flipGroups(db, { tagKeys, clusters });
  const rows: Omit<LedgerRow, 'adjustedP'>[] = [];
  for (const trait of TRAITS) {
    const row = await rowOf(db, trait, { level, separate });
    if (row) rows.push(row);
  }
  const adjusted = benjaminiHochberg(rows.map(({ p }) => p));
  const [all] = await db.query<{ n: number }>('SELECT count(prod_traits) AS n FROM traits');
  const shifts: LedgerShift[] = [];
  for (const figure of SHIFT_FIGURES) {
    const shift = await shiftRow(db, figure, level);
    if (shift) shifts.push(shift);
  }
  return { n: all!.n, rows: rows.map((row, i) => ({ ...row, adjustedP: adjusted[i]! })), shifts };
}

interface RowContext {
  level: number;
  separate: (trait: Trait) => Separation | null;
}

async function rowOf(
  db: Database,
  trait: Trait,
  { level, separate }: RowContext,
): Promise<Omit<LedgerRow, 'adjustedP'> | null> {
  const [table] = await db.query<Record<'n' | 'both' | 'prod_only' | 'shadow_only', number>>(
    traitTable(trait),
  );
  const { n, both, prod_only: prodOnly, shadow_only: shadowOnly } = table!;
  if (n === 0 || both + prodOnly + shadowOnly === 0) return null;
  const { label, explanation, worse } = TRAIT_WORDS[trait];
  const { lower, upper } = tangoBounds({ b: shadowOnly, c: prodOnly, n }, level);
  const counts = { shadowOnly, prodOnly };
  const separation = separate(trait);
  const flips: LedgerFlip[] = [];
  for (const direction of DIRECTIONS)
    if (counts[direction] > 0)
      flips.push(await flipOf(db, trait, { direction, count: counts[direction], separation }));
  return {
    trait,
    label,
    explanation,
    n,
    both,
    prodOnly,
    shadowOnly,
    neither: n - both - prodOnly - shadowOnly,
    prodRate: (both + prodOnly) / n,
    shadowRate: (both + shadowOnly) / n,
    difference: (shadowOnly - prodOnly) / n,
    lower,
    upper,
    p: mcnemar(shadowOnly, prodOnly).midP,
    worse,
    flips,
    where: separation && whereOf(trait, separation),
  };
}

function whereOf(trait: Trait, { label, p, groups }: Separation): LedgerWhere {
  return {
    label,
    p,
    groups: groups.slice(0, MOST_CAUSES).map(({ label: value, n, seqs }) => ({
      label: value,
      n,
      shadowOnly: seqs.shadowOnly.length,
      prodOnly: seqs.prodOnly.length,
      filters: {
        shadowOnly: listed(trait, {
          direction: 'shadowOnly',
          seqs: seqs.shadowOnly,
          where: value,
          most: MOST_GROUPED,
        }),
        prodOnly: listed(trait, {
          direction: 'prodOnly',
          seqs: seqs.prodOnly,
          where: value,
          most: MOST_GROUPED,
        }),
      },
    })),
  };
}

/** Flips one by one, as far as a link lists them. */
function listed(
  trait: Trait,
  {
    direction,
    seqs,
    where,
    most,
  }: { direction: LedgerFlip['direction']; seqs: readonly number[]; where: string | null; most: number },
): PairFilter {
  const arm = direction === 'shadowOnly' ? 'shadow' : 'production';
  const some = seqs.length > most ? `the first ${most} of ` : '';
  const place = where === null ? '' : `, ${where}`;
  return [
    {
      kind: 'pairs',
      why: `${some}“${TRAIT_WORDS[trait].label.toLowerCase()}” in ${arm} only${place}`,
      seqs: seqs.slice(0, most),
    },
  ];
}

async function flipOf(
  db: Database,
  trait: Trait,
  {
    direction,
    count,
    separation,
  }: { direction: LedgerFlip['direction']; count: number; separation: Separation | null },
): Promise<LedgerFlip> {
  const only = direction === 'shadowOnly' ? 'shadow' : 'prod';
  const { worse } = TRAIT_WORDS[trait];
  const seqs = await db.query<{ seq: number }>(flipSeqs(trait, only, MOST_LISTED + 1));
  return {
    direction,
    kind: worse === null ? 'change' : worse === direction ? 'regression' : 'improvement',
    count,
    filter: listed(trait, { direction, seqs: seqs.map(({ seq }) => seq), where: null, most: MOST_LISTED }),
    causes: await causesOf(db, trait, { direction, only, count, separation, first: seqs.slice(0, 3) }),
  };
}

/** What the texts say is the cause; else the values of what separates the flips best. */
async function causesOf(
  db: Database,
  trait: Trait,
  {
    direction,
    only,
    count,
    separation,
    first,
  }: {
    direction: LedgerFlip['direction'];
    only: 'prod' | 'shadow';
    count: number;
    separation: Separation | null;
    first: readonly { seq: number }[];
  },
): Promise<LedgerFlip['causes']> {
  const told = flipCauses(trait, { only, most: MOST_CAUSES });
  const found: { cause: string; n: number; seqs: readonly number[] }[] =
    told !== null
      ? await db.query<{ cause: string; n: number; seqs: readonly number[] }>(told)
      : separation === null
        ? [{ cause: 'no common cause', n: count, seqs: first.map(({ seq }) => seq) }]
        : separation.groups
            .map(({ label, seqs }) => ({
              cause: label,
              n: seqs[direction].length,
              seqs: seqs[direction].slice(0, 3),
            }))
            .filter(({ n }) => n > 0)
            .toSorted((a, b) => b.n - a.n)
            .slice(0, MOST_CAUSES);
  const shown = found.flatMap(({ seqs }) => Array.from(seqs));
  const rows = shown.length === 0 ? [] : await db.query<{ seq: number; id: string }>(requestIds(shown));
  const ids = new Map(rows.map(({ seq, id }) => [seq, id]));
  return found.map(({ cause, n, seqs }) => ({
    cause,
    count: n,
    examples: Array.from(seqs, (seq) => ({ seq, requestId: ids.get(seq)!, why: cause })),
  }));
}

async function shiftRow(
  db: Database,
  figure: (typeof SHIFT_FIGURES)[number],
  level: number,
): Promise<LedgerShift | null> {
  const [row] = await db.query<
    Record<
      'n' | 'prod_median' | 'shadow_median' | 'p' | 's' | 'pp' | 'ss' | 'ps' | 'doubled' | 'halved',
      number | null
    >
  >(shiftOf(figure));
  const { n, p, s, pp, ss, ps, prod_median: prodMedian, shadow_median: shadowMedian, doubled, halved } = row!;
  if (!n || prodMedian === null || shadowMedian === null) return null;
  const usable = n >= FEWEST && p !== null && s !== null && p > 0 && s > 0;
  const ratio = usable
    ? ratioOfTotals(
        {
          n,
          prod: { mean: p, variance: pp ?? 0 },
          shadow: { mean: s, variance: ss ?? 0 },
          covariance: ps ?? 0,
        },
        level,
      )
    : null;
  return {
    figure,
    label: SHIFT_LABEL[figure],
    n,
    prodMedian,
    shadowMedian,
    ratio: ratio?.ratio ?? null,
    lower: ratio?.lower ?? null,
    upper: ratio?.upper ?? null,
    doubled: (doubled ?? 0) / n,
    halved: (halved ?? 0) / n,
  };
}
