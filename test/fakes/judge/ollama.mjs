import { bodyOf, sendJson, tokensOf } from './http.mjs';

/** @typedef {import('./server.mjs').Context} Context */

/**
 * Ollama's own protocol.
 * @param {Context} context
 * @returns {Promise<boolean>} false when the address is not one of it
 */
export async function ollama({ path, request, response, state }) {
  if (path === '/api/tags') {
    await sendJson(response, { models: [{ name: 'fake-judge:latest', model: 'fake-judge:latest' }] });
    return true;
  }
  if (path !== '/api/chat') return false;
  const question = JSON.parse((await bodyOf(request)).toString('utf8'));
  const step = await state.next(question, 'ollama');
  if (step.status) {
    await sendJson(
      response,
      { error: step.message ?? 'server busy, please try again. maximum pending requests exceeded' },
      { status: step.status, step },
    );
    return true;
  }
  const content = state.answer(question.messages.at(-1).content, Boolean(question.format), step);
  const whole = step.tokensIn ?? tokensOf(JSON.stringify(question.messages));
  const answer = {
    model: question.model,
    created_at: new Date().toISOString(),
    message: { role: 'assistant', content },
    done: true,
    done_reason: step.finish === 'length' ? 'length' : 'stop',
    total_duration: 1,
    load_duration: 1,
    // What does not fit into the context is cut off without a word.
    prompt_eval_count: Math.min(whole, question.options?.num_ctx ?? 4096),
    prompt_eval_duration: 1,
    eval_count: tokensOf(content),
    eval_duration: 1,
  };
  if (question.stream === false && !step.streams) {
    await sendJson(response, answer, { step });
    return true;
  }
  const { model, created_at } = answer;
  const lines = [
    ...content
      .split(/(?<= )/)
      .map((text) => ({ model, created_at, message: { role: 'assistant', content: text }, done: false })),
    { ...answer, message: { role: 'assistant', content: '' } },
  ];
  response.writeHead(200, { 'content-type': 'application/x-ndjson' });
  const sent = step.breaksOff ? lines.slice(0, 2) : lines;
  response.end(sent.map((line) => `${JSON.stringify(line)}\n`).join(''));
  return true;
}
