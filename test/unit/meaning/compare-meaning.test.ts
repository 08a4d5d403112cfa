import { describe, expect, test } from 'vitest';
import fc from 'fast-check';
import { compareMeaning } from '@core/meaning/compare-meaning';
import { FLAG_KINDS, FLAG_WORDS, type FlagKind } from '@core/model/meaning';

const compare = (prod: string, shadow: string, similarity: number | null = null) =>
  compareMeaning(prod, shadow, similarity);
const kinds = (prod: string, shadow: string): FlagKind[] => [
  ...new Set(compare(prod, shadow).flags.map(({ kind }) => kind)),
];

describe('texts that say the same', () => {
  test.each([
    ["It's ready and you don't have to wait.", 'It is ready and you do not have to wait.'],
    ['We organise the colour catalogue.', 'We organize the color catalog.'],
    ['It costs 1,000 dollars, 50% more.', 'It costs $1000, 50 percent more.'],
    ['It took one thousand two hundred steps.', 'It took 1 200 steps.'],
    ['The value is 3.0.', 'The value is 3.'],
    ['**Important:** use `git`.', 'Important: use git.'],
    ['- salt\n- oil\n- rice', '* rice\n* salt\n* oil'],
    ['The answer is 42.', 'Sure! Here is the answer:\n\nThe answer is 42.\n\nI hope this helps!'],
    ['“Well” – he’s gone.', '"Well" - he\'s gone.'],
    ['Due on March 3, 2024.', 'Due on 3 March 2024.'],
    ['It starts at 3 pm.', 'It starts at 15:00.'],
    ['Café is open.', 'Cafe\u0301 is open.'],
    [
      'A long line that was wrapped by somebody at\nsome width is one sentence.',
      'A long line that was wrapped by somebody at some width is one sentence.',
    ],
    ['{"a": 1, "b": [2, 3]}', '{\n  "b": [2, 3.0],\n  "a": 1\n}'],
    ['', ''],
    ['', ' \n\t'],
  ])('%j and %j are the same', (prod, shadow) => {
    expect(compare(prod, shadow)).toEqual({ class: 'same', flags: [] });
  });

  test('other words without any sign of change are reworded, not changed', () => {
    const found = compare(
      'The parcel arrives on time because the driver is careful.',
      'The package arrives on time as the driver is careful.',
    );
    expect(found).toEqual({ class: 'reworded', flags: [] });
  });

  test.each([
    ['It is possible to do this today.', 'It is not impossible to do this today.'],
    ['We sell salt, oil and rice.', 'We sell rice, oil and salt.'],
    ['You must sign it.', 'You have to sign it.'],
  ])('%j and %j raise no flag', (prod, shadow) => {
    expect(compare(prod, shadow).flags).toEqual([]);
  });
});

describe('each kind of change is named', () => {
  test.each<[FlagKind, string, string]>([
    ['negation', 'The drug is safe for children.', 'The drug is not safe for children.'],
    ['negation', "You don't need a visa for this trip.", 'You do need a visa for this trip.'],
    ['number', 'The answer is 42 apples.', 'The answer is 17 apples.'],
    ['number', 'Move it from 5 to 10 in this step.', 'Move it from 10 to 5 in this step.'],
    ['date', 'It is due on March 3, 2024.', 'It is due on March 13, 2024.'],
    ['date', 'We meet on Monday in the hall.', 'We meet on Friday in the hall.'],
    ['unit', 'The road is 5 km long.', 'The road is 5 miles long.'],
    ['currency', 'It costs $5 a month.', 'It costs 5 euros a month.'],
    ['quantifier', 'All users can log in.', 'Some users can log in.'],
    ['modal', 'You must restart the server.', 'You may restart the server.'],
    ['comparative', 'Wash it before you cut it.', 'Wash it after you cut it.'],
    ['antonym', 'Please enable the firewall now.', 'Please disable the firewall now.'],
    ['antonym', 'Prices rose and demand was stable.', 'Prices rose and demand was unstable.'],
    ['name', 'She moved to Paris last year.', 'She moved to Berlin last year.'],
    ['name', 'Anna paid Peter for the work.', 'Peter paid Anna for the work.'],
    ['code-identifier', 'Call `load_file` with the path.', 'Call `save_file` with the path.'],
    ['operator', '```\nif (a < b) return a;\n```', '```\nif (a > b) return a;\n```'],
    ['refusal', 'Mix one part of vinegar with two parts of water.', "I'm sorry, but I can't help with that."],
    [
      'language',
      'The house is on the hill and it is for you.',
      'Das Haus ist auf dem Hügel und es ist für Sie.',
    ],
    ['language', 'The house is on the hill.', 'Дом стоит на холме у реки.'],
    ['json-invalid', '{"a": 1}', '{"a": 1,}'],
    ['json-structure', '{"a": 1, "b": 2}', '{"a": 1}'],
    ['number', '{"a": 1, "b": 2}', '{"a": 1, "b": 3}'],
    [
      'sentence-dropped',
      'Press the button. Keep it away from children. Then wait.',
      'Press the button. Then wait.',
    ],
    [
      'sentence-added',
      'Press the button. Then wait.',
      'Press the button. Keep it away from children. Then wait.',
    ],
  ])('%s: %j and %j', (kind, prod, shadow) => {
    expect(kinds(prod, shadow)).toContain(kind);
    expect(compare(prod, shadow).class).not.toBe('same');
    expect(compare(prod, shadow).class).not.toBe('reworded');
  });

  test('each kind has words for people', () => {
    expect(Object.keys(FLAG_WORDS).toSorted()).toEqual([...FLAG_KINDS].toSorted());
  });
});

