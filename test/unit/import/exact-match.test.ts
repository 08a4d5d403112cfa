import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sameNormalised } from '@core/import/exact-match';

const plain = (text: string) => text.normalize('NFC').replace(/\s+/g, ' ').trim();

describe('the same', () => {
  test.each([
    ['a  b\n', ' a\tb'],
    ['', ' \u00a0\u3000'],
    ['caf\u00e9', 'cafe\u0301'],
    ['caf\u00e9 au lait', 'cafe\u0301  au\nlait'],
    ['가', '\u1100\u1161'],
    ['K', '\u212a'],
    ['{"a": 1, "b": [1.0, 2e1]}', '{"b":[1,20],"a":1}'],
    ['{"a":"caf\u00e9"}', '{ "a" : "cafe\u0301" }'],
    ['[{"x":1,"y":2}]', '\n[ {"y":2,"x":1} ]'],
    ['{"__proto__":1,"a":2}', '{"a":2,"__proto__":1}'],
  ])('%j and %j', (a, b) => {
    expect([sameNormalised(a, b), sameNormalised(b, a)]).toEqual([true, true]);
  });
});

describe('different', () => {
  test.each([
    ['a b', 'ab'],
    ['a', 'a b'],
    ['A', 'a'],
    ['e', 'e\u0301'],
    ['你', '我'],
    ['{"a":1}', '{"a":2}'],
    ['{"a":1}', '{"a":1,"b":2}'],
    ['[1,2]', '[2,1]'],
    ['[]', '{}'],
    ['{"a":1', '{"a" :2'],
    ['{"constructor":1}', '{"a":1}'],
    ['1.0', '1'],
    ['', 'a'],
  ])('%j and %j', (a, b) => {
    expect([sameNormalised(a, b), sameNormalised(b, a)]).toEqual([false, false]);
  });
});

// The fast walk decides most pairs without normalising: it must never contradict the slow, obvious way.
test('agrees with folding both texts in full', () => {
  const piece = fc.constantFrom(
    'a',
    'e',
    '\u00e9',
    '\u0301',
    '\u0323',
    ' ',
    '\n',
    '\u2000',
    '\u2002',
    '你',
    '\uf900',
    '豈',
    'K',
    '\u212a',
    ';',
    '\u037e',
    '\u1100',
    '\u1161',
    '가',
    '😀',
  );
  const text = fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.join(''));
  fc.assert(
    fc.property(text, text, (a, b) => {
      expect(sameNormalised(a, b)).toBe(plain(a) === plain(b));
    }),
    { numRuns: 20_000 },
  );
});

test('texts nested too deeply to compare are different, not an error', () => {
  const deep = (inner: string) => '['.repeat(200_000) + inner + ']'.repeat(200_000);
  expect(sameNormalised(deep('1'), deep('2'))).toBe(false);
});
