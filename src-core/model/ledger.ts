import type { PairFilter } from './pair-filter';
import type { TellingPair } from './slices';

/** What users will notice on day one: one line a kind of change. */
export interface ChangeLedger {
  /** Pairs whose texts were read: both arms answered with a text. */
  n: number;
  rows: readonly LedgerRow[];
  /** Lines of figures rather than flips: length, numbers of words. */
  shifts: readonly LedgerShift[];
}

/** What an output can have, found by exact checks on its text. */
export const TRAITS = [
  'refusal',
  'hedging',
  'list',
  'heading',
  'code',
  'table',
  'json',
  'json-invalid',
  'tool-call',
  'numbers',
  'question-back',
  'apology',
  'other-language',
  'empty',
] as const;
export type Trait = (typeof TRAITS)[number];

/** One trait over the same requests; regressions and improvements are never netted. */
export interface LedgerRow {
  trait: Trait;
  label: string;
  explanation: string;
  /** Pairs to which the trait applies, e.g. those in which an arm answers with JSON. */
  n: number;
  both: number;
  prodOnly: number;
  shadowOnly: number;
  neither: number;
  /** Shares of the n, and their difference with one-sided Tango bounds. */
  prodRate: number;
  shadowRate: number;
  difference: number;
  lower: number;
  upper: number;
  /** McNemar mid-P of no change, and its Benjamini–Hochberg adjustment over the ledger. */
  p: number;
  adjustedP: number;
  /** Which of the flips is worse for users; null where neither is. */
  worse: 'shadowOnly' | 'prodOnly' | null;
  /** Flips in both directions, each with its pairs and by cause. */
  flips: readonly LedgerFlip[];
  /** Where they happen; null where nothing that is known of the requests separates them from the rest. */
  where: LedgerWhere | null;
}

/** What separates the flips of a trait best from the rest of the pairs. */
export interface LedgerWhere {
  /** E.g. "route", "language of the prompt". */
  label: string;
  /** Of flips falling alike on all values, not corrected for how many divisions were tried. */
  p: number;
  /** Most flips first; both directions beside each other. */
  groups: readonly {
    label: string;
    n: number;
    shadowOnly: number;
    prodOnly: number;
    /** The pairs, each direction; as far as a link lists them. */
    filters: Readonly<Record<LedgerFlip['direction'], PairFilter>>;
  }[];
}

export interface LedgerFlip {
  direction: 'shadowOnly' | 'prodOnly';
  kind: 'regression' | 'improvement' | 'change';
  count: number;
  filter: PairFilter;
  /** The commonest causes: error class, phrase, language pair, else what separates the flips best. */
  causes: readonly { cause: string; count: number; examples: readonly TellingPair[] }[];
}

/** A number per output, compared on the same requests. */
export interface LedgerShift {
  figure: 'characters' | 'words' | 'sentences' | 'numbers';
  label: string;
  n: number;
  prodMedian: number;
  shadowMedian: number;
  /** Ratio of totals with one-sided bounds. */
  ratio: number | null;
  lower: number | null;
  upper: number | null;
  /** Shares of pairs in which the shadow is at least twice as long, or at most half as long. */
  doubled: number;
  halved: number;
}

export interface LedgerProgress {
  done: number;
  total: number;
}

/** The pairs and flips of a trait outside the groups that are named. */
export function elsewhere(
  row: Pick<LedgerRow, 'n' | 'shadowOnly' | 'prodOnly'>,
  { groups }: LedgerWhere,
): Pick<LedgerRow, 'n' | 'shadowOnly' | 'prodOnly'> {
  return groups.reduce(
    (left, group) => ({
      n: left.n - group.n,
      shadowOnly: left.shadowOnly - group.shadowOnly,
      prodOnly: left.prodOnly - group.prodOnly,
    }),
    { n: row.n, shadowOnly: row.shadowOnly, prodOnly: row.prodOnly },
  );
}
