/** White space as RE2 has it. */
const SPACE = '\\t\\n\\f\\r ';
const SYNTAX = /[\^$\\.*+?()[\]{}|/]/;
const REPEAT = /^\{\d{1,3}(?:,\d{0,3})?\}/;
/** Escapes that mean the same in both. */
const SAME = 'dDwWbBnrtfv';

/**
 * The same expression for the platform's own engine, which is several times as fast but may run for ever: for what is
 * plain enough to mean the same there; null for everything else. It finds a match exactly where RE2 does, though not
 * always the same one.
 */
export function nativeExpression(pattern: string): RegExp | null {
  const folded = pattern.startsWith('(?i)');
  const source = translated(folded ? pattern.slice(4) : pattern);
  // Folding adds letters to \w there that RE2 does not count.
  if (source === null || (folded && /\\[wWbB]/.test(source))) return null;
  try {
    return new RegExp(source, folded ? 'iu' : 'u');
  } catch {
    return null;
  }
}

function translated(pattern: string): string | null {
  let source = '';
  for (let at = 0; at < pattern.length;) {
    const character = pattern[at]!;
    if (character === '\\') {
      const escape = escaped(pattern[at + 1] ?? '', false);
      if (escape === null) return null;
      source += escape;
      at += 2;
    } else if (character === '[') {
      const found = translatedClass(pattern, at);
      if (found === null) return null;
      source += found.source;
      at = found.end;
    } else if (character === '(' && pattern[at + 1] === '?') {
      if (pattern[at + 2] !== ':') return null;
      source += '(?:';
      at += 3;
    } else if (character === '{') {
      const repeat = REPEAT.exec(pattern.slice(at))?.[0];
      source += repeat ?? '\\{';
      at += repeat?.length ?? 1;
    } else {
      source += character === '.' ? '[^\\n]' : '}]/'.includes(character) ? `\\${character}` : character;
      at++;
    }
  }
  return source;
}

function translatedClass(pattern: string, start: number): { source: string; end: number } | null {
  let at = start + 1;
  let source = '[';
  if (pattern[at] === '^') {
    source += '^';
    at++;
  }
  const first = at;
  for (; at < pattern.length; at++) {
    const character = pattern[at]!;
    if (character === ']' && at > first) return { source: `${source}]`, end: at + 1 };
    if (character === '[' || character === ']') return null;
    if (character === '\\') {
      const escape = escaped(pattern[++at] ?? '', true);
      if (escape === null) return null;
      source += escape;
    } else source += SYNTAX.test(character) ? `\\${character}` : character;
  }
  return null;
}

function escaped(character: string, inClass: boolean): string | null {
  if (character === 's') return inClass ? SPACE : `[${SPACE}]`;
  if (character === 'S') return inClass ? null : `[^${SPACE}]`;
  if (inClass && 'bB'.includes(character)) return null;
  if (character !== '' && SAME.includes(character)) return `\\${character}`;
  if (SYNTAX.test(character)) return `\\${character}`;
  // Other punctuation stands for itself.
  return /[!-~]/.test(character) && !/[0-9A-Za-z-]/.test(character) ? character : null;
}
