import type { RowSet } from './row-set';

/**
 * Rows by how near they are to being selected: `selected` pass every group of conditions, `but[g]` fail group g alone.
 * A facet shows what the other conditions leave: its own selected values would otherwise be the only ones.
 */
export interface CrossFilter {
  selected: Uint32Array;
  but: readonly Uint32Array[];
}

/** @param groups rows that pass each group of conditions */
export function crossFilter(groups: readonly RowSet[], length: number): CrossFilter {
  // 0 passes all, g + 1 fails group g alone, 255 fails several.
  const failed = new Uint8Array(length);
  groups.forEach((rows, g) => {
    const alone = Math.min(g + 1, 254);
    for (let row = 0; row < length; row++) if (rows[row] === 0) failed[row] = failed[row] === 0 ? alone : 255;
  });
  const sizes = new Uint32Array(256);
  for (let row = 0; row < length; row++) sizes[failed[row]!]!++;
  const lists = Array.from({ length: groups.length + 1 }, (_, kind) => new Uint32Array(sizes[kind]!));
  const at = new Uint32Array(256);
  for (let row = 0; row < length; row++) {
    const kind = failed[row]!;
    if (kind < lists.length) lists[kind]![at[kind]!++] = row;
  }
  return { selected: lists[0]!, but: lists.slice(1) };
}

/** Rows by code. @param size codes are below it */
export function countCodes(
  codes: ArrayLike<number>,
  size: number,
  lists: readonly Uint32Array[],
): Uint32Array {
  const counts = new Uint32Array(size);
  for (const rows of lists) for (let i = 0; i < rows.length; i++) counts[codes[rows[i]!]!]!++;
  return counts;
}
