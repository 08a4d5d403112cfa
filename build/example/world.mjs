import { CARRIERS, CITIES, COUPONS, DOMAINS, MONTHS, NAMES, PRODUCTS } from './vocabulary.mjs';

/** @typedef {import('./random.mjs').Random} Random */
/** @typedef {'en' | 'de' | 'fr' | 'es'} Lang */
/** @typedef {Readonly<Record<string, string | number>>} Facts */

const DAY_MS = 86_400_000;

/**
 * Invents what a request is about. Amounts are in cents, dates in ms since 1970 UTC.
 * @param {{ random: Random, lang: Lang, timestamp: number }} options
 * @returns {Facts}
 */
export function inventFacts({ random, lang, timestamp }) {
  const name = random.pick(NAMES[lang]);
  return {
    name,
    email: `${name
      .split(' ')
      .at(-1)
      ?.toLowerCase()
      .replaceAll('ß', 'ss')
      .normalize('NFD')
      .replaceAll(/[^a-z]/g, '')}${random.int(10, 99)}@mail.example`,
    order: `LF-${random.int(20_000, 99_999)}`,
    product: random.pick(PRODUCTS[lang]),
    city: random.pick(CITIES[lang]),
    carrier: random.pick(CARRIERS),
    tracking: `NL${random.int(100_000, 999_999)}`,
    invoice: `R-${random.int(1000, 9999)}`,
    coupon: `${random.pick(COUPONS)}${random.int(5, 40)}`,
    domain: random.pick(DOMAINS),
    phone: `+49 30 ${random.int(100_000, 999_999)}`,
    amount: random.int(6, 480) * 100 + random.pick([0, 50, 90, 95, 99]),
    fee: random.int(2, 15) * 100,
    date: Math.floor(timestamp / DAY_MS) * DAY_MS + random.int(1, 14) * DAY_MS,
    past: Math.floor(timestamp / DAY_MS) * DAY_MS - random.int(1, 12) * DAY_MS,
    days: random.pick([3, 5, 7, 10, 14]),
    hours: random.pick([2, 12, 24, 48, 72]),
    minutes: random.pick([20, 30, 45, 60]),
    months: random.pick([12, 24, 36]),
    years: random.pick([6, 7, 8, 10]),
    percent: random.pick([5, 7, 10, 15, 19, 20, 25]),
    seats: random.int(2, 25),
    points: random.int(2, 60) * 100,
    degrees: -random.int(1, 15),
    newton: random.int(3, 12),
    version: random.int(2, 4),
    vip: random.int(0, 1),
  };
}

/**
 * A fact as text in a language.
 * @param {{ slot: string, facts: Facts, lang: Lang }} options slot: a fact's name, or plainAmount, isoDate
 * @returns {string}
 */
export function showFact({ slot, facts, lang }) {
  if (slot === 'plainAmount') return (Number(facts['amount']) / 100).toFixed(2);
  if (slot === 'isoDate') return new Date(Number(facts['date'])).toISOString().slice(0, 10);
  const value = facts[slot];
  if (value === undefined) throw new Error(`no fact named ${slot}`);
  if (slot === 'amount' || slot === 'fee') return showAmount(Number(value), lang);
  if (slot === 'date' || slot === 'past') return showDate(Number(value), lang);
  if (slot === 'percent') return lang === 'en' ? `${value}%` : `${value} %`;
  return String(value);
}

/**
 * Written by hand since Intl's output changes with the version of its data.
 * @param {number} cents
 * @param {Lang} lang
 */
function showAmount(cents, lang) {
  const text = (cents / 100).toFixed(2);
  return lang === 'en' ? `€${text}` : `${text.replace('.', ',')} €`;
}

/**
 * @param {number} time
 * @param {Lang} lang
 */
function showDate(time, lang) {
  const date = new Date(time);
  const day = date.getUTCDate();
  const month = MONTHS[lang][date.getUTCMonth()];
  if (lang === 'de') return `${day}. ${month}`;
  return lang === 'es' ? `${day} de ${month}` : `${day} ${month}`;
}
