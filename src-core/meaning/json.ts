import type { FlagList, Place } from './flag-list';

/** Deeper values are compared as text only: walking them would exhaust the stack. */
const MAX_DEPTH = 60;

/** A JSON object or list in an output, with the place of its text. */
export interface JsonOutput {
  value: unknown;
  place: Place;
}

/** The JSON object or list that an output consists of, in a code fence or not; null when it is none. */
export function readJson(text: string): JsonOutput | null {
  const place = jsonPlace(text);
  if (place === null) return null;
  try {
    const value: unknown = JSON.parse(text.slice(place.start, place.end));
    return depthOf(value, 0) > MAX_DEPTH ? null : { value, place };
  } catch {
    return null;
  }
}

function jsonPlace(text: string): Place | null {
  let [start, end] = [0, text.length];
  const isBlank = (at: number): boolean => text.charCodeAt(at) <= 32 || text.charCodeAt(at) === 0xfeff;
  const trim = (): void => {
    while (start < end && isBlank(start)) start++;
    while (end > start && isBlank(end - 1)) end--;
  };
  trim();
  if (text.startsWith('```', start) && text.endsWith('```', end) && end - start > 6) {
    const line = text.indexOf('\n', start);
    if (line < 0 || line > end - 3) return null;
    [start, end] = [line, end - 3];
    trim();
  }
  const [first, last] = [text.charAt(start), text.charAt(end - 1)];
  return (first === '{' && last === '}') || (first === '[' && last === ']') ? { start, end } : null;
}

function depthOf(value: unknown, level: number): number {
  if (typeof value !== 'object' || value === null || level > MAX_DEPTH) return level;
  let deepest = level;
  for (const item of Object.values(value)) deepest = Math.max(deepest, depthOf(item, level + 1));
  return deepest;
}

/** Whether two parsed values are equal whatever the order of keys. */
export function equalJson(a: unknown, b: unknown): boolean {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const keys = Object.keys(a);
  if (keys.length !== Object.keys(b).length) return false;
  return keys.every(
    (key) =>
      Object.hasOwn(b, key) &&
      equalJson((a as Record<string, unknown>)[key], (b as Record<string, unknown>)[key]),
  );
}

/** Flags one arm being JSON and the other not, and fields that differ in presence or type. */
export function checkJson(
  outputs: { prod: JsonOutput | null; shadow: JsonOutput | null },
  texts: { prod: string; shadow: string },
  flags: FlagList,
): void {
  const { prod, shadow } = outputs;
  if (prod === null && shadow === null) return;
  if (prod === null || shadow === null) {
    flags.add('json-invalid', startOf(texts.prod, prod), startOf(texts.shadow, shadow));
    return;
  }
  const [a, b] = [shapeOf(prod.value), shapeOf(shadow.value)];
  for (const [path, type] of a) {
    if (b.get(path) !== type) {
      flags.add(
        'json-structure',
        placeOfKey(texts.prod, prod, path),
        b.has(path) ? placeOfKey(texts.shadow, shadow, path) : null,
      );
    }
  }
  for (const path of b.keys()) {
    if (!a.has(path)) flags.add('json-structure', null, placeOfKey(texts.shadow, shadow, path));
  }
}

function startOf(text: string, output: JsonOutput | null): Place {
  return output?.place ?? { start: 0, end: Math.min(text.length, 200) };
}

/** Paths with their types; the members of a list share one path and their number counts. */
function shapeOf(value: unknown): Map<string, string> {
  const shape = new Map<string, string>();
  const visit = (item: unknown, path: string): void => {
    if (typeof item !== 'object' || item === null) {
      const known = shape.get(path);
      const type = item === null ? 'null' : typeof item;
      shape.set(
        path,
        known === undefined || known.includes(type) ? (known ?? type) : [known, type].toSorted().join(),
      );
      return;
    }
    const length = Array.isArray(item) ? `list of ${item.length}` : 'object';
    shape.set(path, length);
    for (const [key, child] of Object.entries(item))
      visit(child, `${path}\u0000${Array.isArray(item) ? '*' : key}`);
  };
  visit(value, '');
  return shape;
}

function placeOfKey(text: string, output: JsonOutput, path: string): Place {
  const key = path.split('\u0000').findLast((part) => part !== '*' && part !== '');
  const quoted = key === undefined ? null : JSON.stringify(key);
  const at = quoted === null ? -1 : text.indexOf(quoted, output.place.start);
  if (at < 0 || quoted === null)
    return { start: output.place.start, end: Math.min(output.place.end, output.place.start + 200) };
  return { start: at, end: at + quoted.length };
}

/** Offsets behind each comma and bracket outside strings, where a member begins. */
export function memberBreaks(text: string, { place }: JsonOutput): number[] {
  const breaks: number[] = [];
  let inString = false;
  for (let at = place.start; at < place.end; at++) {
    const code = text.charCodeAt(at);
    if (inString) {
      if (code === 92) at++;
      else if (code === 34) inString = false;
    } else if (code === 34) inString = true;
    else if (code === 44 || code === 123 || code === 125 || code === 91 || code === 93) breaks.push(at + 1);
  }
  return breaks;
}
