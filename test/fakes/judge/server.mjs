import { createServer } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { anthropic } from './anthropic.mjs';
import { ollama } from './ollama.mjs';
import { openai } from './openai.mjs';
import { sendJson } from './http.mjs';
import { judge } from './planted-judge.mjs';

/**
 * @typedef {import('./http.mjs').Step} Step
 * @typedef {{ protocol: string, question: any, at: number, inFlight: number }} Call
 *
 * @typedef {object} Options
 * @property {number} latencyMs before each answer
 * @property {import('./planted-judge.mjs').Planted} planted
 * @property {string | null} key asked for; null: none is
 * @property {Record<string, string>} headers of each answer
 * @property {number} batchPolls polls until a batch has ended
 * @property {'expired' | 'failed' | 'wrong-ids' | 'status-400' | null} batchProblem
 * @property {number} fileDelay ms between taking in a file and saying so
 * @property {number} batchDelay ms between taking in a batch and saying so
 * @property {number} most calls in flight; more get 429
 * @property {boolean} streamOnly refuse questions that do not ask for a stream (OpenAI's protocol)
 * @property {object[] | null} studio models of LM Studio, at /api/v0/models; null: it is another server
 * @property {object | null} props of llama.cpp's server, at /props; null: it is another server
 * @property {object} model what /v1/models says of the model beside its name
 * @property {Step[]} script one step for each of the next questions
 * @property {(call: Call) => Step | null} step decides for each question that the script has nothing for
 *
 * @typedef {object} State
 * @property {Options} options
 * @property {number} asked
 * @property {number} inFlight
 * @property {Call[]} calls
 * @property {Map<string, any>} batches
 * @property {Map<string, string>} files
 * @property {(question: any, protocol: string) => Promise<Step>} next
 * @property {(question: any, protocol: string) => void} note
 * @property {(user: string, structured: boolean, step: Step) => string} answer
 *
 * @typedef {object} Context
 * @property {string} path
 * @property {import('./http.mjs').Incoming} request
 * @property {import('./http.mjs').Outgoing} response
 * @property {State} state
 */

/** @type {Options} */
const DEFAULTS = {
  latencyMs: 0,
  planted: { accuracy: 0.9, firstBias: 0.1, truth: () => null },
  key: null,
  headers: {},
  batchPolls: 2,
  batchProblem: null,
  fileDelay: 0,
  batchDelay: 0,
  most: Infinity,
  streamOnly: false,
  props: null,
  studio: null,
  model: {},
  script: [],
  step: () => null,
};

/**
 * A judge over HTTP on the loopback: OpenAI's protocol under /v1, Anthropic's likewise, Ollama's under /api.
 * @param {Partial<Options> & { port?: number }} [given]
 */
export async function startJudgeServer({ port = 0, ...given } = {}) {
  /** @type {State} */
  const state = {
    options: { ...DEFAULTS, ...given },
    asked: 0,
    inFlight: 0,
    calls: [],
    batches: new Map(),
    files: new Map(),
    note(question, protocol) {
      state.calls.push({ protocol, question, at: performance.now(), inFlight: state.inFlight });
    },
    async next(question, protocol) {
      state.asked++;
      state.note(question, protocol);
      const { script, most, step: decide, latencyMs } = state.options;
      if (state.inFlight > most)
        return { status: 429, code: 'rate_limit_exceeded', message: 'Rate limit reached' };
      const step = script.shift() ?? decide(/** @type {Call} */ (state.calls.at(-1))) ?? {};
      await delay(step.delay ?? latencyMs);
      return step;
    },
    answer(user, structured, step) {
      if (step.answer !== undefined) return step.answer;
      const { letter, justification } = judge(user, state.options.planted);
      return structured
        ? JSON.stringify({ justification, verdict: letter })
        : `${justification}\nVerdict: ${letter}`;
    },
  };
  const server = createServer((request, response) => {
    state.inFlight++;
    response.once('close', () => state.inFlight--);
    void respond({
      path: new URL(request.url ?? '/', 'http://judge').pathname,
      request,
      response,
      state,
    }).catch((error) => {
      if (!response.headersSent) response.writeHead(500).end(String(error));
      else response.destroy();
    });
  });
  server.keepAliveTimeout = 60_000;
  await new Promise((resolve) => server.listen(port, '127.0.0.1', () => resolve(undefined)));
  const address = /** @type {import('node:net').AddressInfo} */ (server.address());
  return {
    url: `http://127.0.0.1:${address.port}`,
    state,
    /** @returns {Promise<void>} */
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

/** @param {Context} context */
async function respond(context) {
  const { request, response, state } = context;
  const { key } = state.options;
  const given = request.headers['x-api-key'] ?? request.headers.authorization?.replace(/^Bearer /, '');
  if (key !== null && given !== key)
    return sendJson(
      response,
      {
        error: {
          message: `Incorrect API key provided: ${given}`,
          type: 'authentication_error',
          code: 'invalid_api_key',
        },
      },
      { status: 401 },
    );
  if ((await anthropic(context)) || (await openai(context)) || (await ollama(context))) return;
  return sendJson(
    response,
    { error: { message: 'no such address', type: 'not_found_error' } },
    { status: 404 },
  );
}
