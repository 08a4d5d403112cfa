import { expect, test } from 'vitest';
import type { Command } from '../../../src-renderer/shared/commands/command';
import { keyCaps, keyName, matchKeys } from '../../../src-renderer/shared/commands/keys';

const commands = ['g o', 'g r', 'o', 'mod+k', '?'].map((keys): Command => ({
  id: keys,
  title: keys,
  group: 'View',
  keys,
  run: () => undefined,
}));
const none = { metaKey: false, ctrlKey: false, altKey: false };

// Bug caught: "o" after "g" that opens the file dialog, or "g" then "o" that never reaches the Overview.
test('a sequence wins over the single key that ends it', () => {
  expect(matchKeys(['g'], commands)).toEqual({ wait: ['g'] });
  expect(matchKeys(['g', 'o'], commands)).toEqual({ command: commands[0] });
  expect(matchKeys(['o'], commands)).toEqual({ command: commands[2] });
});

// Bug caught: a mistyped first key that swallows the command after it.
test('a sequence that leads nowhere starts again with its last key', () => {
  expect(matchKeys(['g', 'g'], commands)).toEqual({ wait: ['g'] });
  expect(matchKeys(['g', '?'], commands)).toEqual({ command: commands[4] });
  expect(matchKeys(['x'], commands)).toBeNull();
});

// Bug caught: Ctrl+O of the browser taken for our "o".
test('a key with Ctrl, ⌘ or Alt is another key', () => {
  expect(keyName({ key: 'K', ...none, metaKey: true })).toBe('mod+k');
  expect(keyName({ key: 'k', ...none, ctrlKey: true })).toBe('mod+k');
  expect(keyName({ key: 'o', ...none, altKey: true })).toBe('alt+o');
  expect(matchKeys(['mod+o'], commands)).toBeNull();
});

test('key caps name the modifier of the system', () => {
  expect(keyCaps('g o', false)).toEqual([['G'], ['O']]);
  expect(keyCaps('mod+k', true)).toEqual([['⌘', 'K']]);
  expect(keyCaps('mod+k', false)).toEqual([['Ctrl', 'K']]);
});
