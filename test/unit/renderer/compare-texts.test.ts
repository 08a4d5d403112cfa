import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareTexts } from '../../../src-renderer/shared/pair/compare/compare-texts';
import { type Comparison, differs } from '../../../src-renderer/shared/pair/compare/comparison';
import { splitUnits } from '../../../src-renderer/shared/pair/compare/split-units';

/** Compares with all the time in the world, so that a slow machine changes nothing. */
function compare(left: string, right: string): Comparison {
  return compareTexts(left, right, { budget: 1e9, now: () => 0 });
}

/** A comparison as lines: state of each side, with what is marked in brackets. */
function lines(left: string, right: string): string[] {
  return compare(left, right).rows.map((row) =>
    (['left', 'right'] as const)
      .map((side) => {
        const cell = row[side];
        const text = side === 'left' ? left : right;
        if (cell === null) return '–';
        const marks = cell.marks.map(({ start, end }) => `[${text.slice(start, end)}]`).join('');
        return `${cell.state}${marks && ` ${marks}`}${cell.movedTo === null ? '' : ` → ${cell.movedTo}`}`;
      })
      .join(' | '),
  );
}

describe('what stands side by side', () => {
  it('is what belongs together, with the words that differ marked', () => {
    const left = 'Thank you for asking. Your refund of $40 is due on Monday. Goodbye.';
    const right = 'Thank you for asking. Your refund of $45 is due on Tuesday. Goodbye.';
    expect(lines(left, right)).toEqual([
      'same | same',
      'changed [40][Monday] | changed [45][Tuesday]',
      'same | same',
    ]);
  });

  it('leaves a place empty where one side has more to say', () => {
    expect(lines('One here.\nThree there.', 'One here.\nTwo in between.\nThree there.')).toEqual([
      'same | same',
      '– | only',
      'same | same',
    ]);
  });

  it('shows a paragraph that changed places as moved, at both places', () => {
    const moved = 'Bring a passport and two photographs.';
    const rest = 'The office opens at nine.\nThe fee is forty euros.\nChildren pay half of it.';
    expect(lines(`${moved}\n${rest}`, `${rest}\n${moved}`)).toEqual([
      'moved → 4 | –',
      'same | same',
      'same | same',
      'same | same',
      '– | moved → 0',
    ]);
  });

  it('puts texts that have nothing in common beside each other, not one below the other', () => {
    expect(lines('Bananas are yellow.\nThey grow in bunches.', '42')).toEqual(['only | only', 'only | –']);
  });

  it('sees a change of indentation, which is one in code', () => {
    expect(lines('if a:\n    b()', 'if a:\n  b()')).toEqual(['same | same', 'changed [    ] | changed [  ]']);
  });

  it('takes words that are names of object members for words', () => {
    expect(lines('__proto__ hasOwnProperty constructor a', '__proto__ hasOwnProperty constructor b')).toEqual(
      ['changed [a] | changed [b]'],
    );
    expect(lines('__proto__\nconstructor\ntoString', 'toString\n__proto__\nconstructor').length).toBe(4);
  });

  // Bug caught: marks within a word, which turn a letter of a joined script into another shape.
  it('marks whole words in any script, and single letters where words are not parted by spaces', () => {
    expect(lines('يرجى الاحتفاظ بالإيصال.', 'يرجى احتفظ بالإيصال.')).toEqual([
      'changed [الاحتفاظ] | changed [احتفظ]',
    ]);
    expect(lines('Скидка десять рублей.', 'Скидка двадцать рублей.')).toEqual([
      'changed [десять] | changed [двадцать]',
    ]);
    expect(lines('A 👩\u200d👩\u200d👧 for you', 'A 👩\u200d👧 for you')).toEqual([
      'changed [👩\u200d👩\u200d👧] | changed [👩\u200d👧]',
    ]);
    expect(lines('気温は三十度です', '気温は二十度です')).toEqual(['changed [三] | changed [二]']);
  });

  it('does not part the number of a list from its line, nor break at an abbreviation’s dot', () => {
    const units = splitUnits('1. Peel them. Slice them!\n2. Eat.').map(({ key }) => key);
    expect(units).toEqual(['1. Peel them.', 'Slice them!', '2. Eat.']);
  });
});

