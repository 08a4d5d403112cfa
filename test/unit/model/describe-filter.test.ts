import { describe, expect, it } from 'vitest';
import { describeCondition } from '@core/model/describe-filter';
import { pairColumns } from '@core/model/pair-columns';
import { decodeSort, encodeSort } from '@core/model/pair-sort';
import { exportableColumns } from '@core/sql/pair-filter';

describe('a condition in words', () => {
  it('names its column and unit', () => {
    expect(describeCondition({ kind: 'range', column: 'latency_ratio', min: 1.5, max: null })).toBe(
      'Latency ratio from 1.50×',
    );
    expect(describeCondition({ kind: 'has', column: 'flags', values: ['number', 'negation'] })).toBe(
      'Flags: Number or Negation',
    );
    expect(describeCondition({ kind: 'any-of', column: 'tags.route', values: ['chat', null] })).toBe(
      'route: chat or no value',
    );
  });

  it('shows what a log holds without obeying it', () => {
    const words = describeCondition({
      kind: 'any-of',
      column: 'tags.\u202egat',
      values: ['\u001b[31mred\u200b'],
    });
    expect(words).toBe('⟨U+202E⟩gat: ␛[31mred⟨U+200B⟩');
  });

  it('takes a column that is named like a member of every object as a column', () => {
    expect(describeCondition({ kind: 'any-of', column: 'tags.__proto__', values: ['constructor'] })).toBe(
      '__proto__: constructor',
    );
  });
});

it('keeps an order in the address, whatever the columns are called', () => {
  const sort = [
    { column: 'tags.a,b.desc', desc: false },
    { column: 'similarity', desc: true },
  ];
  expect(decodeSort(encodeSort(sort))).toEqual(sort);
  expect(decodeSort('similarity')).toEqual([]);
});

// Bug caught: a column that is exported and filtered by, but that Explore can neither show nor name.
it('knows every column that can be exported', () => {
  const known = new Set(pairColumns(['route'], ['prod_correct']).map(({ name }) => name));
  const unknown = [...exportableColumns(['route'], ['prod_correct']).keys()].filter(
    (name) => !known.has(name),
  );
  expect(unknown).toEqual([]);
});
