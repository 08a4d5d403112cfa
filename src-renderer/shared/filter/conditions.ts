import type { PairColumn } from '@core/model/pair-columns';
import type { PairCondition, PairFilter } from '@core/model/pair-filter';

type Range = Extract<PairCondition, { kind: 'range' }>;

/** The range that a filter sets on a column; null where it sets none. */
export function rangeOn(filter: PairFilter, column: string): Range | null {
  return (
    filter.find(
      (condition): condition is Range => condition.kind === 'range' && condition.column === column,
    ) ?? null
  );
}

/** With another range on a column; null takes it away. */
export function withRange(
  filter: PairFilter,
  column: string,
  range: { min: number | null; max: number | null } | null,
): PairFilter {
  const others = filter.filter((condition) => !(condition.kind === 'range' && condition.column === column));
  return range === null ? others : [...others, { kind: 'range', column, ...range }];
}

/** Values of a column that a filter asks for: one of them for a category, any of them for a list. */
export function valuesOn(filter: PairFilter, column: string): readonly (string | null)[] {
  return filter.flatMap((condition) =>
    (condition.kind === 'any-of' || condition.kind === 'has') && condition.column === column
      ? condition.values
      : [],
  );
}

/** With a value asked for, or no longer. */
export function withValueToggled(
  filter: PairFilter,
  { name, kind }: Pick<PairColumn, 'name' | 'kind'>,
  value: string | null,
): PairFilter {
  const now = valuesOn(filter, name);
  const next = now.includes(value) ? now.filter((other) => other !== value) : [...now, value];
  const others = filter.filter(
    (condition) => !((condition.kind === 'any-of' || condition.kind === 'has') && condition.column === name),
  );
  if (next.length === 0) return others;
  // A list without any value can only be asked for by itself.
  if (kind !== 'list' || value === null)
    return [
      ...others,
      { kind: 'any-of', column: name, values: value === null && kind === 'list' ? [null] : next },
    ];
  return [...others, { kind: 'has', column: name, values: next.filter((each) => each !== null) }];
}
