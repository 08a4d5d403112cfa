/** The known key that a misspelt one most likely means, by edit distance; null when none is close. */
export function nearestKey(key: string, known: readonly string[]): string | null {
  const [nearest] = known
    .map((candidate) => ({ candidate, distance: editDistance(key.toLowerCase(), candidate) }))
    .filter(({ candidate, distance }) => distance <= candidate.length / 2)
    .toSorted((a, b) => a.distance - b.distance);
  return nearest?.candidate ?? null;
}

/** Levenshtein 1966, Sov Phys Dokl 10:707, by rows. */
function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const replaced = previous[j - 1]! + Number(a[i - 1] !== b[j - 1]);
      row.push(Math.min(replaced, previous[j]! + 1, row[j - 1]! + 1));
    }
    previous = row;
  }
  return previous[b.length]!;
}
