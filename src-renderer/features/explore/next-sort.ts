import type { PairSort } from '@core/model/pair-sort';

/**
 * The order after a column's header was pressed: numbers begin with what is worst to look at first. Pressing again turns
 * it round, and a third time leaves it.
 * @param add keeps the other keys, as with Shift
 */
export function nextSort(
  sort: PairSort,
  { column, descFirst, add }: { column: string; descFirst: boolean; add: boolean },
): PairSort {
  const at = sort.findIndex((key) => key.column === column);
  const current = sort[at];
  const others = add ? sort.filter((key) => key.column !== column) : [];
  if (!current) return [...others, { column, desc: descFirst }];
  if (current.desc !== descFirst) return others;
  const turned = { column, desc: !descFirst };
  return add ? sort.map((key, index) => (index === at ? turned : key)) : [turned];
}
