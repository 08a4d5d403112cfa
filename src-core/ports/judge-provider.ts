import type { TokenUsage } from '../model/judge';

/** One question to a judge. */
export interface JudgeQuestion {
  system: string;
  user: string;
  /** JSON schema that the answer must follow; null: free text. */
  schema: object | null;
}

/**
 * Why a call gave no answer:
 * busy (429, 503, 529) · server (other 5xx) · timeout · connection · auth (401, 403) · quota · no-model (404) ·
 * context (the prompt is too long) · rejected (other 4xx) · garbage (an answer that is none) · aborted by us.
 */
export type JudgeErrorClass =
  | 'busy'
  | 'server'
  | 'timeout'
  | 'connection'
  | 'auth'
  | 'quota'
  | 'no-model'
  | 'context'
  | 'rejected'
  | 'garbage'
  | 'aborted';

export interface JudgeError {
  class: JudgeErrorClass;
  /** For people, without keys. */
  message: string;
  retryable: boolean;
  /** What the server asked for, whatever its length; null when it did not. */
  retryAfterMs: number | null;
  /** The request may have been worked on, and so billed, although no answer came. */
  maybeBilled: boolean;
}

export interface JudgeReply {
  /** The judge's words; null when there are none. */
  raw: string | null;
  /** `raw` as JSON where a schema was asked for and it is JSON; else null. */
  parsed: unknown;
  /** How the answer ended. */
  finish: 'stop' | 'length' | 'refusal' | null;
  usage: TokenUsage | null;
  /** Headers of the response, names in lower case. */
  headers: Readonly<Record<string, string>>;
  requestId: string | null;
  /** The model that answered, by its own name. */
  model: string | null;
  /** The context of the judge was (nearly) full. */
  contextFull: boolean;
  error: JudgeError | null;
}

export interface BatchState {
  status: 'running' | 'ended' | 'failed' | 'cancelled';
  /** The provider's own word. */
  detail: string;
  completed: number | null;
  failed: number | null;
  /** Why it failed as a whole. */
  problem: string | null;
}

/** The provider's asynchronous mode. */
export interface JudgeBatches {
  /** Questions and bytes that one batch may hold. */
  readonly most: { questions: number; bytes: number };
  /**
   * Hands questions over.
   * @param tag a name of ours by which `find` finds the batch again
   * @returns the provider's id
   * @throws JudgeFault
   */
  start(
    questions: readonly { customId: string; question: JudgeQuestion }[],
    options: { tag: string; signal?: AbortSignal },
  ): Promise<string>;
  /** The batch that was handed over under this tag; null when there is none. */
  find(tag: string, options: { since: number; questions: number }): Promise<string | null>;
  poll(batch: string, signal?: AbortSignal): Promise<BatchState>;
  /** Replies in any order, by custom id; those that expired or were cancelled come with `reply: null`. */
  collect(batch: string, signal?: AbortSignal): AsyncIterable<{ customId: string; reply: JudgeReply | null }>;
  cancel(batch: string): Promise<void>;
}

/** A judge behind one protocol, with its model and parameters set. It never retries by itself. */
export interface JudgeProvider {
  /** Calls in flight that suit it: 1 for a server that works off one at a time. */
  readonly concurrency: number;
  /** Errors are part of the reply; nothing is thrown. */
  judge(question: JudgeQuestion, options: { timeoutMs: number; signal?: AbortSignal }): Promise<JudgeReply>;
  /** Null where the provider has none. */
  readonly batches: JudgeBatches | null;
  close(): Promise<void>;
}
