/** What a token is: `comma` covers every mark that joins list members; marks without any meaning make no token. */
export type TokenKind = 'word' | 'number' | 'date' | 'unit' | 'currency' | 'code' | 'operator' | 'comma';

export interface Token {
  kind: TokenKind;
  /** Normal form: equal forms mean the same. */
  form: string;
  /** UTF-16 offsets into the output, end exclusive. */
  start: number;
  end: number;
  /** The word begins with a capital that its place in the sentence does not explain. */
  name: boolean;
  /** How much it counts for alikeness: 0 for articles and marks, little for function words, 1 for the rest. */
  weight: number;
}

/** A sentence, line, list item or JSON member. */
export interface Sentence {
  tokens: readonly Token[];
  start: number;
  end: number;
  /** Total weight of the tokens. */
  weight: number;
  /** The forms of the tokens, joined: equal keys mean the same sentence. */
  key: string;
  /** A member of a list: its place among its neighbours says nothing. */
  listItem: boolean;
  /** A courtesy or announcement that no meaning hangs on ("Sure! Here is …"). */
  courtesy: boolean;
}
