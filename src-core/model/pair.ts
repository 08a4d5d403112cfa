import type { ArmState } from './arm';

/** One arm's side of a request. Numbers that the log does not hold are null, never zero. */
export interface ArmRecord {
  state: ArmState;
  model: string | null;
  /** The output. Null when the arm failed, is missing, or the log carries no texts. */
  response: string | null;
  /** What the log says of the failure; null unless the arm failed. */
  error: string | null;
  latencyMs: number | null;
  /** Time to the first token, ms. */
  ttftMs: number | null;
  tokensIn: number | null;
  tokensOut: number | null;
  costUsd: number | null;
}

/** Production's answer to the same request, asked once more: shows how far an unchanged model differs from itself. */
export interface Rerun {
  state: 'answered' | 'failed';
  /** The output. Null when the rerun failed. */
  response: string | null;
}

/** One request with both answers. Names in tags and labels come from logs: use Map, never plain objects. */
export interface Pair {
  requestId: string;
  /** ms since 1970 UTC. */
  timestamp: number | null;
  prompt: string | null;
  /** The conversation as JSON text, where the log brings one. */
  messages: string | null;
  prod: ArmRecord;
  shadow: ArmRecord;
  /** Null where production was asked once. */
  rerun: Rerun | null;
  tags: ReadonlyMap<string, string>;
  labels: ReadonlyMap<string, string>;
  /** Exact match as the log itself measured it; used only where there are no texts. */
  loggedExactMatch: boolean | null;
  /** Similarity in [-1, 1] as the log itself measured it. */
  loggedSimilarity: number | null;
}

/** One record of a log that holds a single arm; two such logs are joined into pairs. */
export interface ArmLogRecord {
  requestId: string;
  timestamp: number | null;
  prompt: string | null;
  messages: string | null;
  arm: ArmRecord;
  rerun: Rerun | null;
  tags: ReadonlyMap<string, string>;
  labels: ReadonlyMap<string, string>;
  /** Where it stands, so that a record without a partner can be named. */
  line: number;
}
