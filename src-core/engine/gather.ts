/** Values of some rows, in their order. A plain loop: `Float64Array.from` with a mapper is ten times slower. */
export function gather(column: Float64Array, rows: Int32Array): Float64Array {
  const found = new Float64Array(rows.length);
  for (let i = 0; i < rows.length; i++) found[i] = column[rows[i]!]!;
  return found;
}
