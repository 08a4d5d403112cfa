import type { JudgeConfiguration } from '@core/model/judge';

/** What an adapter is made with. */
export interface JudgeOptions {
  configuration: JudgeConfiguration;
  baseUrl: string;
  /** Null where the server asks for none. */
  key: string | null;
  /** The provider's own server, which speaks the newest form of its protocol. */
  official: boolean;
  concurrency: number;
  /** Tokens that fit into the judge's context; null where it is not known. */
  context: number | null;
}