describe('whatever the outputs', () => {
  const word = fc.constantFrom(
    'the',
    'cat',
    'sat.',
    'on',
    'a',
    'mat!',
    '\n',
    '\n\n',
    '```\n',
    '猫。',
    '😀',
    '\u202e',
  );
  const text = fc.array(word, { maxLength: 60 }).map((words) => words.join(' '));

  it('every character but white space stands in exactly one cell of its side, in order', () => {
    fc.assert(
      fc.property(text, text, (left, right) => {
        const { rows } = compare(left, right);
        for (const [side, whole] of [
          ['left', left],
          ['right', right],
        ] as const) {
          const shown = rows.map((row) => row[side]).filter((cell) => cell !== null);
          const starts = shown.map(({ start }) => start);
          expect(starts).toEqual(starts.toSorted((a, b) => a - b));
          const joined = shown.map(({ start, end }) => whole.slice(start, end)).join('');
          expect(joined.replace(/\s/g, '')).toBe(whole.replace(/\s/g, ''));
        }
      }),
    );
  });

  it('a text differs nowhere from itself, and what is not marked is equal', () => {
    fc.assert(
      fc.property(text, text, (left, right) => {
        expect(compare(left, left).differences).toEqual([]);
        for (const row of compare(left, right).rows) {
          if (row.left?.state !== 'changed' || row.right?.state !== 'changed') continue;
          const rest = (whole: string, { start, end, marks }: typeof row.left & {}): string => {
            let kept = '';
            let from = start;
            for (const mark of marks) {
              kept += whole.slice(from, mark.start);
              from = mark.end;
            }
            return (kept + whole.slice(from, end)).replace(/\s/g, '');
          };
          expect(rest(left, row.left)).toBe(rest(right, row.right));
        }
      }),
    );
  });
});

describe('in little time', () => {
  /** A clock that moves on by a millisecond each time it is read. */
  function clock(): () => number {
    let ms = 0;
    return () => ms++;
  }

  it('a line of 100 000 words with one word inserted at its beginning differs in that place only', () => {
    const words = Array.from({ length: 100_000 }, (_, i) => `w${(i * 7919) % 5003}`);
    const left = words.join(' ');
    const { rows, differences, depth } = compareTexts(left, `inserted ${left}`, {
      budget: 1e9,
      now: () => 0,
    });
    expect(depth).toBe('full');
    expect(rows.length).toBeGreaterThan(200);
    expect(differences.length).toBe(1);
  });

  it('a megabyte of one unbroken word is cut, never through a character', () => {
    const units = splitUnits('😀'.repeat(250_000));
    expect(units.length).toBeGreaterThan(100);
    for (const { key } of units) expect(key).not.toMatch(/\p{Surrogate}/u);
  });

  it('without time, texts that have nothing in common stand side by side unmarked', () => {
    const left = Array.from({ length: 3000 }, (_, i) => `left line ${i}`).join('\n');
    const right = Array.from({ length: 3000 }, (_, i) => `right row ${i}`).join('\n');
    const { depth, rows } = compareTexts(left, right, { budget: 3, now: clock() });
    expect(depth).toBe('none');
    expect(rows).toHaveLength(3000);
  });

  it('without time, equal lines are still found and the rest is said to be coarse', () => {
    const line = (i: number): string => `a line that both hold, number ${i}`;
    const left = Array.from({ length: 500 }, (_, i) => line(i)).join('\n');
    const right = left.replace(line(250), 'something else with other words, number 250');
    const { depth, rows } = compareTexts(left, right, { budget: 0, now: clock() });
    expect(depth).not.toBe('full');
    expect(rows.filter((row) => !differs(row))).toHaveLength(499);
  });
});

const REAL = new URL('../../../../shared/data/shadow/arena-hard-gpt4-0314-vs-0613.jsonl', import.meta.url);

describe.skipIf(!existsSync(REAL))('on real answers of two versions of a model', () => {
  it('the usual pair is compared in full, and much of what is said stands aligned', () => {
    const records = readFileSync(REAL, 'utf8')
      .trim()
      .split('\n')
      .slice(0, 60)
      .map((line) => JSON.parse(line) as { prod: { response: string }; shadow: { response: string } });
    const compared = records.map(({ prod, shadow }) => compare(prod.response, shadow.response));
    expect(compared.every(({ depth }) => depth === 'full')).toBe(true);
    const aligned = compared.filter(({ rows }) =>
      rows.some(({ left, right }) => left?.state !== 'only' && right?.state !== 'only'),
    );
    expect(aligned.length).toBeGreaterThan(45);
  });
});
