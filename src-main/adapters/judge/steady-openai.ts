import OpenAI, { type ClientOptions } from 'openai';

type Built = Awaited<ReturnType<OpenAI['buildRequest']>>;
type Options = Parameters<OpenAI['buildRequest']>[0];

/**
 * The SDK's client for questions that differ in nothing but their body: what it makes of address, key and time limit is
 * made once, for it costs more than sending a call. It never retries, since the count of tries is one of the headers.
 */
export class SteadyOpenAI extends OpenAI {
  /** By time limit. */
  private readonly built = new Map<
    number | undefined,
    Pick<Built, 'url' | 'timeout'> & { headers: object }
  >();

  constructor(options: ClientOptions) {
    super({ ...options, maxRetries: 0 });
  }

  override async buildRequest(options: Options, state?: { retryCount?: number }): Promise<Built> {
    const { method, path, body, timeout, signal } = options;
    if (path !== '/chat/completions') return super.buildRequest(options, state);
    const known = this.built.get(timeout);
    if (known === undefined) {
      const first = await super.buildRequest(options, state);
      const { req, ...rest } = first;
      this.built.set(timeout, { ...rest, headers: Object.fromEntries(req.headers) });
      return first;
    }
    return {
      url: known.url,
      timeout: known.timeout,
      req: {
        method,
        // A plain object: going through Headers takes longer than all that is read from them.
        headers: known.headers as Headers,
        body: JSON.stringify(body),
        ...(signal && { signal }),
      },
    };
  }
}
