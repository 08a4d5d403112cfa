/** Scripts that are written without spaces between words: each letter stands for itself. */
const SPACELESS =
  '\\p{sc=Han}\\p{sc=Hiragana}\\p{sc=Katakana}\\p{sc=Thai}\\p{sc=Lao}\\p{sc=Khmer}\\p{sc=Myanmar}';
/** One emoji, whatever it is joined of. */
const EMOJI =
  '\\p{Extended_Pictographic}\\p{Emoji_Modifier}?\\ufe0f?(?:\\u200d\\p{Extended_Pictographic}\\p{Emoji_Modifier}?\\ufe0f?)*';
const LETTER = '\\p{L}\\p{N}\\p{M}_';

const IS_SPACELESS = new RegExp(`^[${SPACELESS}]`, 'v');
/** Words, and what stands between them character by character but for white space. */
const WORDS = new RegExp(
  `[[${LETTER}]--[${SPACELESS}]]+|${EMOJI}|[${SPACELESS}]\\p{M}*|[^${LETTER}\\s]`,
  'gv',
);
/** The same with white space, a line end being one piece, so that they cover the text. */
const PIECES = new RegExp(`\\r?\\n|[^\\S\\n\\r]+|${WORDS.source}|.`, 'gsv');

/** The words of a text in any script, and its other characters one by one; together they are the text. */
export function piecesOf(text: string): string[] {
  return text.match(PIECES) ?? [];
}

/**
 * What a text can be recognised by: its words, where these are not parted by spaces each two letters that follow one
 * another, and punctuation.
 */
export function* termsOf(text: string): Generator<string> {
  let before = '';
  for (const [word] of text.matchAll(WORDS)) {
    const isSpaceless = IS_SPACELESS.test(word);
    yield isSpaceless ? before + word : word;
    before = isSpaceless ? word : '';
  }
}
