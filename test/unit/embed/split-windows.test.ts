import fc from 'fast-check';
import { expect, test } from 'vitest';
import { splitSentences, splitWindows } from '@core/embed/split-windows';

/** One token a letter or digit run of at most 5, so that words have several tokens. */
function tokenize(text: string): number[] {
  return [...text.matchAll(/\p{L}{1,5}|\p{N}|[^\s\p{L}\p{N}]/gu)].map(([piece]) => idOf(piece));
}
const ids = new Map<string, number>();
function idOf(piece: string): number {
  if (!ids.has(piece)) ids.set(piece, ids.size);
  return ids.get(piece)!;
}

const word = fc.stringMatching(/^[a-z0-9]{1,12}$/u);
const end = fc.constantFrom('. ', '! ', '? ', '\n', '\n\n', '." ', ', ', ' ', '。');
const prose = fc.array(fc.tuple(word, end), { maxLength: 200 }).map((parts) => parts.flat().join(''));

test('windows hold every token once, in order, and none is too long (tokens lost or doubled at a border)', () => {
  fc.assert(
    fc.property(prose, fc.integer({ min: 1, max: 40 }), (text, capacity) => {
      const windows = splitWindows(text, { capacity, tokenize });
      expect(windows.flat()).toEqual(tokenize(text));
      for (const window of windows) {
        expect(window.length).toBeGreaterThan(0);
        expect(window.length).toBeLessThanOrEqual(capacity);
      }
    }),
  );
});

test('a text that fits is one window', () => {
  fc.assert(
    fc.property(prose, (text) => {
      const windows = splitWindows(text, { capacity: 10_000, tokenize });
      expect(windows).toHaveLength(tokenize(text).length > 0 ? 1 : 0);
    }),
  );
});

test('windows begin where sentences begin, as long as sentences fit', () => {
  const sentences = Array.from({ length: 30 }, (_, i) => `aa bb cc ${i} dd.`);
  const windows = splitWindows(sentences.join(' '), { capacity: 20, tokenize });
  const starts = new Set(windows.map(([first]) => first));
  expect(starts).toEqual(new Set([idOf('aa')]));
  expect(windows.length).toBeGreaterThan(8);
});

test('a sentence longer than a window is cut between words', () => {
  const text = 'abcdefgh '.repeat(100);
  const windows = splitWindows(text, { capacity: 7, tokenize });
  expect(windows).toHaveLength(34);
  for (const [first] of windows) expect(first).toBe(idOf('abcde'));
});

test('a word longer than a window is cut between tokens', () => {
  const windows = splitWindows('a'.repeat(103), { capacity: 4, tokenize });
  expect(windows.map((window) => window.length)).toEqual([4, 4, 4, 4, 4, 1]);
});

test('surrogate pairs stay whole in a cut run (a pair halved at the 1000th unit)', () => {
  const seen: string[] = [];
  splitWindows(`x${'🐈'.repeat(3000)}`, {
    capacity: 2,
    tokenize: (text) => {
      seen.push(text);
      return [...text].map(() => 1);
    },
  });
  expect(seen.join('')).not.toMatch(/\p{Surrogate}/u);
});

test('a text without tokens has no windows', () => {
  for (const text of ['', ' \n\t\u00a0']) expect(splitWindows(text, { capacity: 4, tokenize })).toEqual([]);
});

test('sentences end at full stops before white space, line ends and 。, not inside numbers', () => {
  expect(splitSentences('He paid 3.50 at e.g.net. "Really?" She left…\nNew line 猫。犬。')).toEqual([
    'He paid 3.50 at e.g.net.',
    '"Really?"',
    'She left…',
    'New line 猫。',
    '犬。',
  ]);
});

test('a megabyte of quotes, stops or spaces takes no quadratic time', () => {
  const started = performance.now();
  for (const piece of ['"', '. ', ' ', '.', '.\u00a0"'])
    splitWindows(piece.repeat(1_000_000 / piece.length), { capacity: 510, tokenize: () => [] });
  expect(performance.now() - started).toBeLessThan(10_000);
});
