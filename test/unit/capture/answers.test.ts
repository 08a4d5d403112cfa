import { describe, expect, it } from 'vitest';
import { readAnswer } from '@core/capture/answers/read-answer';
import { readRequest } from '@core/capture/read-request';

const json = (body: unknown, path?: string) =>
  readAnswer({ status: 200, contentType: 'application/json', body: JSON.stringify(body), path });
const stream = (...events: unknown[]) =>
  readAnswer({
    status: 200,
    contentType: 'text/event-stream; charset=utf-8',
    body: events
      .map((event) => `data: ${typeof event === 'string' ? event : JSON.stringify(event)}\n\n`)
      .join(''),
  });
const call = { name: 'refund', arguments: { order: 7 } };

describe('an answer in one piece', () => {
  it.each([
    [
      'OpenAI chat',
      {
        model: 'm',
        choices: [{ message: { content: 'Hi' } }],
        usage: { prompt_tokens: 1, completion_tokens: 2 },
      },
    ],
    [
      'OpenAI completion',
      { model: 'm', choices: [{ text: 'Hi' }], usage: { prompt_tokens: 1, completion_tokens: 2 } },
    ],
    [
      'OpenAI response',
      {
        model: 'm',
        output: [{ type: 'reasoning' }, { type: 'message', content: [{ type: 'output_text', text: 'Hi' }] }],
        usage: { input_tokens: 1, output_tokens: 2 },
      },
    ],
    [
      'Anthropic',
      {
        type: 'message',
        model: 'm',
        content: [{ type: 'text', text: 'Hi' }],
        usage: { input_tokens: 1, output_tokens: 2 },
      },
    ],
    ['Ollama', { model: 'm', message: { content: 'Hi' }, done: true, prompt_eval_count: 1, eval_count: 2 }],
  ])('is read from %s', (_, body) => {
    expect(json(body)).toMatchObject({ text: 'Hi', error: null, model: 'm', tokensIn: 1, tokensOut: 2 });
  });

  // Anthropic's input_tokens leave cached ones out, OpenAI's count them in: unlike sums would make one arm look cheap.
  it('counts cached tokens of Anthropic as input', () => {
    const usage = {
      input_tokens: 3,
      cache_read_input_tokens: 40,
      cache_creation_input_tokens: 5,
      output_tokens: 2,
    };
    expect(json({ type: 'message', content: [], usage }).tokensIn).toBe(48);
  });

  it('keeps tool calls as the answer', () => {
    const openAi = {
      choices: [
        {
          message: {
            content: null,
            tool_calls: [{ function: { name: 'refund', arguments: '{"order":7}' } }],
          },
        },
      ],
    };
    const anthropic = {
      type: 'message',
      content: [{ type: 'tool_use', name: 'refund', input: { order: 7 } }],
    };
    for (const body of [openAi, anthropic])
      expect(JSON.parse(json(body).text!)).toEqual({ tool_calls: [call] });
  });

  it('is found by its path in a JSON of another kind, else is the JSON itself', () => {
    expect(json({ result: { text: 'Hi' } }, 'result.text').text).toBe('Hi');
    expect(json({ result: 1 }).text).toBe('{"result":1}');
  });

  it('is a failure by status, by an error inside, and when it can not be read', () => {
    const failed = {
      status: 429,
      contentType: 'application/json',
      body: '{"error":{"type":"rate_limit","message":"slow  down"}}',
    };
    expect(readAnswer(failed)).toMatchObject({ error: 'HTTP 429 rate_limit: slow down', text: null });
    expect(json({ error: { message: 'no' } })).toMatchObject({ error: 'no', text: null });
    expect(readAnswer({ status: 200, contentType: 'application/json', body: '{"a' }).error).toMatch(
      /no valid JSON/,
    );
    expect(readAnswer({ status: 200, contentType: 'image/png', body: '' }).error).toMatch(/image\/png/);
  });
});

