/** How the vectors of a window's tokens become one: their mean, or the first one ([CLS]). */
export type Pooling = 'mean' | 'cls';

/**
 * One vector for each window of a batch; padding is left out.
 * @param hidden windows × tokens × dimensions, row-major: the model's last hidden state
 * @param shape.lengths tokens of each window, the special ones included; the rest of its row is padding
 * @returns windows × dimensions, row-major, not normalised
 */
export function poolTokens(
  hidden: Float32Array,
  shape: { lengths: readonly number[]; tokens: number; dimensions: number; pooling: Pooling },
): Float32Array {
  const { lengths, tokens, dimensions } = shape;
  const pooled = new Float32Array(lengths.length * dimensions);
  const sum = new Float64Array(dimensions);
  lengths.forEach((length, row) => {
    const used = shape.pooling === 'cls' ? 1 : length;
    sum.fill(0);
    let at = row * tokens * dimensions;
    for (let token = 0; token < used; token++) {
      for (let d = 0; d < dimensions; d++) sum[d]! += hidden[at++]!;
    }
    for (let d = 0; d < dimensions; d++) pooled[row * dimensions + d] = sum[d]! / used;
  });
  return pooled;
}

/**
 * One vector for each text: the mean of its windows, weighted by their tokens, scaled to length 1.
 * @param vectors windows × dimensions, row-major
 * @param windows for each window, the text it belongs to and its number of tokens
 * @returns texts × dimensions, row-major; NaN for a text without windows, or whose mean is zero and has no direction
 */
export function poolWindows(
  vectors: Float32Array,
  shape: { windows: readonly { text: number; tokens: number }[]; texts: number; dimensions: number },
): Float32Array {
  const { windows, texts, dimensions } = shape;
  const sums = new Float64Array(texts * dimensions);
  windows.forEach(({ text, tokens }, row) => {
    for (let d = 0; d < dimensions; d++)
      sums[text * dimensions + d]! += tokens * vectors[row * dimensions + d]!;
  });
  const pooled = new Float32Array(texts * dimensions);
  for (let text = 0; text < texts; text++) {
    const sum = sums.subarray(text * dimensions, (text + 1) * dimensions);
    const norm = Math.sqrt(dot(sum, sum));
    for (let d = 0; d < dimensions; d++) pooled[text * dimensions + d] = sum[d]! / norm;
  }
  return pooled;
}

/** Cosine of two vectors of equal length, in [-1, 1]; NaN where one of them is zero or NaN. */
export function cosine(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const value = dot(a, b) / (Math.sqrt(dot(a, a)) * Math.sqrt(dot(b, b)));
  return Math.max(-1, Math.min(1, value));
}

function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
