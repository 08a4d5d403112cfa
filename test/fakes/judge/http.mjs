import { setTimeout as delay } from 'node:timers/promises';

/**
 * What the server does with one question instead of answering it well.
 * @typedef {object} Step
 * @property {number} [status] answer with this status and an error of the protocol
 * @property {string} [code] the error's code or type, e.g. insufficient_quota
 * @property {string} [message]
 * @property {Record<string, string>} [headers]
 * @property {'before' | 'during'} [cut] break the connection: without an answer, or in the middle of the body
 * @property {number} [delay] ms before the answer begins
 * @property {number} [slowBody] ms for which the body trickles
 * @property {string} [body] send this for a body, whatever it is
 * @property {string} [answer] the judge's words
 * @property {'length' | 'refusal'} [finish]
 * @property {number} [tokensIn] tokens that it says it read
 * @property {string} [contentType] instead of application/json
 * @property {boolean} [streams] answer in a stream although none was asked for
 * @property {boolean} [breaksOff] end a stream in its middle
 *
 * @typedef {import('node:http').IncomingMessage} Incoming
 * @typedef {import('node:http').ServerResponse} Outgoing
 */

/** @param {Incoming} request */
export async function bodyOf(request) {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/**
 * @param {Outgoing} response
 * @param {unknown} value
 * @param {{ status?: number, headers?: Record<string, string>, step?: Step }} [options]
 */
export async function sendJson(response, value, { status = 200, headers = {}, step = {} } = {}) {
  const text = step.body ?? JSON.stringify(value);
  if (step.cut === 'before') return void response.socket?.destroy();
  response.writeHead(status, {
    'content-type': step.contentType ?? 'application/json',
    ...headers,
    ...step.headers,
  });
  if (step.cut === 'during') {
    response.write(text.slice(0, text.length / 2));
    await delay(20);
    return void response.socket?.destroy();
  }
  if (step.slowBody !== undefined) {
    for (let part = 0; part < 10; part++) {
      if (response.destroyed) return;
      response.write(text.slice((text.length * part) / 10, (text.length * (part + 1)) / 10));
      await delay(step.slowBody / 10);
    }
    return void response.end();
  }
  response.end(text);
}

/**
 * Server-sent events.
 * @param {Outgoing} response
 * @param {readonly { event?: string, data: string }[]} events
 */
export async function sendEvents(response, events) {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' });
  for (const { event, data } of events) {
    response.write(`${event ? `event: ${event}\n` : ''}data: ${data}\n\n`);
    await delay(1);
  }
  response.end();
}

/** @param {string} text about four characters a token */
export const tokensOf = (text) => Math.ceil(text.length / 4);
