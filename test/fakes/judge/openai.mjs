import { setTimeout as delay } from 'node:timers/promises';
import { bodyOf, sendEvents, sendJson, tokensOf } from './http.mjs';

/** @typedef {import('./server.mjs').Context} Context */

/**
 * OpenAI's chat completions, files and batches.
 * @param {Context} context
 * @returns {Promise<boolean>} false when the address is not one of them
 */
export async function openai({ path, request, response, state }) {
  if (path === '/v1/models')
    return done(
      sendJson(response, {
        object: 'list',
        data: [{ id: 'fake-judge', object: 'model', ...state.options.model }],
      }),
    );
  if (path === '/api/v0/models' && state.options.studio !== null)
    return done(sendJson(response, { object: 'list', data: state.options.studio }));
  if (path === '/props' && state.options.props !== null) return done(sendJson(response, state.options.props));
  if (path === '/v1/chat/completions') return done(chat({ request, response, state }));
  if (path === '/v1/files' && request.method === 'POST') return done(upload({ request, response, state }));
  const file = /^\/v1\/files\/([^/]+)\/content$/.exec(path)?.[1];
  if (file !== undefined) {
    response.writeHead(state.files.has(file) ? 200 : 404, { 'content-type': 'application/octet-stream' });
    return done(Promise.resolve(response.end(state.files.get(file) ?? '')));
  }
  if (path === '/v1/batches' && request.method === 'POST')
    return done(startBatch({ request, response, state }));
  if (path === '/v1/batches')
    return done(
      sendJson(response, {
        object: 'list',
        data: [...state.batches.values()].filter(({ protocol }) => protocol === 'openai').map(shown),
        has_more: false,
      }),
    );
  const [, id, cancel] = /^\/v1\/batches\/([^/]+)(\/cancel)?$/.exec(path) ?? [];
  if (id === undefined) return false;
  const batch = state.batches.get(id);
  if (!batch) return done(sendJson(response, failure('No batch found', 'not_found'), { status: 404 }));
  if (cancel) batch.status = 'cancelled';
  else advance(batch, state);
  return done(sendJson(response, shown(batch)));
}

/** @param {Pick<Context, 'request' | 'response' | 'state'>} context */
async function chat({ request, response, state }) {
  const question = JSON.parse((await bodyOf(request)).toString('utf8'));
  const step = await state.next(question, 'openai');
  const headers = { 'x-request-id': `req_${state.asked}`, ...state.options.headers };
  if (step.status)
    return sendJson(response, failure(step.message, step.code), { status: step.status, headers, step });
  if (state.options.streamOnly && !question.stream)
    return sendJson(
      response,
      failure(
        'This model only supports stream mode, please enable the stream parameter.',
        'invalid_parameter_error',
      ),
      { status: 400, headers },
    );
  const completion = complete(question, state, step);
  if (!question.stream && !step.streams) return sendJson(response, completion, { headers, step });
  const words = completion.choices[0].message.content.split(/(?<= )/);
  const chunk = (/** @type {unknown} */ delta, /** @type {string | null} */ finish) => ({
    data: JSON.stringify({
      id: completion.id,
      object: 'chat.completion.chunk',
      model: completion.model,
      choices: [{ index: 0, delta, finish_reason: finish }],
    }),
  });
  const { usage } = completion;
  const events = [
    ...words.map((/** @type {string} */ content) => chunk({ content }, null)),
    chunk({}, 'stop'),
    ...(question.stream_options?.include_usage || step.streams
      ? [{ data: JSON.stringify({ id: completion.id, model: completion.model, choices: [], usage }) }]
      : []),
    { data: '[DONE]' },
  ];
  return sendEvents(response, step.breaksOff ? events.slice(0, 2) : events);
}

/**
 * @param {any} question
 * @param {Context['state']} state
 * @param {import('./http.mjs').Step} step
 */
function complete(question, state, step) {
  const content = state.answer(textOf(question), Boolean(question.response_format), step);
  const prompt_tokens = step.tokensIn ?? tokensOf(JSON.stringify(question.messages));
  const completion_tokens = tokensOf(content);
  const refusal = step.finish === 'refusal' ? 'I can not judge this.' : null;
  return {
    id: `chatcmpl-${state.asked}`,
    object: 'chat.completion',
    created: 0,
    model: question.model,
    choices: [
      {
        index: 0,
        message: { role: 'assistant', content: refusal ? null : content, refusal },
        finish_reason: step.finish === 'length' ? 'length' : 'stop',
      },
    ],
    usage: {
      prompt_tokens,
      completion_tokens,
      total_tokens: prompt_tokens + completion_tokens,
      prompt_tokens_details: { cached_tokens: 0 },
    },
  };
}

