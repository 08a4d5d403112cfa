import type { Trait } from '../model/ledger';
import { codeOf, type DividedBy } from './pair-values-queries';
import { appliesTo, hasTrait } from './traits-table';

/** Pairs in which only one arm has a trait, as a condition over `traits`. */
function flipped(trait: Trait, only: 'prod' | 'shadow'): string {
  const other = only === 'prod' ? 'shadow' : 'prod';
  return `${hasTrait(only, trait)} AND NOT ${hasTrait(other, trait)} AND ${appliesTo(trait)}`;
}

/** Sequence numbers of flips. */
export function flipSeqs(trait: Trait, only: 'prod' | 'shadow', most: number): string {
  return `SELECT seq FROM traits WHERE ${flipped(trait, only)} ORDER BY seq LIMIT ${most}`;
}

/** Flips by what their texts say is the cause, commonest first, with the first three pairs of each; null where texts say none. */
export function flipCauses(
  trait: Trait,
  { only, most }: { only: 'prod' | 'shadow'; most: number },
): string | null {
  const cause = causeOf(trait, only);
  if (cause === null) return null;
  return `SELECT coalesce(${cause}, 'not told') AS cause, count(*) AS n, list_slice(list(seq ORDER BY seq), 1, 3) AS seqs
    FROM traits WHERE ${flipped(trait, only)} GROUP BY cause ORDER BY n DESC, cause LIMIT ${most}`;
}

function causeOf(trait: Trait, only: 'prod' | 'shadow'): string | null {
  if (trait === 'refusal' || trait === 'json-invalid') return `${only}_cause`;
  if (trait === 'other-language')
    return `coalesce(prompt_language, '?') || ' asked, ' || coalesce(${only}_language, '?') || ' answered'`;
  return null;
}

/** Traits of both arms with the codes of the columns that pairs are divided by, as `by_0`, `by_1`, …; NaN for no value. */
export function traitValues(by: readonly DividedBy[]): string {
  const divided = by.map(({ sql }, i) => `, ${codeOf(sql)} AS by_${i}`).join('');
  return `SELECT pairs.seq AS seq, traits.prod_traits, traits.shadow_traits${divided}
    FROM pairs JOIN traits ON traits.seq = pairs.seq WHERE traits.prod_traits IS NOT NULL`;
}

/** Request ids of some pairs. */
export function requestIds(seqs: readonly number[]): string {
  return `SELECT seq, request_id AS id FROM pairs WHERE seq IN (${seqs.map((seq) => Math.trunc(seq)).join(', ')})`;
}

const SHIFTED = {
  characters: { table: 'pairs', prod: 'prod_chars', shadow: 'shadow_chars', where: 'outcome = 0' },
  words: { table: 'traits', prod: 'prod_words', shadow: 'shadow_words', where: 'TRUE' },
  sentences: { table: 'traits', prod: 'prod_sentences', shadow: 'shadow_sentences', where: 'TRUE' },
  numbers: { table: 'traits', prod: 'prod_numbers', shadow: 'shadow_numbers', where: 'TRUE' },
} as const;

export const SHIFT_FIGURES = Object.keys(SHIFTED) as (keyof typeof SHIFTED)[];

/** Medians, moments and large changes of a number per output. */
export function shiftOf(figure: keyof typeof SHIFTED): string {
  const { table, prod, shadow, where } = SHIFTED[figure];
  return `SELECT count(*) AS n, quantile_disc(${prod}, 0.5)::DOUBLE AS prod_median,
      quantile_disc(${shadow}, 0.5)::DOUBLE AS shadow_median, avg(${prod}) AS p, avg(${shadow}) AS s,
      var_samp(${prod}::DOUBLE) AS pp, var_samp(${shadow}::DOUBLE) AS ss,
      covar_samp(${prod}::DOUBLE, ${shadow}::DOUBLE) AS ps,
      count(*) FILTER (${shadow} >= 2 * ${prod} AND ${shadow} > 0) AS doubled,
      count(*) FILTER (2 * ${shadow} <= ${prod} AND ${prod} > 0) AS halved
    FROM ${table} WHERE ${where} AND ${prod} IS NOT NULL AND ${shadow} IS NOT NULL`;
}
