import { de } from './phrasing/de.mjs';
import { enAccount } from './phrasing/en-account.mjs';
import { enOrders } from './phrasing/en-orders.mjs';
import { enSeller } from './phrasing/en-seller.mjs';
import { es } from './phrasing/es.mjs';
import { fr } from './phrasing/fr.mjs';
import { showFact } from './world.mjs';

/** @typedef {import('./world.mjs').Facts} Facts */
/** @typedef {import('./world.mjs').Lang} Lang */
/** @typedef {import('./random.mjs').Random} Random */

/**
 * How an intent is asked and answered in a language. An answer is a sequence of parts; the alternatives of a part
 * mean the same. `{slot}` stands for a fact, `{not:cannot|can}` for a negation and the words without it.
 * @typedef {{ ask: readonly string[], answer: readonly (readonly string[])[] }} Phrasing
 */

/** @type {Readonly<Record<Lang, Readonly<Record<string, Phrasing>>>>} */
export const PHRASING = { en: { ...enOrders, ...enAccount, ...enSeller }, de, fr, es };

/**
 * Fills the slots of a template.
 * @param {{ template: string, facts: Facts, lang: Lang, negate?: boolean }} options negate: false drops negations
 * @returns {string}
 */
export function fill({ template, facts, lang, negate = true }) {
  const text = template.replaceAll(/\{(\w+)(?::([^|}]*)\|([^}]*))?\}/g, (_, slot, negated, plain) =>
    slot === 'not' ? (negate ? negated : plain) : showFact({ slot, facts, lang }),
  );
  // English products bring their article, which may stand at the beginning of a sentence.
  return text.replaceAll(/(^|[.!?] |\n)the (?=[A-Z])/g, '$1The ');
}

/**
 * One alternative for each part of an answer.
 * @param {{ random: Random, phrasing: Phrasing, like?: readonly number[], keep?: number }} options
 *   like: a choice to stay close to; keep: probability that a part keeps its alternative
 * @returns {number[]}
 */
export function choose({ random, phrasing, like = [], keep = 0 }) {
  return phrasing.answer.map((alternatives, part) => {
    const before = like[part];
    return before !== undefined && random.chance(keep) ? before : random.int(0, alternatives.length - 1);
  });
}

/**
 * The template of an answer with its alternatives chosen; parts are joined by spaces, or by the line break they bring.
 * @param {Phrasing} phrasing
 * @param {readonly number[]} choice
 * @returns {string}
 */
export function templateOf(phrasing, choice) {
  const parts = phrasing.answer.map((alternatives, part) => alternatives[choice[part] ?? 0] ?? '');
  return parts
    .filter((part) => part !== '')
    .join(' ')
    .replaceAll(' \n', '\n');
}
