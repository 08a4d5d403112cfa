import type { Trait } from '../model/ledger';
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

/** Flips by cause, commonest first, with the first three pairs of each. */
export function flipCauses(
  trait: Trait,
  { only, groupBy, most }: { only: 'prod' | 'shadow'; groupBy: string; most: number },
): string {
  return `SELECT coalesce(${causeOf(trait, only) ?? groupBy}, 'no common cause') AS cause, count(*) AS n,
      list_slice(list(traits.seq ORDER BY traits.seq), 1, 3) AS seqs,
      list_slice(list(request_id ORDER BY traits.seq), 1, 3) AS ids
    FROM traits JOIN pairs ON pairs.seq = traits.seq WHERE ${flipped(trait, only)
      .replaceAll('prod_traits', 'traits.prod_traits')
      .replaceAll('shadow_traits', 'traits.shadow_traits')}
    GROUP BY cause ORDER BY n DESC, cause LIMIT ${most}`;
}

function causeOf(trait: Trait, only: 'prod' | 'shadow'): string | null {
  if (trait === 'refusal' || trait === 'json-invalid') return `${only}_cause`;
  if (trait === 'other-language')
    return `coalesce(prompt_language, '?') || ' asked, ' || coalesce(${only}_language, '?') || ' answered'`;
  return null;
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
