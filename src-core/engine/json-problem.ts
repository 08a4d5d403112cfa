export interface JsonProblem {
  /** Where the text stops being JSON, in UTF-16 units; its length when it ends too early. */
  offset: number;
  /** What could have stood there. */
  expected: string;
}

type State = 'value' | 'first item' | 'first key' | 'key' | 'colon' | 'next' | 'end';

const SPACE = /[ \t\n\r]*/y;
const SCALAR = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;
// oxlint-disable-next-line no-control-regex -- JSON strings exclude exactly these
const STRING = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;

const EXPECTED: Readonly<Record<State, string>> = {
  value: 'a value',
  'first item': 'a value or ]',
  'first key': 'a key in double quotes or }',
  key: 'a key in double quotes',
  colon: 'a colon',
  next: 'a comma or a closing bracket',
  end: 'nothing more',
};

/**
 * The first place at which a text is not JSON (RFC 8259), or null when it is. JSON.parse reports a position in some
 * engines and for some errors only.
 */
export function jsonProblem(text: string): JsonProblem | null {
  const closers: ('}' | ']')[] = [];
  let state: State = 'value';
  let offset = 0;
  while (true) {
    offset += matchAt(SPACE, text, offset);
    if (state === 'end' && offset === text.length) return null;
    const step = next(state, { text, offset, closers });
    if (step === null) return { offset, expected: EXPECTED[state] };
    offset += step.length;
    state = step.state;
  }
}

function next(
  state: State,
  { text, offset, closers }: { text: string; offset: number; closers: ('}' | ']')[] },
): { state: State; length: number } | null {
  const char = text[offset];
  const afterValue = () => (closers.length === 0 ? 'end' : 'next');
  const closes =
    state === 'next' || (state === 'first item' && char === ']') || (state === 'first key' && char === '}');
  if (closes && char === closers.at(-1)) {
    closers.pop();
    return { state: afterValue(), length: 1 };
  }
  if (state === 'next') {
    return char === ',' ? { state: closers.at(-1) === '}' ? 'key' : 'value', length: 1 } : null;
  }
  if (state === 'colon') return char === ':' ? { state: 'value', length: 1 } : null;
  const string = matchAt(STRING, text, offset);
  if (state === 'key' || state === 'first key') return string > 0 ? { state: 'colon', length: string } : null;
  if (state === 'end') return null;
  if (char === '{' || char === '[') {
    closers.push(char === '{' ? '}' : ']');
    return { state: char === '{' ? 'first key' : 'first item', length: 1 };
  }
  const length = string || matchAt(SCALAR, text, offset);
  return length > 0 ? { state: afterValue(), length } : null;
}

function matchAt(pattern: RegExp, text: string, offset: number): number {
  pattern.lastIndex = offset;
  return pattern.exec(text)?.[0].length ?? 0;
}
