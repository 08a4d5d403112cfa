/** Ranks from 1, ties sharing their mean. @param {readonly number[]} values */
function ranks(values) {
  const order = values.map((value, at) => ({ value, at })).toSorted((a, b) => a.value - b.value);
  const result = Array.from(values, () => 0);
  for (let from = 0; from < order.length;) {
    let to = from;
    while (to + 1 < order.length && order[to + 1]?.value === order[from]?.value) to += 1;
    for (let k = from; k <= to; k += 1)
      result[/** @type {{at: number}} */ (order[k]).at] = (from + to) / 2 + 1;
    from = to + 1;
  }
  return result;
}

/** @param {readonly number[]} values */
export function mean(values) {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Pearson correlation. @param {readonly number[]} a @param {readonly number[]} b */
export function pearson(a, b) {
  const meanA = mean(a);
  const meanB = mean(b);
  let [ab, aa, bb] = [0, 0, 0];
  a.forEach((value, i) => {
    const [x, y] = [value - meanA, (b[i] ?? 0) - meanB];
    ab += x * y;
    aa += x * x;
    bb += y * y;
  });
  return ab / Math.sqrt(aa * bb);
}

/** Spearman rank correlation. @param {readonly number[]} a @param {readonly number[]} b */
export function spearman(a, b) {
  return pearson(ranks(a), ranks(b));
}

/** Probability that a positive scores above a negative, ties counting half. @param {readonly number[]} positive @param {readonly number[]} negative */
export function auc(positive, negative) {
  const all = ranks([...positive, ...negative]);
  const sum = all.slice(0, positive.length).reduce((total, rank) => total + rank, 0);
  return (sum - (positive.length * (positive.length + 1)) / 2) / (positive.length * negative.length);
}
