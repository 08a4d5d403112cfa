/** A measured figure, or null where there is none or it is not a finite number. */
export function finiteOrNull(value: number | null): number | null {
  return value !== null && Number.isFinite(value) ? value : null;
}
