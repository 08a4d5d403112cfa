/**
 * A judge with a known bias and accuracy.
 * @typedef {object} Planted
 * @property {number} accuracy share of games in which it says the truth, where it judges at all
 * @property {number} firstBias share of games in which it says A whatever it is shown
 * @property {(a: string, b: string) => 'A' | 'B' | 'TIE' | null} truth what is right for two responses; null: not known
 *
 * @typedef {{ letter: 'A' | 'B' | 'TIE', justification: string }} Judged
 */

/** @param {string} text 32 bits, FNV-1a with a last mix */
export function hash(text) {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  return (value ^ (value >>> 13)) >>> 0;
}

/** @param {string} seed uniform in [0, 1) */
const uniform = (seed) => hash(seed) / 2 ** 32;

/** @param {string} user the prompt; its responses stand between marks */
export function readResponses(user) {
  const part = (/** @type {string} */ name) =>
    new RegExp(`<<(\\S+) response ${name}\\n([\\s\\S]*?)\\n\\1>>`).exec(user)?.[2] ?? null;
  return { a: part('A'), b: part('B') };
}

/**
 * The same prompt gets the same verdict; other orders and pairs are independent.
 * @param {string} user
 * @param {Planted} planted
 * @returns {Judged}
 */
export function judge(user, { accuracy, firstBias, truth }) {
  const { a, b } = readResponses(user);
  if (a === null || b === null) return { letter: 'TIE', justification: 'I can not find two responses.' };
  const seed = `${a}\u0000${b}`;
  if (uniform(`bias ${seed}`) < firstBias)
    return { letter: 'A', justification: 'The first one reads better.' };
  const right =
    truth(a, b) ?? (uniform(`true ${[a, b].toSorted().join('\u0000')}`) < 0.5 === a < b ? 'A' : 'B');
  if (uniform(`accurate ${seed}`) < accuracy)
    return { letter: right, justification: `Response ${right} answers what was asked.` };
  const others = /** @type {const} */ (['A', 'B', 'TIE']).filter((letter) => letter !== right);
  const letter = others[Math.floor(uniform(`wrong ${seed}`) * others.length)] ?? 'TIE';
  return { letter, justification: 'On the whole this one seems better.' };
}
