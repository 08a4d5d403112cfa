import { Agent, EnvHttpProxyAgent, fetch, type RequestInit } from 'undici';
import { isLocal } from './is-local';
import { sendText } from './send-text';

/** Fetch for judges: no time limits of its own (ours hold), proxies of the environment for servers elsewhere. */
export interface JudgeFetch {
  fetch: typeof globalThis.fetch;
  close(): Promise<void>;
}

export function openJudgeFetch(baseUrl: string): JudgeFetch {
  const limits = { headersTimeout: 0, bodyTimeout: 0, keepAliveTimeout: 30_000 };
  const dispatcher = isLocal(baseUrl) ? new Agent(limits) : new EnvHttpProxyAgent(limits);
  const send = async (url: string, init: RequestInit & { body?: unknown }) => {
    const answer = typeof init.body === 'string' ? await sendText(url, init, dispatcher) : null;
    // A redirection, which fetch follows.
    return answer ?? fetch(url, { ...init, ...(await withPlainBody(init)), dispatcher });
  };
  return {
    // The SDKs look for the classes that belong to a fetch before they upload a file.
    fetch: Object.assign(send, { Response: globalThis.Response }) as unknown as typeof globalThis.fetch,
    // Connections that are still in use belong to calls that nobody waits for any more.
    close: () => dispatcher.destroy(),
  };
}

/** A form of Node's own class as bytes: undici knows only its own. */
async function withPlainBody({ body, headers }: RequestInit & { body?: unknown }): Promise<RequestInit> {
  if (!(body instanceof FormData)) return {};
  const form = new Response(body);
  const encoded = new Headers(headers as Record<string, string>);
  encoded.set('content-type', form.headers.get('content-type')!);
  return { body: new Uint8Array(await form.arrayBuffer()), headers: [...encoded] };
}

/** A time limit and the caller's signal in one, for the whole call with its body: the SDKs' own end at the headers. */
export interface Deadline {
  signal: AbortSignal;
  /** True when the time is up and not the caller has ended the call. */
  timedOut(): boolean;
  clear(): void;
}

export function deadline(timeoutMs: number, outer: AbortSignal | undefined): Deadline {
  const abort = new AbortController();
  let timedOut = false;
  const timer = setTimeout(() => {
    timedOut = true;
    abort.abort();
  }, timeoutMs);
  const cancel = (): void => abort.abort();
  if (outer?.aborted) cancel();
  outer?.addEventListener('abort', cancel);
  return {
    signal: abort.signal,
    timedOut: () => timedOut,
    clear() {
      clearTimeout(timer);
      outer?.removeEventListener('abort', cancel);
    },
  };
}
