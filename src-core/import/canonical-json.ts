/** Deeper values are refused: walking them would exhaust the stack. */
const MAX_DEPTH = 100;

/** JSON text with keys in code-unit order; null when the value is nested deeper than 100 levels. */
export function canonicalJson(value: unknown): string | null {
  return isWithinDepth(value) ? write(value) : null;
}

/** JSON text with keys as they stand; null when the value is nested deeper than 100 levels. */
export function plainJson(value: unknown): string | null {
  return isWithinDepth(value) ? JSON.stringify(value) : null;
}

/** Whether a parsed JSON value is nested at most `levels` deep. */
function isWithinDepth(value: unknown, levels = MAX_DEPTH): boolean {
  if (typeof value !== 'object' || value === null) return true;
  if (levels === 0) return false;
  return Object.values(value).every((item) => isWithinDepth(item, levels - 1));
}

function write(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(write).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${write(item)}`).join(',')}}`;
}
