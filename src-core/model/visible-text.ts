const LONGEST = 260;

/**
 * C1 controls, zero-width and bidirectional controls, line separators, byte order mark, tag characters. The joiner that
 * makes one emoji of several is none of them: what it does is seen.
 */
export const INVISIBLE =
  /(?<!\p{Extended_Pictographic}(?:\ufe0f|\p{Emoji_Modifier})?)\u200d|\u200d(?!\p{Extended_Pictographic})|[\u0080-\u009f\u061c\u200b\u200c\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]|[\u{e0000}-\u{e007f}]/gu;

/**
 * Text from a log made harmless to look at, on one line: as `visibleText`, without line breaks. It is still text:
 * renderers escape it for their format.
 */
export function safeText(text: string): string {
  return visibleText(text.replace(/\s*[\n\r\t]\s*/g, ' '));
}

/** A name from a log, clipped with an ellipsis where it is so long that it would drown what stands around it. */
export function clippedName(name: string): string {
  return name.length > LONGEST ? `${name.slice(0, LONGEST)}…` : name;
}

/**
 * Control characters become their symbols (ESC → ␛; line feeds stay), characters that are invisible or turn the
 * direction of text become their code point (⟨U+202E⟩), lone surrogates �.
 */
export function visibleText(text: string): string {
  return text
    .replace(/\p{Surrogate}/gu, '\ufffd')
    .replace(CONTROL, (character: string) => String.fromCharCode(0x2400 + character.charCodeAt(0)))
    .replace(/\u007f/g, '␡')
    .replace(INVISIBLE, codePoint);
}

/** C0 controls but the line feed. */
// oxlint-disable-next-line no-control-regex -- finding them is the point
const CONTROL = /[\u0000-\u0009\u000b-\u001f]/g;

function codePoint(character: string): string {
  const hex = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  return `⟨U+${hex}⟩`;
}
