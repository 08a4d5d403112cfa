import { toJson } from './infinite-json';

/**
 * One line of a JSONL journal, newline included. U+2028 and U+2029 are escaped: Node's line readers and some
 * others take them for line ends.
 */
export function toJsonLine(value: unknown): string {
  const text = toJson(value);
  return `${text.replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029')}\n`;
}
