import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { requiredLiteral } from '@core/explore/required-literal';
import type { TextCondition } from '@core/model/pair-filter';
import { textFinder } from '../../../src-main/adapters/text-search/text-finder';

function packed(texts: readonly string[]) {
  const encoded = texts.map((text) => Buffer.from(text));
  const offsets = Int32Array.from([
    0,
    ...encoded.map((_, i) => Buffer.concat(encoded.slice(0, i + 1)).length),
  ]);
  return { bytes: new Uint8Array(Buffer.concat(encoded)), offsets };
}

function found(mode: TextCondition['mode'], pattern: string, texts: readonly string[]): number[] {
  return textFinder({ mode, pattern })(packed(texts));
}

const LETTERS = fc.array(fc.constantFrom('a', 'A', 'b', 'é', 'É', 'ж', '漢', '🙂', ' '), { maxLength: 8 });
const TEXT = LETTERS.map((letters) => letters.join(''));
const PATTERN = TEXT.filter((text) => text !== '');

describe('a search for words', () => {
  it('finds what a comparison in lower case finds, in any script', () => {
    fc.assert(
      fc.property(fc.array(TEXT, { maxLength: 12 }), PATTERN, (texts, pattern) => {
        const expected = texts.flatMap((text, i) =>
          text.toLowerCase().includes(pattern.toLowerCase()) ? [i] : [],
        );
        expect(found('plain', pattern, texts)).toEqual(expected);
      }),
    );
  });

  it('keeps case where asked to', () => {
    fc.assert(
      fc.property(fc.array(TEXT, { maxLength: 12 }), PATTERN, (texts, pattern) => {
        const expected = texts.flatMap((text, i) => (text.includes(pattern) ? [i] : []));
        expect(found('case', pattern, texts)).toEqual(expected);
      }),
    );
  });

  it('never matches from the end of one text into the next', () => {
    expect(found('plain', 'ab', ['a', 'b', 'ab', ''])).toEqual([2]);
    expect(found('case', 'ab', ['a', 'b', 'ab', ''])).toEqual([2]);
  });

  it('takes the names of object members as words', () => {
    expect(found('plain', '__proto__', ['hasOwnProperty', 'a __PROTO__ b'])).toEqual([1]);
  });
});

describe('a regular expression', () => {
  it('finds by RE2’s syntax, case-sensitive unless it says otherwise', () => {
    expect(found('regex', '\\bref(und|use)s?\\b', ['no refunds', 'Refund', 'refuses', 'prefunds'])).toEqual([
      0, 2,
    ]);
    expect(found('regex', '(?i)refund', ['REFUND', 'x'])).toEqual([0]);
  });

  it('ends where a backtracking engine would run for ever', () => {
    expect(found('regex', '^(a+)+$', [`${'a'.repeat(5000)}b`])).toEqual([]);
  });

  it.each(['(?=x)', '(a)\\1', '(', 'a{2000}'])('says why %s can not be used', (pattern) => {
    expect(() => found('regex', pattern, [''])).toThrow(/can not be used/);
  });
});

describe('the literal that a regular expression requires', () => {
  it.each([
    ['refund(ed)?', 'refund'],
    ['refunds?', 'refund'],
    ['a.*shipping', 'shipping'],
    ['[0-9]+ euros', ' euros'],
    ['\\d{3}abc{2}def', 'def'],
    ['cat|dog', null],
    ['(?i)word', null],
    ['(word)*', null],
    ['\\d{3}-\\d{4}', '-'],
    ['\\w+', null],
    ['\\x41bc', null],
    ['\\pL+', null],
    ['[[:alpha:]]+', null],
  ])('of %s is %s', (pattern, literal) => {
    expect(requiredLiteral(pattern)).toBe(literal);
  });

  it('stands in every text that matches', () => {
    const part = fc.constantFrom('abc', 'd+', 'e?', '(fg)', '[hi]', 'j{0,2}', '\\.', '.', 'klm*', 'xyz');
    const text = fc.string({ unit: fc.constantFrom(...'abcdefghijklmxyz.'), maxLength: 20 });
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 4 }), text, (parts, sample) => {
        const pattern = parts.join('');
        const match = new RegExp(pattern).exec(sample);
        const literal = requiredLiteral(pattern);
        expect(match === null || match[0].includes(literal ?? '')).toBe(true);
      }),
    );
  });
});
