import { TRAITS, type Trait } from '../model/ledger';

/*
 * The table `traits`, one row for each pair whose texts were read; absent until then. What is said of the outputs is NULL
 * where not both arms answered with a text, so that a failure still counts in the language that was asked in:
 *
 *   seq INTEGER, prompt_language VARCHAR   ISO 639-1 code or a script, NULL when not clear
 *   and for <arm> in prod, shadow:
 *   <arm>_traits INTEGER      a bit for each of TRAITS, in their order
 *   <arm>_language VARCHAR, <arm>_words, <arm>_sentences, <arm>_numbers INTEGER
 *   <arm>_cause VARCHAR       the words of a refusal, or what is wrong with its JSON
 */

export const TRAITS_TABLE = 'traits';

export const HAS_TRAITS = `SELECT count(*) AS n FROM information_schema.tables WHERE table_name = '${TRAITS_TABLE}'`;

/** Whether an arm's output has a trait, as SQL over `traits`. */
export function hasTrait(arm: 'prod' | 'shadow', trait: Trait): string {
  return `(${arm}_traits & ${1 << TRAITS.indexOf(trait)}) <> 0`;
}

/** To which pairs a trait applies, as SQL: broken JSON can be seen only where JSON was to be expected. */
export function appliesTo(trait: Trait): string {
  if (trait !== 'json-invalid') return 'prod_traits IS NOT NULL';
  return `(${hasTrait('prod', 'json')} OR ${hasTrait('prod', 'json-invalid')})`;
}

/** Who has a trait. */
export function traitTable(trait: Trait): string {
  const [prod, shadow] = [hasTrait('prod', trait), hasTrait('shadow', trait)];
  return `SELECT count(*) AS n, count(*) FILTER (${prod} AND ${shadow}) AS "both",
    count(*) FILTER (${prod} AND NOT ${shadow}) AS prod_only,
    count(*) FILTER (${shadow} AND NOT ${prod}) AS shadow_only FROM ${TRAITS_TABLE} WHERE ${appliesTo(trait)}`;
}

/** Fills the column `language` of the pairs of a range, `from` ≤ seq < `to`. */
export function fillLanguages({ from, to }: { from: number; to: number }): string {
  return `UPDATE pairs SET language = t.prompt_language FROM ${TRAITS_TABLE} AS t
    WHERE t.seq = pairs.seq AND t.seq >= ${from} AND t.seq < ${to}`;
}
