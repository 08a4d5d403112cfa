/** The value at a dotted path of own keys and list indices; undefined when there is none. */
export function valueAt(holder: unknown, path: string): unknown {
  let value = holder;
  for (const key of path.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Record<string, unknown>)[key];
  }
  return value;
}

/** An object's own field as an object; empty when it is none. */
export function objectAt(holder: unknown, path: string): Record<string, unknown> {
  const value = valueAt(holder, path);
  return isRecord(value) ? value : {};
}

export function textAt(holder: unknown, path: string): string | null {
  const value = valueAt(holder, path);
  return typeof value === 'string' ? value : null;
}

export function numberAt(holder: unknown, path: string): number | null {
  const value = valueAt(holder, path);
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

export function listAt(holder: unknown, path: string): readonly unknown[] {
  const value = valueAt(holder, path);
  return Array.isArray(value) ? value : [];
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A copy with fields set or, where the value is null, removed; objects on the way are made. */
export function withFields(
  body: Record<string, unknown>,
  fields: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  let changed = body;
  for (const [path, value] of Object.entries(fields)) changed = withField(changed, path.split('.'), value);
  return changed;
}

function withField(
  body: Record<string, unknown>,
  [key, ...rest]: readonly string[],
  value: unknown,
): Record<string, unknown> {
  const copy = new Map(Object.entries(body));
  if (rest.length > 0) {
    const inner = copy.get(key!);
    if (value === null && !isRecord(inner)) return body;
    copy.set(key!, withField(isRecord(inner) ? inner : {}, rest, value));
  } else if (value === null) copy.delete(key!);
  else copy.set(key!, value);
  return Object.fromEntries(copy);
}
