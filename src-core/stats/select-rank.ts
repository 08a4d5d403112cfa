/** Above this many values a sample of them narrows the search first. */
const LARGE = 600;

/**
 * The value of a rank among values[from…to], ascending; the values are rearranged so that those before it are not above
 * it and those after it not below. Linear on average, where sorting is not. NaN must not be among them.
 * Floyd & Rivest 1975, Commun ACM 18:173 (algorithm 489, SELECT).
 * @param rank 0-based, from ≤ rank ≤ to
 */
export function selectRank(values: Float64Array, rank: number, from = 0, to = values.length - 1): number {
  let [left, right] = [from, to];
  while (right > left) {
    if (right - left > LARGE) {
      const n = right - left + 1;
      const i = rank - left + 1;
      const z = Math.log(n);
      const s = 0.5 * Math.exp((2 * z) / 3);
      const sd = 0.5 * Math.sqrt((z * s * (n - s)) / n) * Math.sign(i - n / 2);
      selectRank(
        values,
        rank,
        Math.max(left, Math.floor(rank - (i * s) / n + sd)),
        Math.min(right, Math.floor(rank + ((n - i) * s) / n + sd)),
      );
    }
    const pivot = values[rank]!;
    let [i, j] = [left, right];
    swap(values, left, rank);
    if (values[right]! > pivot) swap(values, left, right);
    while (i < j) {
      swap(values, i++, j--);
      while (values[i]! < pivot) i++;
      while (values[j]! > pivot) j--;
    }
    if (values[left] === pivot) swap(values, left, j);
    else swap(values, ++j, right);
    if (j <= rank) left = j + 1;
    if (rank <= j) right = j - 1;
  }
  return values[rank]!;
}

function swap(values: Float64Array, i: number, j: number): void {
  const value = values[i]!;
  values[i] = values[j]!;
  values[j] = value;
}
