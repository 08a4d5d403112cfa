import { RE2JS } from 're2js';
import { type FindIn, findExact, findFolded, findTested } from '@core/explore/find-bytes';
import { nativeExpression } from '@core/explore/native-expression';
import { requiredLiteral } from '@core/explore/required-literal';
import { AppError } from '@core/model/app-error';
import type { TextCondition } from '@core/model/pair-filter';
import { findByExpression } from './find-by-expression';

/** A run of ASCII that is worth searching for before texts are decoded. */
const ASCII_RUN = /[\u0020-\u007e]{2,}/g;

/**
 * How texts are searched for a condition.
 * @throws AppError('usage') for a regular expression that is outside of RE2's syntax, which has nothing that runs for ever
 */
export function textFinder({ mode, pattern }: Pick<TextCondition, 'mode' | 'pattern'>): FindIn {
  if (mode === 'regex') return byExpression(pattern);
  const bytes = Buffer.from(pattern);
  const exact = (needle: Buffer): FindIn =>
    findExact(needle.length, (texts, from) => asBuffer(texts).indexOf(needle, from));
  if (mode === 'case') return exact(bytes);
  // oxlint-disable-next-line no-control-regex -- ASCII is meant
  if (/^[\u0000-\u007f]*$/.test(pattern)) return findFolded(bytes);
  const lower = pattern.toLowerCase();
  if (lower === pattern.toUpperCase()) return exact(bytes);
  const [longest] = [...pattern.matchAll(ASCII_RUN)].toSorted((a, b) => b[0].length - a[0].length);
  return findTested(
    (text) => text.toLowerCase().includes(lower),
    longest && findFolded(Buffer.from(longest[0])),
  );
}

function byExpression(pattern: string): FindIn {
  const expression = compiled(pattern);
  const literal = requiredLiteral(pattern);
  const needle = literal === null ? null : Buffer.from(literal);
  return findByExpression(
    expression,
    nativeExpression(pattern),
    needle === null
      ? undefined
      : findExact(needle.length, (texts, from) => asBuffer(texts).indexOf(needle, from)),
  );
}

function compiled(pattern: string): RE2JS {
  try {
    return RE2JS.compile(pattern);
  } catch (error) {
    throw new AppError(
      'usage',
      {
        message: `The regular expression ${JSON.stringify(pattern)} can not be used: ${error instanceof Error ? error.message : String(error)}.`,
        cause:
          'it is not in RE2’s syntax; looking ahead or behind and backreferences are left out there because they can run for ever',
        remedy: 'write it without them, or search for plain words',
      },
      { cause: error },
    );
  }
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
