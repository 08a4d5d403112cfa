import { describe, expect, it } from 'vitest';
import { codeOf } from '../../../src-renderer/shared/pair/code/code-of';
import { compareTexts } from '../../../src-renderer/shared/pair/compare/compare-texts';
import { splitLines } from '../../../src-renderer/shared/pair/compare/split-lines';
import { conversationOf } from '../../../src-renderer/shared/pair/conversation';
import { displayText } from '../../../src-renderer/shared/pair/display-text';
import { foldRows } from '../../../src-renderer/shared/pair/fold-rows';

describe('unchanged stretches', () => {
  const lines = Array.from({ length: 40 }, (_, at) => `line ${at}`);
  const changed = lines.with(20, 'another one').join('\n');
  const { rows } = compareTexts(lines.join('\n'), changed, { budget: 1e9, now: () => 0 });

  it('are folded but for two lines around each difference, and unfold one by one', () => {
    const items = foldRows(rows, new Set());
    expect(items.filter(({ kind }) => kind === 'fold')).toEqual([
      { kind: 'fold', first: 0, last: 17 },
      { kind: 'fold', first: 23, last: 39 },
    ]);
    expect(items).toHaveLength(7);
    expect(foldRows(rows, new Set([0]))).toHaveLength(24);
  });

  it('are not folded where the outputs are equal throughout: then there is nothing else to read', () => {
    const { rows: equal } = compareTexts(changed, changed, { budget: 1e9, now: () => 0 });
    expect(foldRows(equal, new Set())).toHaveLength(40);
  });

  it('never lose a row', () => {
    const shown = foldRows(rows, new Set()).flatMap((item) =>
      item.kind === 'row'
        ? [item.row]
        : Array.from({ length: item.last - item.first + 1 }, (_, at) => item.first + at),
    );
    expect(shown).toEqual([...rows.keys()]);
  });
});

describe('raw lines', () => {
  it('keep every character, blank lines and a last line end included', () => {
    const text = `a\n\n${'x'.repeat(9000)}\n`;
    const cells = splitLines(text, '').map(({ left }) => left!);
    expect(cells.map(({ start, end }) => text.slice(start, end))).toEqual([
      'a',
      '',
      'x'.repeat(4000),
      'x'.repeat(4000),
      'x'.repeat(1000),
      '',
    ]);
    expect(splitLines('', '')).toEqual([]);
  });
});

describe('text for reading', () => {
  it('shows what is invisible or turns the direction of text, and keeps tabs and lines', () => {
    expect(displayText('a\tb\n\u001b[31m \u202e \u200b')).toBe('a\tb\n␛[31m ⟨U+202E⟩ ⟨U+200B⟩');
  });

  it('leaves the joiners of one emoji alone, and shows every other', () => {
    const family = '👩\u200d👩\u200d👧 ❤\ufe0f\u200d🔥 👩🏽\u200d🚀';
    expect(displayText(family)).toBe(family);
    expect(displayText('a\u200db 👩\u200db \u200d👧')).toBe('a⟨U+200D⟩b 👩⟨U+200D⟩b ⟨U+200D⟩👧');
  });
});

describe('a conversation', () => {
  it('is read with roles, parts and calls of tools', () => {
    const turns = conversationOf(
      JSON.stringify([
        { role: 'system', content: 'Be brief.' },
        {
          role: 'user',
          content: [
            { type: 'text', text: 'Hi' },
            { type: 'image_url', image_url: 'x' },
          ],
        },
        { role: 'assistant', content: null, tool_calls: [{ id: 1 }] },
      ]),
    )!;
    expect(turns.map(({ role }) => role)).toEqual(['system', 'user', 'assistant']);
    expect(turns[1]!.text).toBe('Hi\n{"type":"image_url","image_url":"x"}');
    expect(turns[2]!.text).toContain('"id": 1');
  });

  it('is none where the text is no list of messages', () => {
    expect(['{', '{}', '[]', '[1]', 'null'].map(conversationOf)).toEqual([null, null, null, null, null]);
  });
});

describe('code of an output', () => {
  it('is what stands in its blocks, also in one that was cut off, with its places coloured', () => {
    const code = codeOf('Text\n```js\nconst a = "b";\n```\nmore\n~~~python\ndef f():\n  pass');
    expect(code.text).toBe('const a = "b";\n\ndef f():\n  pass');
    expect(code.languages).toEqual(['js', 'python']);
    const coloured = code.tokens.map(({ start, end, className }) => [code.text.slice(start, end), className]);
    expect(coloured).toContainEqual(['const', 'hljs-keyword']);
    expect(coloured).toContainEqual(['"b"', 'hljs-string']);
    expect(coloured).toContainEqual(['def', 'hljs-keyword']);
  });

  it('is the whole output where it holds no block, and an unknown language is no error', () => {
    expect(codeOf('x = 1').text).toBe('x = 1');
    expect(codeOf('```__proto__\nx\n```').text).toBe('x');
  });
});
