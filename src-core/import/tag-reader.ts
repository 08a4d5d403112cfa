import type { MappedColumn } from '../model/import';
import type { Accessor } from './accessors';
import { plainJson } from './canonical-json';
import { isObject } from './column-sampler';

/** More tags of one record, and longer values, are cut: each key becomes a column of the workspace. */
const MAX_TAGS = 64;
const MAX_VALUE_CHARS = 500;

const NONE: ReadonlyMap<string, string> = new Map();

export interface TagReader {
  read(record: unknown): ReadonlyMap<string, string>;
  /** Whether the record read last had more or longer tags than are kept. */
  readonly clipped: boolean;
}

/** Reads `tags` or `labels`: objects (flattened one level), lists of words, and columns of their own. */
export function createTagReader(
  target: 'tags' | 'labels',
  mapped: readonly MappedColumn[],
  access: (path: string, isText: boolean) => Accessor,
): TagReader {
  const whole = mapped.find((column) => column.target === target);
  const readWhole = whole && access(whole.path, false);
  const single = mapped.flatMap(({ target: name, path }) =>
    name.startsWith(`${target}.`) ? [{ key: name.slice(target.length + 1), read: access(path, false) }] : [],
  );
  let clipped = false;

  function put(tags: Map<string, string>, key: string, value: unknown): void {
    if (value === null || value === undefined) return;
    const text = typeof value === 'object' ? plainJson(value) : String(value);
    if (text === null || tags.size >= MAX_TAGS) {
      clipped = true;
    } else {
      clipped ||= text.length > MAX_VALUE_CHARS;
      tags.set(key, text.slice(0, MAX_VALUE_CHARS));
    }
  }

  function putAll(tags: Map<string, string>, value: unknown): void {
    if (Array.isArray(value)) {
      for (const item of value) put(tags, typeof item === 'string' ? item : (plainJson(item) ?? ''), true);
    } else if (isObject(value)) {
      for (const key of Object.keys(value)) {
        const inner = value[key];
        if (!isObject(inner)) put(tags, key, inner);
        else for (const name of Object.keys(inner)) put(tags, `${key}.${name}`, inner[name]);
      }
    } else put(tags, target === 'tags' ? 'tag' : 'label', value);
  }

  return {
    get clipped() {
      return clipped;
    },
    read(record) {
      clipped = false;
      const value = readWhole?.(record);
      if (single.length === 0 && (value === undefined || value === null)) return NONE;
      const tags = new Map<string, string>();
      if (value !== undefined && value !== null) putAll(tags, parsed(value));
      for (const { key, read } of single) put(tags, key, read(record));
      return tags;
    },
  };
}

/** CSV cells may hold an object as JSON text. */
function parsed(value: unknown): unknown {
  if (typeof value !== 'string' || (value[0] !== '{' && value[0] !== '[')) return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}
