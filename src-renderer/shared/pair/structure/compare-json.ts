/** One field of two JSON values, with what lies below it. */
export interface Field {
  /** Name of the member, or its places in the two lists. */
  name: string;
  kind: FieldKind;
  /** The two values as text; null where there is none. Lists and objects are described, e.g. "3 members". */
  left: string | null;
  right: string | null;
  members: readonly Field[];
  /** How many values below it, or it itself, differ. */
  differences: number;
}

/** moved: the same member at another place of a list, which is no difference of content. */
export type FieldKind = 'same' | 'changed' | 'type' | 'only-left' | 'only-right' | 'moved';

type Json = null | boolean | number | bigint | string | readonly Json[] | { readonly [key: string]: Json };

/** Deeper values are refused: walking them would exhaust the stack. */
const DEEPEST = 200;
/** Members of a list beyond which equal ones are found by place only. */
const LONGEST_LIST = 2000;

/**
 * Compares two JSON texts field by field: the order of members and the way in which numbers are written make no
 * difference, members of lists are matched wherever they stand, and JSON inside strings (arguments of tool calls) is
 * opened.
 * @throws SyntaxError when a text is no JSON, or nested deeper than 200 levels
 */
export function compareJson(left: string, right: string): Field {
  return compareValues('', parse(left), parse(right));
}

/** Numbers that a double can not hold exactly stay exact, where the engine tells how they were written. */
function parse(text: string): Json {
  if (nesting(text) > DEEPEST) throw new SyntaxError(`a value is nested deeper than ${DEEPEST} levels`);
  const keep = (_: string, value: unknown, context?: { source?: string }): unknown =>
    typeof value === 'number' &&
    !Number.isSafeInteger(value) &&
    context?.source !== undefined &&
    /^-?\d+$/.test(context.source)
      ? BigInt(context.source)
      : value;
  return JSON.parse(text, keep as (key: string, value: unknown) => unknown) as Json;
}

/** Depth of brackets outside strings. */
function nesting(text: string): number {
  let [depth, deepest, inString] = [0, 0, false];
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (inString) {
      if (code === 92) at++;
      else if (code === 34) inString = false;
    } else if (code === 34) inString = true;
    else if (code === 91 || code === 123) deepest = Math.max(deepest, ++depth);
    else if (code === 93 || code === 125) depth--;
  }
  return deepest;
}

function compareValues(name: string, a: Json, b: Json): Field {
  const [left, right] = [opened(a), opened(b)];
  const note = left !== a && right !== b ? ' (JSON text)' : '';
  const field = { name: `${name}${note}`, left: describe(left), right: describe(right) };
  if (Array.isArray(left) && Array.isArray(right)) return withMembers(field, compareLists(left, right));
  if (isObject(left) && isObject(right)) return withMembers(field, compareObjects(left, right));
  if (typeOf(left) !== typeOf(right)) return { ...field, kind: 'type', members: [], differences: 1 };
  const equal = canonical(left) === canonical(right);
  return { ...field, kind: equal ? 'same' : 'changed', members: [], differences: equal ? 0 : 1 };
}

function withMembers(field: Pick<Field, 'name' | 'left' | 'right'>, members: readonly Field[]): Field {
  const differences = members.reduce((sum, member) => sum + member.differences, 0);
  return { ...field, kind: differences === 0 ? 'same' : 'changed', members, differences };
}

function compareObjects(a: JsonObject, b: JsonObject): Field[] {
  const members = Object.keys(a).map((key) =>
    Object.hasOwn(b, key) ? compareValues(key, a[key]!, b[key]!) : only(key, a[key]!, 'only-left'),
  );
  for (const key of Object.keys(b))
    if (!Object.hasOwn(a, key)) members.push(only(key, b[key]!, 'only-right'));
  return members;
}

function compareLists(a: readonly Json[], b: readonly Json[]): Field[] {
  const partners = new Map<number, number>();
  const taken = new Set<number>();
  const pair = (i: number, j: number): void => {
    partners.set(i, j);
    taken.add(j);
  };
  const isLong = a.length > LONGEST_LIST || b.length > LONGEST_LIST;
  const match = (keyOf: (value: Json) => string | null): void => {
    const places = new Map<string, number[]>();
    for (const [j, value] of b.entries()) {
      const key = taken.has(j) ? null : keyOf(value);
      if (key !== null) places.set(key, [...(places.get(key) ?? []), j]);
    }
    for (const [i, value] of a.entries()) {
      const key = partners.has(i) ? null : keyOf(value);
      const free = key === null ? undefined : places.get(key);
      // One at its own place first, so that what did not move is not said to have.
      const j = free?.includes(i) ? i : free?.[0];
      if (free === undefined || j === undefined) continue;
      free.splice(free.indexOf(j), 1);
      pair(i, j);
    }
  };
  if (!isLong) {
    match(canonical);
    match(identityOf);
  }
  const rest = [...b.keys()].filter((j) => !taken.has(j));
  for (const i of a.keys()) if (!partners.has(i) && rest.length > 0) pair(i, rest.shift()!);
  const members = [...a.keys()].map((i): Field => {
    const j = partners.get(i);
    if (j === undefined) return only(`[${i}]`, a[i]!, 'only-left');
    const field = compareValues(i === j ? `[${i}]` : `[${i} → ${j}]`, a[i]!, b[j]!);
    return i !== j && field.kind === 'same' ? { ...field, kind: 'moved' } : field;
  });
  return [...members, ...rest.map((j) => only(`[${j}]`, b[j]!, 'only-right'))];
}

/** What tells a member of a list from the others, by the usual names. */
function identityOf(value: Json): string | null {
  if (!isObject(value)) return null;
  for (const key of ['id', 'key', 'name', 'type']) {
    const identity = Object.hasOwn(value, key) ? value[key] : undefined;
    if (typeof identity === 'string' || typeof identity === 'number') return `${key} ${identity}`;
  }
  return isObject(value['function'] ?? null) ? identityOf(value['function']!) : null;
}

function only(name: string, value: Json, kind: 'only-left' | 'only-right'): Field {
  const text = describe(value);
  const [left, right] = kind === 'only-left' ? [text, null] : [null, text];
  return { name, kind, left, right, members: [], differences: 1 };
}

type JsonObject = { readonly [key: string]: Json };

function isObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** JSON inside a string, as tool calls carry their arguments. */
function opened(value: Json): Json {
  if (typeof value !== 'string' || !/^\s*[[{]/.test(value)) return value;
  try {
    return parse(value);
  } catch {
    return value;
  }
}

function typeOf(value: Json): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'list';
  return typeof value === 'bigint' ? 'number' : typeof value;
}

function describe(value: Json): string {
  if (Array.isArray(value)) return value.length === 1 ? 'list of 1' : `list of ${value.length}`;
  if (isObject(value)) {
    const count = Object.keys(value).length;
    return count === 1 ? '1 member' : `${count} members`;
  }
  return typeof value === 'bigint' ? String(value) : JSON.stringify(value);
}

/** The value as text that does not depend on the order of members or on how numbers are written. */
function canonical(value: Json): string {
  if (typeof value === 'bigint') return String(value);
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  const members = Object.keys(value)
    .toSorted()
    .map((key) => `${JSON.stringify(key)}:${canonical((value as JsonObject)[key]!)}`);
  return `{${members.join(',')}}`;
}
