// A server of the capture's measurement, in a process of its own: node capture-server.mjs healthy|hanging|flooding
// It prints its address. Answers say how long the server itself took, so that its own time can be taken off.
import { once } from 'node:events';
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';

const EVENTS = 20;
const EVENT_EVERY_MS = 5;
const EVENT = (/** @type {number} */ i) =>
  `data: {"choices":[{"index":0,"delta":{"content":"word ${i} "}}]}\n\n`;
const STREAM_END = 'data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}\n\ndata: [DONE]\n\n';

export const ANSWER = JSON.stringify({
  id: 'x',
  object: 'chat.completion',
  model: 'm',
  choices: [
    {
      index: 0,
      message: { role: 'assistant', content: 'It ships today. '.repeat(20) },
      finish_reason: 'stop',
    },
  ],
  usage: { prompt_tokens: 9, completion_tokens: 80 },
});
export const STREAM = `${Array.from({ length: EVENTS }, (_, i) => EVENT(i)).join('')}${STREAM_END}`;

/** The time that the server took, ms, and the answer without it: `"took"` ends a JSON answer, a comment ends a stream. */
export function readAnswer(/** @type {string} */ text) {
  const [mark] = text.match(/,"took":[\d.]+\}$|\n: took [\d.]+$/) ?? [''];
  const answer = text.slice(0, text.length - mark.length) + (mark.endsWith('}') ? '}' : '');
  return { tookMs: Number(mark.replaceAll(/[^\d.]/g, '')), answer };
}

const took = (/** @type {number} */ started) => (performance.now() - started).toFixed(3);

function healthy(request, response) {
  const started = performance.now();
  let text = '';
  request.on('data', (chunk) => (text += chunk));
  request.on('end', () => {
    if (!text.includes('"stream":true')) {
      response.writeHead(200, { 'content-type': 'application/json' });
      return response.end(`${ANSWER.slice(0, -1)},"took":${took(started)}}`);
    }
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    let sent = 0;
    const timer = setInterval(() => {
      response.write(EVENT(sent++));
      if (sent < EVENTS) return;
      clearInterval(timer);
      response.end(`${STREAM_END}\n: took ${took(started)}`);
    }, EVENT_EVERY_MS);
    response.on('close', () => clearInterval(timer));
  });
}

function flooding(_request, response) {
  response.writeHead(200, { 'content-type': 'application/json' });
  const chunk = Buffer.alloc(1 << 18, 'x');
  const flood = () => {
    while (!response.destroyed && response.write(chunk));
  };
  response.on('drain', flood);
  flood();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const kind = process.argv[2];
  const listener = kind === 'hanging' ? () => {} : kind === 'flooding' ? flooding : healthy;
  const server = createServer({ keepAliveTimeout: 60_000 }, listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  process.stdout.write(`http://127.0.0.1:${server.address().port}\n`);
}
