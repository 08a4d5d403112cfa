/** Rows of one length, row-major. */
export interface Matrix {
  values: Float32Array;
  dimensions: number;
}

export function rowCount({ values, dimensions }: Matrix): number {
  return values.length / dimensions;
}

export function rowOf({ values, dimensions }: Matrix, row: number): Float32Array {
  return values.subarray(row * dimensions, (row + 1) * dimensions);
}

/** The rows of these numbers, copied. */
export function rowsOf(matrix: Matrix, rows: Int32Array): Matrix {
  const { dimensions } = matrix;
  const values = new Float32Array(rows.length * dimensions);
  rows.forEach((row, i) => values.set(rowOf(matrix, row), i * dimensions));
  return { values, dimensions };
}

/** Of a vector to the row of a matrix that begins at `from`. */
export function squaredDistance(vector: Float32Array, values: Float32Array, from: number): number {
  let sum = 0;
  for (let i = 0; i < vector.length; i++) {
    const gap = vector[i]! - values[from + i]!;
    sum += gap * gap;
  }
  return sum;
}
