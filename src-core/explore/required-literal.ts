/**
 * A run of characters that every match of a regular expression holds, so that texts without it need not be tried; null
 * where none is plain to see. Only characters outside of groups, classes and choices count.
 */
export function requiredLiteral(pattern: string): string | null {
  // A choice or a flag such as (?i) may take any character's necessity away; in \x41, \pL and [[:alpha:]] letters stand
  // for others.
  if (/\||\(\?|\[:|\\[pPxQ0-9]/.test(pattern)) return null;
  let longest = '';
  let run = '';
  let depth = 0;
  const end = (): void => {
    if (run.length > longest.length) longest = run;
    run = '';
  };
  const characters = [...pattern];
  for (let i = 0; i < characters.length; i++) {
    const character = characters[i]!;
    if (character === '\\') {
      end();
      i++;
    } else if (character === '[') {
      end();
      i = classEnd(characters, i);
    } else if (character === '(' || character === ')') {
      end();
      depth += character === '(' ? 1 : -1;
    } else if ('*?{'.includes(character)) {
      // What stands before may not be there at all.
      run = run.slice(0, -1);
      end();
      if (character === '{') i = characters.indexOf('}', i) === -1 ? i : characters.indexOf('}', i);
    } else if ('+.^$'.includes(character)) end();
    else if (depth === 0) run += character;
  }
  end();
  return longest === '' ? null : longest;
}

/** Place of the bracket that closes a class; one that comes first stands for itself. */
function classEnd(characters: readonly string[], start: number): number {
  let i = start + 1;
  if (characters[i] === '^') i++;
  if (characters[i] === ']') i++;
  while (i < characters.length && characters[i] !== ']') i += characters[i] === '\\' ? 2 : 1;
  return i;
}
