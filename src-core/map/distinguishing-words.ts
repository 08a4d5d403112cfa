const WORD = /\p{L}[\p{L}\p{N}’'-]{2,}/gu;
/** UTF-16 units of a text that are looked at: what a text is about stands at its beginning. */
const LOOKED_AT = 2000;
/** A word must be in this many texts of a cluster. */
const FEWEST = 3;
/** Weight of the prior, in texts. */
const PRIOR = 50;

/** Counts in how many texts of each cluster a word occurs, and names clusters by them. */
export interface WordCounts {
  /** @param cluster −1 for texts outside of any cluster, which still say what is usual */
  add(text: string, cluster: number): void;
  /** Words that set a cluster apart, the most telling first. */
  wordsOf(cluster: number, count: number): string[];
}

/**
 * A word's score is the log-odds ratio of its use in a cluster against all other texts, with a Dirichlet prior of its use
 * everywhere, over its standard error (Monroe, Colaresi & Quinn 2008, Political Analysis 16:372, eq. 22), times the
 * logarithm of how rare it is (as in TF-IDF). So rare words need support, and words that are usual everywhere say little
 * without a list of stop words.
 */
export function wordCounts(clusters: number): WordCounts {
  const counts = new Map<string, Uint32Array>();
  const texts = new Uint32Array(clusters + 1);
  return {
    add(text, cluster) {
      const place = cluster < 0 ? clusters : cluster;
      texts[place]!++;
      for (const word of new Set(text.slice(0, LOOKED_AT).toLowerCase().match(WORD))) {
        let row = counts.get(word);
        if (!row) counts.set(word, (row = new Uint32Array(clusters + 1)));
        row[place]!++;
      }
    },
    wordsOf(cluster, count) {
      const all = texts.reduce((sum, n) => sum + n, 0);
      const [inside, outside] = [texts[cluster]!, all - texts[cluster]!];
      const scored: { word: string; score: number }[] = [];
      for (const [word, row] of counts) {
        const here = row[cluster]!;
        if (here < FEWEST) continue;
        const there = row.reduce((sum, n) => sum + n, 0) - here;
        const prior = (PRIOR * (here + there)) / all;
        const odds = (used: number, n: number): number =>
          Math.log((used + prior) / (n + PRIOR - used - prior + 1e-9));
        const error = Math.sqrt(1 / (here + prior) + 1 / (there + prior));
        const rarity = Math.log(1 + all / (here + there));
        const score = (rarity * (odds(here, inside) - odds(there, outside))) / error;
        if (score > 0) scored.push({ word, score });
      }
      return scored
        .toSorted((a, b) => b.score - a.score || b.word.length - a.word.length || (a.word < b.word ? -1 : 1))
        .slice(0, count)
        .map(({ word }) => word);
    },
  };
}