describe('class', () => {
  test('texts about other things are different, unless the similarity says they are alike', () => {
    const [prod, shadow] = ['Bake the bread slowly.', 'Quantum fields fluctuate everywhere.'];
    expect(compare(prod, shadow).class).toBe('different');
    expect(compare(prod, shadow, 0.2).class).toBe('different');
    expect(compare(prod, shadow, 0.9).class).not.toBe('different');
  });

  test('an empty output differs from an answer', () => {
    expect(compare('The answer is 42.', '').class).toBe('different');
    expect(compare('', 'The answer is 42.').class).toBe('different');
  });
});

describe('any input', () => {
  const piece = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 12 }),
    fc.constantFrom(
      '\ud800',
      '漢字かな',
      'не',
      '\n- ',
      '```',
      '`',
      '**',
      '1,000',
      '$5',
      ' not ',
      '{"a":',
      '\u202e',
      'March 3',
      '\0',
    ),
  );
  const text = fc.array(piece, { maxLength: 20 }).map((pieces) => pieces.join(''));

  test('passages are slices of their output, at most eight of a kind, and nothing throws', () => {
    fc.assert(
      fc.property(text, text, (prod, shadow) => {
        const { flags } = compare(prod, shadow);
        for (const flag of flags) {
          for (const [passage, whole] of [
            [flag.prod, prod],
            [flag.shadow, shadow],
          ] as const) {
            const written = passage === null ? undefined : whole.slice(passage.start, passage.end);
            expect(written).toBe(passage?.text);
          }
          expect(flags.filter(({ kind }) => kind === flag.kind).length).toBeLessThanOrEqual(8);
        }
      }),
      { numRuns: 500 },
    );
  });

  test('a text is the same as itself and as itself with blanks around', () => {
    fc.assert(
      fc.property(text, (prod) => {
        expect(compare(prod, prod).class).toBe('same');
        expect(compare(prod, `${prod}\n\n`).class).toBe('same');
      }),
    );
  });

  test('keys like __proto__ are harmless', () => {
    expect(kinds('{"__proto__": 1, "constructor": 2}', '{"constructor": 2}')).toContain('json-structure');
    expect(compare('constructor __proto__ toString valueOf', 'toString hasOwnProperty').class).toBeDefined();
  });
});

describe('long texts', () => {
  const sentences = (count: number, seed: number): string =>
    Array.from(
      { length: count },
      (_, n) => `Line ${n} says word${(n * seed) % 977} and thing${(n * seed) % 3571}.`,
    ).join('\n');

  test('a changed number in the middle of 1 MB is found', () => {
    const prod = sentences(25_000, 31);
    const at = prod.indexOf('Line 12000 ');
    const { flags } = compare(prod, `${prod.slice(0, at)}Line 77 ${prod.slice(at + 11)}`);
    expect(flags.map(({ kind }) => kind)).toEqual(['number']);
    expect(flags[0]?.prod).toEqual({ start: at + 5, end: at + 10, text: '12000' });
  });

  // A quadratic comparison of 1 MB takes minutes, so the limit is wide enough for a busy machine.
  test.each([
    ['other lines', sentences(25_000, 31), sentences(25_000, 17)],
    ['one word', 'a'.repeat(1e6), 'b'.repeat(1e6)],
    ['equal sentences', 'the cat. '.repeat(1e5), 'the dog. '.repeat(1e5)],
    ['blanks', ' '.repeat(1e6), `x${' '.repeat(1e6)}`],
    ['quote marks', '> '.repeat(5e5), '>'.repeat(1e6)],
    ['digits', '1,000,'.repeat(1.5e5), '1 000 '.repeat(1.5e5)],
    ['dots', 'a.'.repeat(5e5), 'a.b'.repeat(3e5)],
    ['number words', 'one hundred '.repeat(8e4), 'twenty two and '.repeat(6e4)],
    ['just below the limit', 'not a hat 1. '.repeat(3000), 'no cat 2 now. '.repeat(2800)],
    ['open brackets', '['.repeat(5e5), `${'['.repeat(2e5)}${']'.repeat(2e5)}`],
  ])('1 MB of %s takes linear time', (_, prod, shadow) => {
    const begun = performance.now();
    compare(prod, shadow);
    expect(performance.now() - begun).toBeLessThan(1500);
  });
});
