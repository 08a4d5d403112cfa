/** A number beyond every double: readers of JSON take it for infinite. */
const BEYOND = '1e999';

/**
 * JSON in which ±Infinity stays what it is: a number too large for a double, which JSON allows and which `JSON.parse`,
 * Python and others read as infinite. `JSON.stringify` would write null, which stands for "not known" everywhere else.
 * @param value plain data; undefined only within objects
 */
export function toWireJson(value: unknown): string {
  let infinite = false;
  const text = JSON.stringify(value, (_, item: unknown) => {
    if (item === Infinity || item === -Infinity) infinite = true;
    return item;
  });
  if (!infinite) return text;
  let mark = '∞';
  while (text.includes(mark)) mark += '∞';
  return JSON.stringify(value, (_, item: unknown) =>
    item === Infinity ? mark : item === -Infinity ? `-${mark}` : item,
  )
    .replaceAll(`"${mark}"`, BEYOND)
    .replaceAll(`"-${mark}"`, `-${BEYOND}`);
}
