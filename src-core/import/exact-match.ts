/**
 * Whether two outputs are the same but for white space (runs count as one blank, none at the ends), Unicode form
 * (NFC) and, when both are JSON objects or lists, the order of keys and the spelling of numbers.
 * Fast for texts that differ early: nothing is allocated before the first difference is found to be a doubtful one.
 */
export function sameNormalised(a: string, b: string): boolean {
  if (a === b) return true;
  const walked = walk(a, b);
  if (walked === 'same') return true;
  if (walked === 'doubtful' && folded(a) === folded(b)) return true;
  return isJsonLike(a) && isJsonLike(b) && sameJson(a, b);
}

/** Compares two texts with white space folded; 'doubtful' where only Unicode normalisation can tell. */
function walk(a: string, b: string): 'same' | 'different' | 'doubtful' {
  let i = skipSpace(a, 0);
  let j = skipSpace(b, 0);
  while (i < a.length && j < b.length) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(j);
    const gap = isSpace(x);
    if (gap !== isSpace(y)) {
      // One text may end here and the other hold only white space from here on.
      const [afterA, afterB] = [skipSpace(a, i), skipSpace(b, j)];
      if (afterA === a.length && afterB === b.length) break;
      return isInert(x) && isInert(y) ? 'different' : 'doubtful';
    }
    if (gap) {
      i = skipSpace(a, i);
      j = skipSpace(b, j);
    } else if (x === y) {
      i++;
      j++;
    } else {
      return isInert(x) && isInert(y) ? 'different' : 'doubtful';
    }
  }
  i = skipSpace(a, i);
  j = skipSpace(b, j);
  if (i === a.length && j === b.length) return 'same';
  return isInert(i < a.length ? a.charCodeAt(i) : b.charCodeAt(j)) ? 'different' : 'doubtful';
}

/** Characters that canonical normalisation neither changes nor reorders: ASCII and the common CJK ideographs. */
function isInert(code: number): boolean {
  return code < 0x80 || (code >= 0x4e00 && code <= 0x9fff);
}

function isSpace(code: number): boolean {
  if (code === 32 || (code >= 9 && code <= 13)) return true;
  if (code < 0xa0) return false;
  return code === 0xa0 || code === 0x1680 || (code >= 0x2000 && code <= 0x200a) || isRareSpace(code);
}

function isRareSpace(code: number): boolean {
  return [0x2028, 0x2029, 0x202f, 0x205f, 0x3000, 0xfeff].includes(code);
}

function skipSpace(text: string, from: number): number {
  let at = from;
  while (at < text.length && isSpace(text.charCodeAt(at))) at++;
  return at;
}

function folded(text: string): string {
  return text.normalize('NFC').replace(/\s+/g, ' ').trim();
}

function isJsonLike(text: string): boolean {
  const first = text.charAt(skipSpace(text, 0));
  return first === '{' || first === '[';
}

function sameJson(a: string, b: string): boolean {
  try {
    return sameValue(JSON.parse(a), JSON.parse(b));
  } catch {
    // No JSON, or nested too deeply to compare: then the texts decide, and they differ.
    return false;
  }
}

function sameValue(a: unknown, b: unknown): boolean {
  if (typeof a === 'string' && typeof b === 'string') return a === b || folded(a) === folded(b);
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const keys = Object.keys(a);
  if (keys.length !== Object.keys(b).length) return false;
  return keys.every((key) => Object.hasOwn(b, key) && sameValue(valueOf(a, key), valueOf(b, key)));
}

function valueOf(holder: object, key: string): unknown {
  return (holder as Record<string, unknown>)[key];
}
