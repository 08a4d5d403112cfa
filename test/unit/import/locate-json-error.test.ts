import fc from 'fast-check';
import { expect, test } from 'vitest';
import { locateJsonError } from '@core/import/locate-json-error';

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

const json = fc.json({ maxDepth: 3 });

test('finds a cause in every text that JSON.parse refuses, and none in what it takes', () => {
  const edit = fc.tuple(json, fc.nat(), fc.nat({ max: 3 }), fc.string({ maxLength: 2 }));
  fc.assert(
    fc.property(edit, ([text, at, length, extra]) => {
      const from = at % (text.length + 1);
      const edited = text.slice(0, from) + extra + text.slice(from + length);
      const unexplained = locateJsonError(edited).cause === 'it cannot be parsed';
      expect(unexplained).toBe(isJson(edited));
    }),
    { numRuns: 5000 },
  );
});

test('a text that was cut off is called truncated', () => {
  fc.assert(
    fc.property(json, fc.nat(), (text, at) => {
      const cut = text.slice(0, at % text.length);
      expect(locateJsonError(cut).truncated).toBe(!isJson(cut));
    }),
    { numRuns: 2000 },
  );
});

test.each([
  ['{"a": NaN}', 7],
  ['{"a": 1,, "b": 2}', 9],
  ['{"a" 1}', 6],
  ['{a: 1}', 2],
  ['[1 2]', 4],
  ['{"a": 01}', 7],
])('%s breaks at column %d', (text, column) => {
  expect(locateJsonError(text)).toMatchObject({ column, truncated: false });
});

test('a broken text of 30 MB exhausts no stack', () => {
  expect(locateJsonError(`{"a":"${'x'.repeat(3e7)}`).truncated).toBe(true);
  expect(locateJsonError('['.repeat(1e6)).truncated).toBe(true);
});
