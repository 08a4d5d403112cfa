import type { ErrorDetails, ErrorKind } from '@core/model/app-error';
import type { WindowFrame } from './load-tokenizer';

/** Windows of some texts: token ids of all one after another, and for each window its length and its text. */
export interface TextWindows {
  ids: Int32Array;
  lengths: Int32Array;
  /** Place of the window's text among the texts asked for. */
  texts: Int32Array;
}

export interface TokenizerRequest {
  id: number;
  texts: readonly string[];
}

export type TokenizerReply =
  | { kind: 'loaded'; frame: WindowFrame }
  | { kind: 'windows'; id: number; windows: TextWindows }
  | { kind: 'failed'; error: { kind: ErrorKind; details: ErrorDetails } };