/** @param {any} question */
const textOf = (question) => question.messages.at(-1).content;

/** @param {string} [message] @param {string} [code] */
const failure = (message = 'The server had an error.', code = 'server_error') => ({
  error: { message, type: code, param: null, code },
});

/** @param {Pick<Context, 'request' | 'response' | 'state'>} context */
async function upload({ request, response, state }) {
  const body = (await bodyOf(request)).toString('utf8');
  const boundary = /boundary=(.+)$/.exec(request.headers['content-type'] ?? '')?.[1]?.replaceAll('"', '');
  const part = body.split(`--${boundary}`).find((text) => text.includes('filename='));
  const id = `file-${state.files.size + 1}`;
  state.files.set(id, part?.slice(part.indexOf('\r\n\r\n') + 4).replace(/\r\n$/, '') ?? '');
  await delay(state.options.fileDelay);
  return sendJson(response, {
    id,
    object: 'file',
    purpose: 'batch',
    bytes: body.length,
    filename: 'batch.jsonl',
    created_at: 0,
  });
}

/** @param {Pick<Context, 'request' | 'response' | 'state'>} context */
async function startBatch({ request, response, state }) {
  const asked = JSON.parse((await bodyOf(request)).toString('utf8'));
  const id = `batch_${state.batches.size + 1}`;
  const lines = (state.files.get(asked.input_file_id) ?? '')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));
  const batch = {
    id,
    protocol: 'openai',
    status: 'validating',
    polls: 0,
    lines,
    metadata: asked.metadata,
    createdAt: Math.floor(Date.now() / 1000),
    output: null,
    errors: null,
  };
  state.batches.set(id, batch);
  await delay(state.options.batchDelay);
  return sendJson(response, shown(batch));
}

/** @param {any} batch @param {Context['state']} state */
function advance(batch, state) {
  if (['completed', 'cancelled', 'expired', 'failed'].includes(batch.status)) return;
  batch.polls++;
  if (batch.polls < state.options.batchPolls) return void (batch.status = 'in_progress');
  const { batchProblem } = state.options;
  if (batchProblem === 'failed') return void (batch.status = 'failed');
  const results = batch.lines.map((/** @type {any} */ line, /** @type {number} */ i) =>
    result(line, i, state),
  );
  const good = results.filter((/** @type {any} */ line) => line.response?.status_code === 200);
  const bad = results.filter((/** @type {any} */ line) => line.response?.status_code !== 200);
  batch.status = batchProblem === 'expired' ? 'expired' : 'completed';
  // In any order, as the provider says.
  batch.output = keep(good.toReversed(), state);
  batch.errors = bad.length > 0 ? keep(bad, state) : null;
  batch.counts = { total: results.length, completed: good.length, failed: bad.length };
}

/** @param {any} line @param {number} i @param {Context['state']} state */
function result(line, i, state) {
  const { batchProblem } = state.options;
  const wrong = batchProblem === 'wrong-ids' && i % 5 === 0;
  const custom_id = wrong ? `someone-elses-${i}` : line.custom_id;
  if (batchProblem === 'expired' && i % 3 === 0)
    return {
      id: `r${i}`,
      custom_id,
      response: null,
      error: {
        code: 'batch_expired',
        message: 'This request could not be executed before the completion window expired.',
      },
    };
  if (batchProblem === 'status-400' && i % 4 === 0)
    return {
      id: `r${i}`,
      custom_id,
      response: {
        status_code: 400,
        request_id: `req_b${i}`,
        body: failure('Bad request', 'invalid_request_error'),
      },
      error: null,
    };
  state.asked++;
  state.note(line.body, 'openai-batch');
  return {
    id: `r${i}`,
    custom_id,
    response: { status_code: 200, request_id: `req_b${i}`, body: complete(line.body, state, {}) },
    error: null,
  };
}

/** @param {unknown[]} lines @param {Context['state']} state */
function keep(lines, state) {
  const id = `file-${state.files.size + 1}`;
  state.files.set(id, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  return id;
}

/** @param {any} batch */
function shown({ id, status, metadata, createdAt, output, errors, counts, lines }) {
  return {
    id,
    object: 'batch',
    endpoint: '/v1/chat/completions',
    status,
    metadata,
    created_at: createdAt,
    output_file_id: output,
    error_file_id: errors,
    errors:
      status === 'failed'
        ? {
            object: 'list',
            data: [
              {
                code: 'invalid_json_line',
                line: 1,
                message: 'This line is not parseable as valid JSON.',
                param: null,
              },
            ],
          }
        : null,
    request_counts:
      status === 'failed' ? undefined : (counts ?? { total: lines.length, completed: 0, failed: 0 }),
  };
}

/** @param {Promise<unknown>} work */
async function done(work) {
  await work;
  return true;
}
