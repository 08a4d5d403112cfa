import { isEmptyCell } from './column-sampler';

/** Reads one column of a record; undefined when it is not there. */
export type Accessor = (record: unknown) => unknown;

/** Access by dotted path to a parsed JSON object. A literal key with dots wins over the nested path. */
export function jsonAccessor(path: string): Accessor {
  const keys = path.split('.');
  const [first = '', second = ''] = keys;
  if (keys.length === 1) return (record) => own(record, path);
  if (keys.length === 2) {
    return (record) => {
      const holder = own(record, first);
      // The literal key is looked for only where the usual place is empty or holds something else.
      const nested = own(holder, second);
      return Object.hasOwn(record as object, path) ? own(record, path) : nested;
    };
  }
  return (record) => own(record, path) ?? inside(record, keys);
}

/** Access by column to a CSV row; a column that the header does not have is undefined throughout. */
export function csvAccessor(header: readonly string[], path: string, isText: boolean): Accessor {
  const index = header.indexOf(path);
  return (record) => {
    const cell = (record as readonly string[])[index];
    if (cell === undefined || cell === '') return null;
    return !isText && isEmptyCell(cell) ? null : cell;
  };
}

function inside(holder: unknown, keys: readonly string[]): unknown {
  const [first = '', ...rest] = keys;
  if (rest.length === 0) return own(holder, first);
  for (let taken = 1; taken <= keys.length; taken++) {
    const value = own(holder, keys.slice(0, taken).join('.'));
    if (value === undefined) continue;
    const found = taken === keys.length ? value : inside(value, keys.slice(taken));
    if (found !== undefined) return found;
  }
  return undefined;
}

function own(holder: unknown, key: string): unknown {
  if (typeof holder !== 'object' || holder === null || !Object.hasOwn(holder, key)) return undefined;
  return (holder as Record<string, unknown>)[key];
}