describe('a streamed answer', () => {
  it('is put together from OpenAI chunks, usage in a last one without choices', () => {
    expect(
      stream(
        { id: 'c', model: 'm', choices: [{ index: 0, delta: { role: 'assistant' } }] },
        {
          choices: [
            { index: 0, delta: { content: 'Hé' } },
            { index: 1, delta: { content: 'other' } },
          ],
        },
        { choices: [{ index: 0, delta: { content: 'llo' }, finish_reason: 'stop' }] },
        { choices: [], usage: { prompt_tokens: 3, completion_tokens: 4 } },
        '[DONE]',
      ),
    ).toEqual({ text: 'Héllo', error: null, model: 'm', id: 'c', finish: 'stop', tokensIn: 3, tokensOut: 4 });
  });

  it('is put together from Anthropic events, tool input in pieces', () => {
    expect(
      stream(
        {
          type: 'message_start',
          message: { id: 'x', model: 'm', usage: { input_tokens: 3, output_tokens: 1 } },
        },
        { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: 'Wait' } },
        { type: 'content_block_start', index: 1, content_block: { type: 'tool_use', name: 'refund' } },
        { type: 'content_block_delta', index: 1, delta: { type: 'input_json_delta', partial_json: '{"ord' } },
        {
          type: 'content_block_delta',
          index: 1,
          delta: { type: 'input_json_delta', partial_json: 'er":7}' },
        },
        { type: 'message_delta', delta: { stop_reason: 'tool_use' }, usage: { output_tokens: 9 } },
        { type: 'message_stop' },
      ),
    ).toMatchObject({
      text: JSON.stringify({ content: 'Wait', tool_calls: [call] }),
      tokensIn: 3,
      tokensOut: 9,
      finish: 'tool_use',
      error: null,
    });
  });

  it('is the whole response that OpenAI sends at the end', () => {
    expect(
      stream(
        { type: 'response.output_text.delta', delta: 'H' },
        { type: 'response.completed', response: { model: 'm', output: [{ content: [{ text: 'Hi' }] }] } },
      ),
    ).toMatchObject({ text: 'Hi', error: null, model: 'm' });
  });

  // Half an answer that counts as a whole one would make the shadow look fast and wrong.
  it('is a failure when it breaks off, holds an error, or holds no JSON', () => {
    expect(stream({ choices: [{ index: 0, delta: { content: 'Ha' } }] }).error).toMatch(/broke off/);
    expect(stream({ type: 'error', error: { type: 'overloaded_error', message: 'busy' } }).error).toBe(
      'busy',
    );
    expect(stream('not json', '[DONE]').error).toMatch(/no JSON/);
    expect(stream().error).toBe('empty stream');
  });
});

describe('a request', () => {
  it('is a conversation with the system’s text first', () => {
    expect(
      readRequest({ system: 'Be brief.', messages: [{ role: 'user', content: 'Hi' }] }).messages,
    ).toEqual([
      { role: 'system', content: 'Be brief.' },
      { role: 'user', content: 'Hi' },
    ]);
    expect(readRequest({ input: 'Hi' })).toMatchObject({ messages: null, prompt: 'Hi' });
  });

  // A provider's own tools act when the shadow is asked: a search is paid twice, a mail is sent twice.
  it('is not repeated when the provider itself would act or remember', () => {
    expect(
      readRequest({
        tools: [
          { type: 'function', function: {} },
          { name: 'own', input_schema: {} },
        ],
      }).unsafe,
    ).toBeNull();
    expect(readRequest({ tools: [{ type: 'web_search' }] }).unsafe).toBe('server-tools');
    expect(readRequest({ mcp_servers: [{}] }).unsafe).toBe('server-tools');
    expect(readRequest({ previous_response_id: 'r' }).unsafe).toBe('stateful');
    expect(readRequest({ background: true }).unsafe).toBe('stateful');
  });
});
