/** Headers that concern one connection only (RFC 9110, 7.6.1), and `expect`, which the server here has answered. */
const HOP_BY_HOP: ReadonlySet<string> = new Set([
  'connection',
  'keep-alive',
  'proxy-connection',
  'proxy-authenticate',
  'proxy-authorization',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'expect',
]);

const OFFER: ReadonlySet<string> = new Set(['connection', 'upgrade', 'http2-settings']);

/** Headers that open doors. They are neither written nor sent to another server than the one they were meant for. */
const CREDENTIALS: ReadonlySet<string> = new Set([
  'authorization',
  'api-key',
  'x-api-key',
  'x-goog-api-key',
  'cookie',
  'openai-organization',
  'openai-project',
]);

/** Value of the first header of a name, from a flat list; undefined when there is none. */
export function headerOf(headers: readonly string[], name: string): string | undefined {
  for (let i = 0; i < headers.length; i += 2) if (headers[i]!.toLowerCase() === name) return headers[i + 1];
  return undefined;
}

/** What is passed on of a flat list of headers, names and order as they came. */
export function endToEnd(headers: readonly string[]): string[] {
  const listed = (headerOf(headers, 'connection') ?? '').toLowerCase().split(',');
  const named = new Set(listed.map((name) => name.trim()));
  return filtered(headers, (name) => !HOP_BY_HOP.has(name) && !named.has(name));
}

/** A request's headers without the offer to switch to another protocol (RFC 9110, 7.8). */
export function withoutOffer(headers: readonly string[]): string[] {
  return filtered(headers, (name) => !OFFER.has(name));
}

/** Everything that is given, with the host of the server that is asked. */
export function withHost(headers: readonly string[], host: string): string[] {
  return headers.map((part, i) => (i % 2 === 1 && headers[i - 1]!.toLowerCase() === 'host' ? host : part));
}

export interface MirrorHeaders {
  host: string;
  bytes: number;
  requestId: string;
  /** False: credentials of the client do not go there. */
  credentials: boolean;
  /** The server's own key. */
  key: string | null;
  /** Set or, with null, removed. */
  changes: Readonly<Record<string, string | null>>;
}

/**
 * For a copy of a request. It says that it is one, so that its server can leave it out of its accounts, and carries no
 * key under which the server would take it for a repetition of the first.
 */
export function mirrorHeaders(headers: readonly string[], options: MirrorHeaders): string[] {
  const changed = new Set(Object.keys(options.changes).map((name) => name.toLowerCase()));
  const own = new Set([
    'host',
    'content-length',
    'idempotency-key',
    ...(options.key === null ? [] : CREDENTIALS),
  ]);
  const passed = filtered(
    endToEnd(headers),
    (name) => !own.has(name) && !changed.has(name) && (options.credentials || !CREDENTIALS.has(name)),
  );
  const keyed =
    headerOf(headers, 'x-api-key') === undefined
      ? ['authorization', `Bearer ${options.key}`]
      : ['x-api-key', options.key ?? ''];
  return [
    ...passed,
    'host',
    options.host,
    'content-length',
    String(options.bytes),
    'x-gnomon-shadow',
    options.requestId,
    ...(options.key === null ? [] : keyed),
    ...Object.entries(options.changes).flatMap(([name, value]) => (value === null ? [] : [name, value])),
  ];
}

function filtered(headers: readonly string[], keep: (name: string) => boolean): string[] {
  const kept: string[] = [];
  for (let i = 0; i < headers.length; i += 2)
    if (keep(headers[i]!.toLowerCase())) kept.push(headers[i]!, headers[i + 1]!);
  return kept;
}
