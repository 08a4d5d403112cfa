/** Cosine of two sparse vectors of length one. @param {Map<string, number>} a @param {Map<string, number>} b */
function dot(a, b) {
  let sum = 0;
  for (const [term, weight] of a) sum += weight * (b.get(term) ?? 0);
  return sum;
}

/** Lower-case words and numbers of a text. @param {string} text */
export function wordsOf(text) {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** Character 3- to 5-grams within words that carry a space at either end. @param {string} text */
export function gramsOf(text) {
  const grams = [];
  for (const word of wordsOf(text)) {
    const padded = ` ${word} `;
    for (let n = 3; n <= 5; n += 1) {
      for (let at = 0; at + n <= padded.length; at += 1) grams.push(padded.slice(at, at + n));
    }
  }
  return grams;
}

/** Share of distinct words that two texts have in common. @param {string} a @param {string} b */
export function jaccard(a, b) {
  const left = new Set(wordsOf(a));
  const right = new Set(wordsOf(b));
  const common = [...left].filter((word) => right.has(word)).length;
  return left.size + right.size === 0 ? 1 : common / (left.size + right.size - common);
}

/**
 * TF-IDF cosines among `texts`, with inverse frequencies ln((1 + n) / (1 + df)) + 1 counted on these same texts.
 * @param {readonly string[]} texts
 * @param {(text: string) => string[]} termsOf
 * @returns {(i: number, j: number) => number}
 */
export function tfidf(texts, termsOf) {
  const counts = texts.map((text) => {
    /** @type {Map<string, number>} */
    const count = new Map();
    for (const term of termsOf(text)) count.set(term, (count.get(term) ?? 0) + 1);
    return count;
  });
  /** @type {Map<string, number>} */
  const documents = new Map();
  for (const count of counts) {
    for (const term of count.keys()) documents.set(term, (documents.get(term) ?? 0) + 1);
  }
  const vectors = counts.map((count) => {
    /** @type {Map<string, number>} */
    const vector = new Map();
    for (const [term, n] of count) {
      vector.set(term, n * (Math.log((1 + texts.length) / (1 + (documents.get(term) ?? 0))) + 1));
    }
    const length = Math.hypot(...vector.values()) || 1;
    for (const [term, weight] of vector) vector.set(term, weight / length);
    return vector;
  });
  return (i, j) =>
    dot(/** @type {Map<string, number>} */ (vectors[i]), /** @type {Map<string, number>} */ (vectors[j]));
}
