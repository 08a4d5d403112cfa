import fc from 'fast-check';
import { RE2JS } from 're2js';
import { expect, it } from 'vitest';
import { nativeExpression } from '@core/explore/native-expression';
import { findByExpression } from '../../../src-main/adapters/text-search/find-by-expression';

const ATOM = fc.constantFrom(
  'a',
  'B',
  '1',
  ' ',
  '.',
  '\\d',
  '\\D',
  '\\w',
  '\\W',
  '\\s',
  '\\S',
  '[a-c]',
  '[^a1]',
  '[\\s.]',
  '[\\d-]',
  '[]x]',
  '\\.',
  '\\$',
  '\\n',
  '/',
  '}',
  ']',
  '{',
  'é',
  '😀',
  '\\b',
  '^',
  '$',
);
const REPEAT = fc.constantFrom('', '', '', '*', '+', '?', '{2}', '{1,}', '{0,2}', '*?', '+?');
const PATTERN = fc.letrec<{ node: string }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 3 },
    fc.tuple(ATOM, REPEAT).map(([atom, repeat]) => atom + repeat),
    fc.tuple(tie('node'), tie('node')).map(([a, b]) => a + b),
    fc.tuple(tie('node'), tie('node')).map(([a, b]) => `(?:${a}|${b})`),
    fc.tuple(tie('node'), REPEAT).map(([a, repeat]) => `(${a})${repeat}`),
  ),
})).node;
const TEXT = fc
  .array(fc.constantFrom(...'aaBb1 .$\n\r\t/x]}{é😀\u00a0\u2028ſ'), { maxLength: 8 })
  .map((characters) => characters.join(''));

it('finds a match where RE2 does, whatever the expression and the text', () => {
  let compared = 0;
  fc.assert(
    fc.property(
      PATTERN,
      fc.array(TEXT, { minLength: 1, maxLength: 5 }),
      fc.boolean(),
      (plain, texts, folded) => {
        const pattern = folded ? `(?i)${plain}` : plain;
        const native = nativeExpression(pattern);
        fc.pre(native !== null);
        let expression: RE2JS;
        try {
          expression = RE2JS.compile(pattern);
        } catch {
          return;
        }
        compared++;
        for (const text of texts)
          expect([text, native!.test(text)]).toEqual([text, expression.matcher(text).find()]);
      },
    ),
    { numRuns: 1500 },
  );
  expect(compared).toBeGreaterThan(500);
});

it('leaves to RE2 what means something else to the platform', () => {
  for (const pattern of [
    '[[:alpha:]]',
    '\\pN',
    '\\Qa.b\\E',
    'a\\z',
    '(?s)a.b',
    '(?P<n>a)',
    '(?i)\\bfox',
    '\\x41',
  ])
    expect(nativeExpression(pattern)).toBeNull();
});

it('stops an expression that would run for ever, and still finds what RE2 does', () => {
  const texts = [`${'a'.repeat(60)}b`, 'aaa', 'b'];
  const bytes = Buffer.from(texts.join(''));
  const offsets = Int32Array.from([0, 61, 64, 65]);
  const find = findByExpression(RE2JS.compile('^(a+)+$'), nativeExpression('^(a+)+$'), undefined);
  expect(find({ bytes, offsets })).toEqual([1]);
}, 20_000);
