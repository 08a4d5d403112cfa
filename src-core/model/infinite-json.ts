import * as v from 'valibot';

/*
 * JSON has no ±Infinity, which bounds are where nothing limits them, and `JSON.stringify` writes null, which stands for
 * "not known" everywhere else. Whatever others read (files, `--json`) has the text "Infinity" or "-Infinity" instead;
 * the page, which reads with `JSON.parse` alone, gets a number beyond every double.
 */

const BEYOND = '1e999';

/** JSON for files and for other programs: ±Infinity as text. @param indent spaces a level; left out: one line */
export function toJson(value: unknown, indent?: number): string {
  return JSON.stringify(
    value,
    (_, item: unknown) => (item === Infinity || item === -Infinity ? String(item) : item),
    indent,
  );
}

/** A number as `toJson` writes it. */
export const jsonNumber = v.union([
  v.number(),
  v.pipe(
    v.picklist(['Infinity', '-Infinity']),
    v.transform((text) => Number(text)),
  ),
]);

/** JSON for the page: ±Infinity as a number too large for a double. @param value plain data; undefined only within objects */
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
