import { FLAG_KINDS, FLAG_WORDS } from '@core/model/meaning';
import { dimensions } from '@core/sql/slice-queries';
import { expect, test } from 'vitest';

test('slices by flags are called as the flags are everywhere else, not by their keys', () => {
  const flags = dimensions([]).filter(({ name }) => name.startsWith('flag '));
  expect(flags.map(({ label, words }) => [label, words('flagged')])).toEqual(
    FLAG_KINDS.map((kind) => [`flag “${FLAG_WORDS[kind].label}”`, `flagged “${FLAG_WORDS[kind].label}”`]),
  );
  expect(flags.map(({ label }) => label)).toContain('flag “Left out”');
});
