/**
 * Reproducible random numbers: the same seed gives the same sequence on every machine.
 * @typedef {ReturnType<typeof createRandom>} Random
 * @param {number} seed a 32-bit integer
 */
export function createRandom(seed) {
  let state = seed | 0;

  /** Mulberry32 (T. Ettinger, 2017): uniform in [0, 1). */
  function uniform() {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  }

  return {
    uniform,
    /** Standard normal, by Box and Muller. */
    normal: () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform()),
    /** Whole number from `from` to `to`, both included. */
    int: (/** @type {number} */ from, /** @type {number} */ to) =>
      from + Math.floor(uniform() * (to - from + 1)),
    chance: (/** @type {number} */ probability) => uniform() < probability,
    /**
     * @template T
     * @param {readonly T[]} items
     * @returns {T}
     */
    pick: (items) => /** @type {T} */ (items[Math.floor(uniform() * items.length)]),
    /**
     * A key drawn with probability proportional to its weight.
     * @template {string} K
     * @param {Readonly<Record<K, number>>} weights
     * @returns {K}
     */
    weighted(weights) {
      const entries = /** @type {[K, number][]} */ (Object.entries(weights));
      let left = uniform() * entries.reduce((total, [, weight]) => total + weight, 0);
      for (const [key, weight] of entries) {
        left -= weight;
        if (left < 0) return key;
      }
      return /** @type {[K, number]} */ (entries.at(-1))[0];
    },
  };
}
