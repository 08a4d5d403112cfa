import { REFUSALS } from './intents.mjs';
import { choose, fill, PHRASING, templateOf } from './phrasing.mjs';
import { structured } from './phrasing/structured.mjs';
import { showFact } from './world.mjs';

/** @typedef {import('./phrasing.mjs').Facts} Facts */
/** @typedef {import('./phrasing.mjs').Lang} Lang */
/** @typedef {import('./random.mjs').Random} Random */

/**
 * An answer as it was composed, so that the other arm can compose a variant of it.
 * @typedef {{ text: string, intent: string, lang: Lang, facts: Facts, choice: number[] | null }} Answer
 *   choice: null for JSON
 */

/** Facts that a wrong figure may replace, by how far they are moved; amounts in cents, dates in days. */
const MOVES = {
  amount: [1000, -500, 10_000, 90, -90],
  date: [1, -1, 2, 7, 30].map((days) => days * 86_400_000),
  past: [-1, -2, -7].map((days) => days * 86_400_000),
  days: [2, 4, 11],
  hours: [12, 24, 6],
  percent: [5, 10, 3],
  months: [12, 6],
  fee: [100, 500],
};

/**
 * @param {{ random: Random, intent: string, lang: Lang, facts: Facts }} options
 * @returns {Answer}
 */
export function compose({ random, intent, lang, facts }) {
  const phrasing = PHRASING[lang][intent];
  if (!phrasing) return { text: JSON.stringify(objectOf(intent, facts)), intent, lang, facts, choice: null };
  const choice = choose({ random, phrasing });
  return { text: fill({ template: templateOf(phrasing, choice), facts, lang }), intent, lang, facts, choice };
}

/**
 * The same meaning in other words; JSON has none and stays.
 * @param {{ random: Random, answer: Answer }} options
 */
export function reword({ random, answer }) {
  const { intent, lang, facts, choice } = answer;
  const phrasing = PHRASING[lang][intent];
  if (choice === null || !phrasing) return answer.text;
  for (let attempt = 0; attempt < 8; attempt++) {
    const other = choose({ random, phrasing, like: choice, keep: 0.25 });
    const text = fill({ template: templateOf(phrasing, other), facts, lang });
    if (text !== answer.text) return text;
  }
  return answer.text;
}

/**
 * Equal but for white space, Unicode form or the order of JSON keys.
 * @param {{ random: Random, answer: Answer }} options
 */
export function refold({ random, answer: { text, choice } }) {
  if (choice !== null) {
    const decomposed = text.normalize('NFD');
    return decomposed === text ? random.pick([`${text}\n`, `${text} `, `\n${text}`]) : decomposed;
  }
  const value = /** @type {Record<string, unknown>} */ (JSON.parse(text));
  if (random.chance(0.5)) return JSON.stringify(value, null, 2);
  return JSON.stringify(Object.fromEntries(Object.entries(value).toReversed()));
}

/**
 * The answer with one wrong amount, date or other figure; null when it has none.
 * @param {{ random: Random, answer: Answer, prefer?: string }} options prefer: the fact to change where there is one
 */
export function misstate({ random, answer, prefer }) {
  const { intent, lang, facts, choice } = answer;
  const slots = /** @type {(keyof typeof MOVES)[]} */ (Object.keys(MOVES));
  const order = prefer ? slots.toSorted((a, b) => Number(b === prefer) - Number(a === prefer)) : slots;
  const from = prefer ? 0 : random.int(0, order.length - 1);
  for (const slot of [...order.slice(from), ...order.slice(0, from)]) {
    const moved = Math.abs(Number(facts[slot]) + random.pick(MOVES[slot]));
    const wrong = { ...facts, [slot]: moved };
    const phrasing = PHRASING[lang][intent];
    const text =
      choice === null || !phrasing
        ? JSON.stringify(objectOf(intent, wrong))
        : fill({ template: templateOf(phrasing, choice), facts: wrong, lang });
    if (text !== answer.text) return text;
  }
  return null;
}

/**
 * The answer with its negations dropped, "can" for "cannot"; null when it has none.
 * @param {Answer} answer
 */
export function dropNegation({ text, intent, lang, facts, choice }) {
  const phrasing = PHRASING[lang][intent];
  if (choice === null || !phrasing) return null;
  const positive = fill({ template: templateOf(phrasing, choice), facts, lang, negate: false });
  return positive === text ? null : positive;
}

/**
 * The answer in English although it was asked in another language; null when it was English already, or is JSON.
 * @param {{ random: Random, answer: Answer }} options
 */
export function switchLanguage({ random, answer: { intent, lang, facts, choice } }) {
  const phrasing = PHRASING.en[intent];
  if (lang === 'en' || choice === null || !phrasing) return null;
  const product = `the ${String(facts['product']).split(' ').at(-1)}`;
  return fill({
    template: templateOf(phrasing, choose({ random, phrasing })),
    facts: { ...facts, product },
    lang: 'en',
  });
}

/** @param {{ random: Random, lang: Lang }} options */
export function refuse({ random, lang }) {
  return random.pick(REFUSALS[lang]);
}

/**
 * The answer cut short, as by a limit of output tokens; null when it is too short for that.
 * @param {{ random: Random, answer: Answer }} options
 */
export function truncate({ random, answer: { text, choice } }) {
  if (choice === null || text.length < 80) return null;
  return text.slice(0, Math.floor(text.length * (0.35 + 0.4 * random.uniform())));
}

/**
 * JSON that a parser refuses; null when the answer is not JSON.
 * @param {{ random: Random, answer: Answer }} options
 */
export function breakJson({ random, answer: { text, choice } }) {
  if (choice !== null) return null;
  return random.pick([
    text.slice(0, -random.int(1, 12)),
    text.replace(/\}$/, ',}'),
    text.replaceAll('"', "'"),
    `Sure, here is the JSON:\n\`\`\`json\n${text}\n\`\`\``,
  ]);
}

/**
 * @param {string} intent
 * @param {Facts} facts
 * @returns {Record<string, string | number | boolean>}
 */
function objectOf(intent, facts) {
  const { fields } = structured[/** @type {keyof typeof structured} */ (intent)];
  return Object.fromEntries(
    Object.entries(fields).map(([key, template]) => {
      if (template === '?') return [key, facts['vip'] === 1];
      if (template === '#amount') return [key, Number(showFact({ slot: 'plainAmount', facts, lang: 'en' }))];
      if (template.startsWith('#')) return [key, Number(facts[template.slice(1)])];
      return [key, fill({ template, facts, lang: 'en' })];
    }),
  );
}
