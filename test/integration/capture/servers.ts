import { once } from 'node:events';
import { createServer, request as httpRequest, type IncomingMessage, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterEach } from 'vitest';
import { parseCaptureConfig } from '@core/capture/capture-config';
import { type RunningCapture, runCapture } from '../../../src-main/capture/run-capture';

export const cleanUp: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const clean of cleanUp.splice(0).toReversed()) await clean();
});

/** A server on loopback until the test ends. */
export async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  cleanUp.push(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'gnomon-capture-'));
  cleanUp.push(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** A line of the log, as far as tests look into it. */
export interface LogRecord {
  request_id: string;
  messages: { content: string }[];
  prod: LogArm;
  shadow: LogArm;
  tags: Record<string, string>;
}
interface LogArm {
  response: string | null;
  error: string | null;
}

export interface Capture extends RunningCapture {
  log: string;
  notices: string[];
  /** Ends the capture and gives what it logged, rotated files included. */
  records(): Promise<LogRecord[]>;
  /** The log's lines without stopping. */
  raw(): Promise<string>;
}

/** A capture between two servers, with fast syncs, until the test ends. */
export async function capture(settings: Record<string, unknown>): Promise<Capture> {
  const folder = await temporaryFolder();
  const log = join(folder, 'log.jsonl');
  const notices: string[] = [];
  const { log: logSettings = {}, ...rest } = settings as { log?: object };
  const config = parseCaptureConfig(
    { listen: { port: 0 }, admin: { port: 0 }, ...rest, log: { out: log, sync: 20, ...logSettings } },
    'the test',
  );
  const running = await runCapture(config, { onNotice: (text) => notices.push(text) });
  let stopped: Promise<void> | null = null;
  const stop = (): Promise<void> => (stopped ??= running.stop());
  cleanUp.push(stop);
  return {
    ...running,
    stop,
    log,
    notices,
    async records() {
      await stop();
      return parseLines(await allLogText(folder));
    },
    raw: () => allLogText(folder),
  };
}

/** Everything in a folder's logs, packed ones included. */
export async function allLogText(folder: string): Promise<string> {
  const names = (await readdir(folder)).filter((name) => /\.jsonl(\.gz)?$/.test(name)).toSorted();
  const texts = await Promise.all(
    names.map(async (name) => {
      const bytes = await readFile(join(folder, name));
      return (name.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
    }),
  );
  return texts.join('');
}

export function parseLines(text: string): LogRecord[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as LogRecord);
}

/** What came over the wire, without what belongs to one connection only. */
export interface Wire {
  status: number;
  message: string;
  headers: string[];
  body: Buffer;
  trailers: string[];
}

const CONNECTION_ONLY = new Set(['connection', 'keep-alive', 'transfer-encoding', 'date']);

export interface Sent {
  method?: string;
  path?: string;
  headers?: Record<string, string | string[]>;
  body?: string | Buffer;
}

/** Asks and reads to the end. */
export async function ask(base: string, sent: Sent = {}): Promise<Wire> {
  const response = await open(base, sent);
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk as Buffer);
  const headers: string[] = [];
  for (let i = 0; i < response.rawHeaders.length; i += 2)
    if (!CONNECTION_ONLY.has(response.rawHeaders[i]!.toLowerCase()))
      headers.push(response.rawHeaders[i]!, response.rawHeaders[i + 1]!);
  return {
    status: response.statusCode!,
    message: response.statusMessage!,
    headers,
    body: Buffer.concat(chunks),
    trailers: response.rawTrailers,
  };
}

/** Asks and gives the response while it is still coming. */
export function open(
  base: string,
  { method = 'POST', path = '/v1/chat/completions', headers = {}, body }: Sent = {},
): Promise<IncomingMessage> {
  const content = body ?? (method === 'POST' ? chatRequest('Hello') : undefined);
  return new Promise((resolve, reject) => {
    const request = httpRequest(
      base + path,
      {
        method,
        agent: false,
        headers: {
          ...(content !== undefined && {
            'content-type': 'application/json',
            'content-length': Buffer.byteLength(content),
          }),
          ...headers,
        },
      },
      resolve,
    );
    request.once('error', reject);
    request.end(content);
  });
}

export function chatRequest(prompt: string, more: Record<string, unknown> = {}): string {
  return JSON.stringify({ model: 'asked-for', messages: [{ role: 'user', content: prompt }], ...more });
}

export function chatAnswer(text: string, model = 'answered-by'): string {
  return JSON.stringify({
    id: 'chatcmpl-1',
    object: 'chat.completion',
    model,
    choices: [{ index: 0, message: { role: 'assistant', content: text }, finish_reason: 'stop' }],
    usage: { prompt_tokens: 7, completion_tokens: 5, total_tokens: 12 },
  });
}

/** Answers every request with a chat completion. */
export function answering(text: string, model?: string): RequestListener {
  return (request, response) => {
    request.resume();
    request.on('end', () => {
      response.writeHead(200, { 'content-type': 'application/json' }).end(chatAnswer(text, model));
    });
  };
}

/** Waits until something holds; fails the test by its time-out when it never does. */
export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 10));
}
