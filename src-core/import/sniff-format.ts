import type { LogFormat } from '../model/import';
import { isObject } from './column-sampler';

const DELIMITERS = [',', ';', '\t', '|'];

export interface SniffedFormat {
  format: LogFormat;
  /** For CSV. */
  delimiter?: string;
}

/**
 * Tells the format from the beginning of a log. Objects that follow one another over several lines are read
 * like the elements of an array.
 */
export function sniffFormat(head: string): SniffedFormat {
  const text = head.replace(/^[\ufeff\s]+/, '');
  const lines = text
    .split('\n', 40)
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const [first = '', second = ''] = lines;
  if (first.startsWith('[')) {
    const separate = Array.isArray(parsed(first)) && parsed(second) !== undefined;
    return { format: separate ? 'jsonl' : 'json-array' };
  }
  if (first.startsWith('{')) {
    const pretty = parsed(first) === undefined && second !== '' && !second.startsWith('{');
    return { format: pretty && /[{[,:]$|^\{\s*"[^"]*"\s*:.*[^}]$/.test(first) ? 'json-array' : 'jsonl' };
  }
  const objects = lines.filter((line) => line.startsWith('{') && isObject(parsed(line))).length;
  if (objects > 0 && objects >= lines.length / 2) return { format: 'jsonl' };
  return { format: 'csv', delimiter: sniffDelimiter(first) };
}

function sniffDelimiter(header: string): string {
  const bare = header.replace(/"(?:[^"]|"")*"/g, '');
  const counts = DELIMITERS.map((delimiter) => bare.split(delimiter).length - 1);
  return DELIMITERS[counts.indexOf(Math.max(...counts))] ?? ',';
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
