import { CHANNELS, CHATTER, INTENTS, LANGUAGES, OPENINGS, PLANS } from './intents.mjs';
import { fill, PHRASING } from './phrasing.mjs';
import { structured } from './phrasing/structured.mjs';
import { inventFacts } from './world.mjs';

/** @typedef {import('./world.mjs').Facts} Facts */
/** @typedef {import('./world.mjs').Lang} Lang */
/** @typedef {import('./random.mjs').Random} Random */
/**
 * @typedef {{
 *   id: string, timestamp: number, intent: string, lang: Lang, facts: Facts, ask: string,
 *   messages: { role: string, content: string }[] | null, tags: Record<string, string>,
 * }} Request
 */

export const FIRST_DAY = Date.UTC(2026, 2, 2);
const DAYS = 14;
const HOUR_MS = 3_600_000;
const USERS = 3200;
const CONVERSATIONS = 0.14;

/**
 * Traffic of an hour relative to the busiest one: quiet nights, a peak before noon and one in the evening,
 * weekends at 60 %.
 * @param {number} timestamp
 */
export function load(timestamp) {
  const hour = Math.floor(timestamp / HOUR_MS) % 24;
  const day = new Date(timestamp).getUTCDay();
  const peak = (/** @type {number} */ at, /** @type {number} */ width) =>
    Math.exp(-(((hour - at) / width) ** 2));
  return (0.08 + 0.92 * Math.max(peak(11, 3.5), 0.85 * peak(19, 3))) * (day === 0 || day === 6 ? 0.6 : 1);
}

/**
 * All requests in order of time.
 * @param {{ random: Random, count: number }} options
 * @returns {Request[]}
 */
export function makeRequests({ random, count }) {
  const users = Array.from({ length: USERS }, (_, index) => ({
    user: `u${String(index).padStart(4, '0')}`,
    lang: random.weighted(LANGUAGES),
    plan: random.weighted(PLANS),
  }));
  const ids = new Set();
  return drawTimes({ random, count }).map((timestamp) => {
    const { user, lang, plan } = random.pick(users);
    const intent = random.weighted(intentsOf(lang));
    const facts = inventFacts({ random, lang, timestamp });
    const ask = askFor({ random, intent, lang, facts });
    return {
      id: uniqueId({ random, ids }),
      timestamp,
      intent,
      lang,
      facts,
      ask,
      messages: random.chance(CONVERSATIONS) ? conversation({ random, lang, ask }) : null,
      tags: { intent, lang, channel: random.weighted(CHANNELS), plan, user },
    };
  });
}

/** @param {{ random: Random, count: number }} options */
function drawTimes({ random, count }) {
  const hours = Object.fromEntries(
    Array.from({ length: DAYS * 24 }, (_, hour) => [String(hour), load(FIRST_DAY + hour * HOUR_MS)]),
  );
  return Array.from(
    { length: count },
    () => FIRST_DAY + Number(random.weighted(hours)) * HOUR_MS + random.int(0, HOUR_MS - 1),
  ).toSorted((a, b) => a - b);
}

/** @param {Lang} lang */
function intentsOf(lang) {
  return Object.fromEntries(
    Object.entries(INTENTS).filter(
      ([intent]) => Object.hasOwn(PHRASING[lang], intent) || structuredAsks(intent, lang).length > 0,
    ),
  );
}

/**
 * @param {string} intent
 * @param {Lang} lang
 * @returns {readonly string[]}
 */
function structuredAsks(intent, lang) {
  const asks = /** @type {Record<string, { ask: Partial<Record<Lang, string[]>> }>} */ (structured)[intent];
  return asks?.ask[lang] ?? [];
}

/** @param {{ random: Random, intent: string, lang: Lang, facts: Facts }} options */
function askFor({ random, intent, lang, facts }) {
  const phrasing = PHRASING[lang][intent];
  if (!phrasing) return fill({ template: random.pick(structuredAsks(intent, lang)), facts, lang });
  const { before, after } = CHATTER[lang];
  const template = `${random.pick(before)}${random.pick(phrasing.ask)}${random.pick(after)}`;
  return fill({ template, facts, lang });
}

/** @param {{ random: Random, lang: Lang, ask: string }} options */
function conversation({ random, lang, ask }) {
  const [user = '', assistant = ''] = random.pick(OPENINGS[lang]);
  return [
    { role: 'user', content: user },
    { role: 'assistant', content: assistant },
    { role: 'user', content: ask },
  ];
}

/** @param {{ random: Random, ids: Set<unknown> }} options */
function uniqueId({ random, ids }) {
  for (;;) {
    const id = `lk-${random
      .int(0, 36 ** 6 - 1)
      .toString(36)
      .padStart(6, '0')}`;
    if (ids.has(id)) continue;
    ids.add(id);
    return id;
  }
}
