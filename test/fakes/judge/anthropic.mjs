import { setTimeout as delay } from 'node:timers/promises';
import { bodyOf, sendEvents, sendJson, tokensOf } from './http.mjs';

/** @typedef {import('./server.mjs').Context} Context */

/**
 * Anthropic's messages and message batches.
 * @param {Context} context
 * @returns {Promise<boolean>} false when the address is not one of them
 */
export async function anthropic({ path, request, response, state }) {
  if (path === '/v1/messages') return done(messages({ request, response, state }));
  if (path === '/v1/messages/batches' && request.method === 'POST')
    return done(startBatch({ request, response, state }));
  if (path === '/v1/messages/batches')
    return done(
      sendJson(response, {
        data: [...state.batches.values()]
          .filter(({ protocol }) => protocol === 'anthropic')
          .map((batch) => shown(batch, request)),
        has_more: false,
        first_id: null,
        last_id: null,
      }),
    );
  const [, id, action] = /^\/v1\/messages\/batches\/([^/]+)(?:\/(results|cancel))?$/.exec(path) ?? [];
  if (id === undefined) return false;
  const batch = state.batches.get(id);
  if (!batch) return done(sendJson(response, failure('not found', 'not_found_error'), { status: 404 }));
  if (action === 'results') {
    response.writeHead(200, { 'content-type': 'application/x-jsonl' });
    return done(
      Promise.resolve(
        response.end(
          batch.results.map((/** @type {unknown} */ line) => `${JSON.stringify(line)}\n`).join(''),
        ),
      ),
    );
  }
  if (action === 'cancel') batch.status = 'canceling';
  else advance(batch, state);
  return done(sendJson(response, shown(batch, request)));
}

/** @param {Pick<Context, 'request' | 'response' | 'state'>} context */
async function messages({ request, response, state }) {
  const question = JSON.parse((await bodyOf(request)).toString('utf8'));
  const step = await state.next(question, 'anthropic');
  const headers = { 'request-id': `req_${state.asked}`, ...state.options.headers };
  if (request.headers['anthropic-version'] === undefined || question.max_tokens === undefined)
    return sendJson(response, failure('max_tokens: field required', 'invalid_request_error'), {
      status: 400,
      headers,
    });
  if (step.status)
    return sendJson(response, failure(step.message, step.code), { status: step.status, headers, step });
  const message = complete(question, state, step);
  if (!question.stream && !step.streams) return sendJson(response, message, { headers, step });
  const event = (/** @type {any} */ data) => ({ event: data.type, data: JSON.stringify(data) });
  const words = (message.content[0]?.text ?? '').split(/(?<= )/);
  const events = [
    event({ type: 'message_start', message: { ...message, content: [], stop_reason: null } }),
    event({ type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } }),
    ...words.map((text) =>
      event({ type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text } }),
    ),
    event({ type: 'content_block_stop', index: 0 }),
    event({
      type: 'message_delta',
      delta: { stop_reason: message.stop_reason, stop_sequence: null },
      usage: { output_tokens: message.usage.output_tokens },
    }),
    event({ type: 'message_stop' }),
  ];
  return sendEvents(response, step.breaksOff ? events.slice(0, 4) : events);
}

/**
 * @param {any} question
 * @param {Context['state']} state
 * @param {import('./http.mjs').Step} step
 */
function complete(question, state, step) {
  const text = state.answer(question.messages.at(-1).content, Boolean(question.output_config?.format), step);
  return {
    id: `msg_${state.asked}`,
    type: 'message',
    role: 'assistant',
    model: question.model,
    content: step.finish === 'refusal' ? [] : [{ type: 'text', text }],
    stop_reason: step.finish === 'length' ? 'max_tokens' : step.finish === 'refusal' ? 'refusal' : 'end_turn',
    stop_sequence: null,
    usage: {
      input_tokens: step.tokensIn ?? tokensOf(JSON.stringify([question.system, question.messages])),
      cache_creation_input_tokens: 0,
      cache_read_input_tokens: 0,
      output_tokens: tokensOf(text),
    },
  };
}

/** @param {string} [message] @param {string} [type] */
const failure = (message = 'Internal server error', type = 'api_error') => ({
  type: 'error',
  error: { type, message },
  request_id: 'req_failed',
});

/** @param {Pick<Context, 'request' | 'response' | 'state'>} context */
async function startBatch({ request, response, state }) {
  const { requests } = JSON.parse((await bodyOf(request)).toString('utf8'));
  const batch = {
    id: `msgbatch_${state.batches.size + 1}`,
    protocol: 'anthropic',
    status: 'in_progress',
    polls: 0,
    requests,
    results: [],
    createdAt: new Date().toISOString(),
  };
  state.batches.set(batch.id, batch);
  await delay(state.options.batchDelay);
  return sendJson(response, shown(batch, request));
}

/** @param {any} batch @param {Context['state']} state */
function advance(batch, state) {
  if (batch.status === 'ended') return;
  batch.polls++;
  if (batch.polls < state.options.batchPolls) return;
  const { batchProblem } = state.options;
  const cancelled = batch.status === 'canceling';
  batch.results = batch.requests
    .map((/** @type {any} */ asked, /** @type {number} */ i) => {
      const custom_id = batchProblem === 'wrong-ids' && i % 5 === 0 ? `someone-elses-${i}` : asked.custom_id;
      if (cancelled) return { custom_id, result: { type: 'canceled' } };
      if (batchProblem === 'expired' && i % 3 === 0) return { custom_id, result: { type: 'expired' } };
      if (batchProblem === 'status-400' && i % 4 === 0)
        return {
          custom_id,
          result: { type: 'errored', error: failure('Bad request', 'invalid_request_error') },
        };
      state.asked++;
      state.note(asked.params, 'anthropic-batch');
      return { custom_id, result: { type: 'succeeded', message: complete(asked.params, state, {}) } };
    })
    .toReversed();
  batch.status = 'ended';
}

/** @param {any} batch @param {import('./http.mjs').Incoming} request */
function shown({ id, status, requests, results, createdAt }, request) {
  const count = (/** @type {string} */ type) =>
    results.filter((/** @type {any} */ { result }) => result.type === type).length;
  const ended = status === 'ended';
  return {
    id,
    type: 'message_batch',
    processing_status: status,
    request_counts: {
      processing: ended ? 0 : requests.length,
      succeeded: count('succeeded'),
      errored: count('errored'),
      canceled: count('canceled'),
      expired: count('expired'),
    },
    created_at: createdAt,
    expires_at: createdAt,
    ended_at: ended ? createdAt : null,
    archived_at: null,
    cancel_initiated_at: null,
    results_url: ended ? `http://${request.headers.host}/v1/messages/batches/${id}/results` : null,
  };
}

/** @param {Promise<unknown>} work */
async function done(work) {
  await work;
  return true;
}
