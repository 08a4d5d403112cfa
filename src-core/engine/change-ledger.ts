import {
  type ChangeLedger,
  type LedgerFlip,
  type LedgerRow,
  type LedgerShift,
  TRAITS,
  type Trait,
} from '../model/ledger';
import { TRAIT_WORDS } from '../model/trait-words';
import type { Database } from '../ports/database';
import { flipCauses, flipSeqs, SHIFT_FIGURES, shiftOf } from '../sql/ledger-queries';
import { identifier } from '../sql/pairs-table';
import { traitTable } from '../sql/traits-table';
import { benjaminiHochberg } from '../stats/false-discovery';
import { mcnemar } from '../stats/mcnemar';
import { ratioOfTotals } from '../stats/ratio-of-totals';
import { tangoBounds } from '../stats/tango';

/** Pairs that a link lists. */
const MOST_LISTED = 2000;
const MOST_CAUSES = 6;
const FEWEST = 30;

const SHIFT_LABEL = {
  characters: 'Characters of the output',
  words: 'Words of the output',
  sentences: 'Sentences of the output',
  numbers: 'Numbers in the output',
} as const;

/**
 * What users will notice on day one, from the table `traits`: who has a trait, with flips in both directions beside
 * each other and never netted.
 * @param request level: of the bounds; tagKeys: the first one groups flips that have no cause of their own
 */
export async function changeLedger(
  db: Database,
  { level, tagKeys, skip }: { level: number; tagKeys: readonly string[]; skip: string | null },
): Promise<ChangeLedger> {
  const groupTag = tagKeys.find((key) => `tags.${key}` !== skip);
  const groupBy =
    groupTag === undefined
      ? 'NULL'
      : `'${groupTag.replaceAll("'", "''")} = ' || ${identifier(`tag.${groupTag}`)}`;
  const rows: Omit<LedgerRow, 'adjustedP'>[] = [];
  for (const trait of TRAITS) {
    const row = await rowOf(db, trait, { level, groupBy });
    if (row) rows.push(row);
  }
  const adjusted = benjaminiHochberg(rows.map(({ p }) => p));
  const [all] = await db.query<{ n: number }>('SELECT count(*) AS n FROM traits');
  const shifts: LedgerShift[] = [];
  for (const figure of SHIFT_FIGURES) {
    const shift = await shiftRow(db, figure, level);
    if (shift) shifts.push(shift);
  }
  return { n: all!.n, rows: rows.map((row, i) => ({ ...row, adjustedP: adjusted[i]! })), shifts };
}

interface RowContext {
  level: number;
  /** SQL that groups flips without a cause of their own. */
  groupBy: string;
}

async function rowOf(
  db: Database,
  trait: Trait,
  context: RowContext,
): Promise<Omit<LedgerRow, 'adjustedP'> | null> {
  const [table] = await db.query<Record<'n' | 'both' | 'prod_only' | 'shadow_only', number>>(
    traitTable(trait),
  );
  const { n, both, prod_only: prodOnly, shadow_only: shadowOnly } = table!;
  if (n === 0 || both + prodOnly + shadowOnly === 0) return null;
  const { label, explanation, worse } = TRAIT_WORDS[trait];
  const { lower, upper } = tangoBounds({ b: shadowOnly, c: prodOnly, n }, context.level);
  const counts = { shadowOnly, prodOnly };
  const flips: LedgerFlip[] = [];
  for (const direction of ['shadowOnly', 'prodOnly'] as const)
    if (counts[direction] > 0)
      flips.push(await flipOf(db, trait, { direction, count: counts[direction], ...context }));
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
  };
}

async function flipOf(
  db: Database,
  trait: Trait,
  { direction, count, groupBy }: RowContext & { direction: LedgerFlip['direction']; count: number },
): Promise<LedgerFlip> {
  const only = direction === 'shadowOnly' ? 'shadow' : 'prod';
  const { worse, label } = TRAIT_WORDS[trait];
  const [seqs, causes] = await Promise.all([
    db.query<{ seq: number }>(flipSeqs(trait, only, MOST_LISTED)),
    db.query<{ cause: string; n: number; seqs: readonly number[]; ids: readonly string[] }>(
      flipCauses(trait, { only, groupBy, most: MOST_CAUSES }),
    ),
  ]);
  const arm = only === 'shadow' ? 'shadow' : 'production';
  const some = count > MOST_LISTED ? `the first ${MOST_LISTED} of ` : '';
  return {
    direction,
    kind: worse === null ? 'change' : worse === direction ? 'regression' : 'improvement',
    count,
    filter: [
      {
        kind: 'pairs',
        why: `${some}“${label.toLowerCase()}” in ${arm} only`,
        seqs: seqs.map(({ seq }) => seq),
      },
    ],
    causes: causes.map(({ cause, n, seqs: examples, ids }) => ({
      cause,
      count: n,
      examples: Array.from(examples, (seq, i) => ({ seq, requestId: ids[i]!, why: cause })),
    })),
  };
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
