const SINGULAR = 1e-12;

/** Inverse of a small square matrix by Gauss–Jordan elimination with pivoting; null where it is singular. */
export function invert(matrix: readonly (readonly number[])[]): number[][] | null {
  const size = matrix.length;
  const largest = Math.max(...matrix.flatMap((row) => row.map(Math.abs)));
  const rows = matrix.map((row, i) => [...row, ...row.map((_, k) => (i === k ? 1 : 0))]);
  for (let column = 0; column < size; column++) {
    const below = rows.map((row, i) => (i < column ? -1 : Math.abs(row[column]!)));
    const pivot = below.indexOf(Math.max(...below));
    if (!(below[pivot]! > largest * SINGULAR)) return null;
    [rows[column], rows[pivot]] = [rows[pivot]!, rows[column]!];
    const head = rows[column]!;
    const scale = head[column]!;
    head.forEach((value, k) => (head[k] = value / scale));
    rows.forEach((row, i) => {
      const factor = row[column]!;
      if (i !== column) head.forEach((value, k) => (row[k]! -= factor * value));
    });
  }
  return rows.map((row) => row.slice(size));
}
