/** Ids of a text's tokens, without the special ones that a model puts around a window. */
export type Tokenize = (text: string) => readonly number[];

/** More characters than tokens of any language's running text: what is longer is cut before it is tokenised. */
const CHARACTERS_PER_TOKEN = 16;

/** Enough for any word that a tokeniser knows; a longer run without white space (Base64, minified code) is cut. */
const LONGEST_WORD = 1000;

/**
 * Cuts a text into windows that a model can take, at the borders of sentences. A sentence longer than a window is cut
 * between words, a word longer than a window between tokens. No token is dropped, none is repeated.
 * @param text well-formed Unicode
 * @param options.capacity tokens of a window, at least 1, the special ones not counted
 * @returns token ids by window, in the text's order; none for a text without tokens
 */
export function splitWindows(text: string, options: { capacity: number; tokenize: Tokenize }): number[][] {
  const { capacity, tokenize } = options;
  const whole = tokensIfShort(text, options);
  if (whole && whole.length <= capacity) return whole.length > 0 ? [[...whole]] : [];

  const windows: number[][] = [];
  let open: number[] = [];
  const close = (): void => {
    if (open.length > 0) windows.push(open);
    open = [];
  };
  const add = (ids: readonly number[]): void => {
    if (open.length + ids.length > capacity) close();
    for (let start = 0; start < ids.length; start += capacity) {
      if (start > 0) close();
      open.push(...ids.slice(start, start + capacity));
    }
  };
  for (const sentence of splitSentences(text)) {
    const ids = tokensIfShort(sentence, options);
    if (ids && ids.length <= capacity) add(ids);
    else {
      close();
      for (const word of splitWords(sentence)) add(tokenize(word));
    }
  }
  close();
  return windows;
}

function tokensIfShort(
  text: string,
  { capacity, tokenize }: { capacity: number; tokenize: Tokenize },
): readonly number[] | null {
  return text.length <= capacity * CHARACTERS_PER_TOKEN ? tokenize(text) : null;
}

/**
 * Sentences end at line ends, at . ! ? … before white space, and at the full stops of Chinese and Japanese.
 * Not by Intl.Segmenter, whose rules change with the runtime, and vectors must not.
 */
export function splitSentences(text: string): string[] {
  // The closing quotes are bounded: an unbounded look-behind is quadratic on a megabyte of quotes.
  return text
    .split(/[\r\n]+|(?<=[.!?…]["'”’»)\]]{0,3})\s+|(?<=[。！？])/u)
    .filter((sentence) => /\S/u.test(sentence));
}

function* splitWords(sentence: string): Generator<string> {
  for (const [word] of sentence.matchAll(/\S+/gu)) {
    let start = 0;
    while (start < word.length) {
      const end = start + LONGEST_WORD;
      const insidePair = isHighSurrogate(word.charCodeAt(end - 1));
      const cut = insidePair ? end - 1 : end;
      yield word.slice(start, cut);
      start = cut;
    }
  }
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}
