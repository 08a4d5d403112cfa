import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import * as v from 'valibot';
import { ANSWER_SCHEMA } from '@core/judge/answer-format';
import { JudgeConfigurationSchema, type JudgeProviderKind } from '@core/model/judge';
import type { JudgeProvider } from '@core/ports/judge-provider';
import { capacityOf, openJudge } from '../../src-main/adapters/judge/open-judge';
import { startJudgeServer } from '../fakes/judge/server.mjs';

const KEY = 'sk-secret-0123456789abcdef';
const QUESTION = {
  system: 'Judge.',
  user: '<<m response A\none\nm>>\n<<m response B\ntwo\nm>>',
  schema: ANSWER_SCHEMA,
};

let server: Awaited<ReturnType<typeof startJudgeServer>>;
const open: JudgeProvider[] = [];

beforeAll(async () => {
  server = await startJudgeServer({ key: KEY });
});
afterEach(async () => {
  server.state.options.script = [];
  server.state.options.batchProblem = null;
  await Promise.all(open.splice(0).map((judge) => judge.close()));
});
afterAll(() => server.close());

async function judgeOf(provider: JudgeProviderKind, key: string | null = KEY, given: object = {}) {
  const baseUrl = provider === 'openai' ? `${server.url}/v1` : server.url;
  const configuration = v.parse(JudgeConfigurationSchema, {
    provider,
    baseUrl,
    model: 'fake-judge',
    ...given,
  });
  const judge = await openJudge(configuration, key);
  open.push(judge);
  return judge;
}

const KINDS = ['openai', 'anthropic', 'ollama'] as const;

describe.each(KINDS)('a judge over the protocol of %s', (kind) => {
  const ask = async (options: object = {}, key: string | null = KEY) =>
    (await judgeOf(kind, key)).judge(QUESTION, { timeoutMs: 5000, ...options });

  it('answers by the schema, with the tokens that it used and its own name', async () => {
    const reply = await ask();
    expect(reply.error).toBeNull();
    expect(reply.parsed).toMatchObject({
      verdict: expect.stringMatching(/^(A|B|TIE)$/),
      justification: expect.any(String),
    });
    expect(reply.usage).toMatchObject({ input: expect.any(Number), output: expect.any(Number) });
    expect(reply.usage!.input).toBeGreaterThan(10);
    expect(reply.model).toBe('fake-judge');
    expect(server.state.calls.at(-1)!.question.model).toBe('fake-judge');
  });

  it('asks once: the SDK’s own retries would pay twice and hide what the server says', async () => {
    const before = server.state.asked;
    server.state.options.script = [{ status: 500 }, { status: 500 }, { status: 500 }];
    expect((await ask()).error).toMatchObject({ class: 'server', retryable: true });
    expect(server.state.asked - before).toBe(1);
  });

  it.each([
    [
      { status: 429, headers: { 'retry-after': '90' } },
      { class: 'busy', retryAfterMs: 90_000 },
    ],
    [
      { status: 429, headers: { 'retry-after-ms': '1500' } },
      { class: 'busy', retryAfterMs: 1500 },
    ],
    [{ status: 429 }, { class: 'busy', retryable: true, retryAfterMs: null }],
    [{ status: 503 }, { class: 'busy', retryable: true }],
    [
      { status: 529, code: 'overloaded_error' },
      { class: 'busy', retryable: true },
    ],
    [
      { status: 400, code: 'invalid_request_error', message: 'no' },
      { class: 'rejected', retryable: false },
    ],
    [
      { status: 400, code: 'context_length_exceeded', message: 'maximum context length' },
      { class: 'context', retryable: false },
    ],
    [
      { status: 404, message: 'model "x" not found' },
      { class: 'no-model', retryable: false },
    ],
    [{ cut: 'before' }, { class: 'connection', retryable: true, maybeBilled: true }],
    [{ cut: 'during' }, { class: 'connection', retryable: true, maybeBilled: true }],
    [{ body: '{"id": "chatcmpl-1", "choi' }, { class: 'garbage', retryable: true, maybeBilled: true }],
    [{ body: '[]' }, { class: 'garbage' }],
    [{ body: '"words"' }, { class: 'garbage' }],
  ] as const)('tells what %j means', async (step, error) => {
    server.state.options.script = [step as never];
    const reply = await ask();
    expect(reply.error).toMatchObject(error);
    expect(reply.raw).toBeNull();
  });

  it('does not try again what no waiting mends: no money, no right', async () => {
    server.state.options.script = [
      {
        status: 429,
        code: 'insufficient_quota',
        message: 'You exceeded your current quota (insufficient_quota)',
      },
    ];
    expect((await ask()).error).toMatchObject({ class: 'quota', retryable: false });
    const wrong = await ask({}, 'sk-wrong-key-000000');
    expect(wrong.error).toMatchObject({ class: 'auth', retryable: false });
    expect(wrong.error!.message).not.toContain('sk-wrong-key-000000');
  });

  it('owes nothing for a call that reached no server', async () => {
    const configuration = v.parse(JudgeConfigurationSchema, {
      provider: kind,
      baseUrl: 'http://127.0.0.1:9',
      model: 'm',
    });
    const judge = await openJudge(configuration, KEY);
    open.push(judge);
    const { error } = await judge.judge(QUESTION, { timeoutMs: 5000 });
    expect(error).toMatchObject({ class: 'connection', retryable: true, maybeBilled: false });
  });

  it('ends a slow body at its time limit', async () => {
    server.state.options.script = [{ slowBody: 5000 }];
    expect((await ask({ timeoutMs: 300 })).error).toMatchObject({ class: 'timeout', maybeBilled: true });
  });

  it('stops when it is told to', async () => {
    server.state.options.script = [{ delay: 5000 }];
    const abort = new AbortController();
    setTimeout(() => abort.abort(), 50);
    expect((await ask({ signal: abort.signal })).error).toMatchObject({ class: 'aborted' });
  });

  it('keeps the head of a call from one question to the next, and its body apart', async () => {
    const judge = await judgeOf(kind);
    const ask = (user: string) => judge.judge({ ...QUESTION, user }, { timeoutMs: 5000 });
    const replies = await Promise.all(['<<m one', '<<m two', '<<m three'].map(ask));
    expect(replies.map(({ error }) => error)).toEqual([null, null, null]);
    const asked = server.state.calls.slice(-3).map(({ question }) => question.messages.at(-1).content);
    expect(asked.toSorted()).toEqual(['<<m one', '<<m three', '<<m two']);
  });

  it('reads an answer that comes in a stream although none was asked for, with its tokens', async () => {
    server.state.options.script = [{ streams: true }];
    const reply = await ask();
    expect(reply).toMatchObject({ error: null, finish: 'stop', model: 'fake-judge' });
    expect(reply.parsed).toMatchObject({ verdict: expect.stringMatching(/^(A|B|TIE)$/) });
    expect(reply.usage!.input).toBeGreaterThan(10);
    expect(reply.usage!.output).toBeGreaterThan(3);
  });

  it('takes no half stream for an answer', async () => {
    server.state.options.script = [{ streams: true, breaksOff: true }];
    expect((await ask()).error).toMatchObject({ class: 'garbage', retryable: true });
  });

  it('reads JSON that comes under another content type', async () => {
    server.state.options.script = [{ contentType: 'text/plain' }];
    expect(await ask()).toMatchObject({ error: null, parsed: { verdict: expect.any(String) } });
  });

  it('says that an answer was cut off', async () => {
    server.state.options.script = [{ finish: 'length', answer: '{"justification":"the first' }];
    expect(await ask()).toMatchObject({ finish: 'length', parsed: null });
  });
});

it('asks for a stream where a server of OpenAI’s protocol answers in no other way', async () => {
  server.state.options.streamOnly = true;
  try {
    const judge = await judgeOf('openai');
    const replies = await Promise.all([1, 2, 3].map(() => judge.judge(QUESTION, { timeoutMs: 5000 })));
    expect(replies.map(({ error, usage }) => [error, usage !== null])).toEqual(
      replies.map(() => [null, true]),
    );
    const before = server.state.asked;
    await judge.judge(QUESTION, { timeoutMs: 5000 });
    expect(server.state.asked - before).toBe(1);
  } finally {
    server.state.options.streamOnly = false;
  }
});

describe('refusals and contexts', () => {
  it.each(['openai', 'anthropic'] as const)('%s: a refusal is one', async (kind) => {
    server.state.options.script = [{ finish: 'refusal' }];
    expect(await (await judgeOf(kind)).judge(QUESTION, { timeoutMs: 5000 })).toMatchObject({
      finish: 'refusal',
      error: null,
    });
  });

  it('Ollama: a prompt that filled the context is flagged, since the rest was cut off in silence', async () => {
    const judge = await judgeOf('ollama', KEY, { numCtx: 1024 });
    const whole = await judge.judge(QUESTION, { timeoutMs: 5000 });
    expect(whole.contextFull).toBe(false);
    expect(server.state.calls.at(-1)!.question.options.num_ctx).toBe(1024);
    const long = await judge.judge({ ...QUESTION, user: 'word '.repeat(4000) }, { timeoutMs: 5000 });
    expect(long.contextFull).toBe(true);
  });
});

describe('what a compatible server bears', () => {
  afterEach(() => Object.assign(server.state.options, { props: null, studio: null, model: {} }));
  const capacity = (model: string) =>
    capacityOf(
      v.parse(JudgeConfigurationSchema, { provider: 'openai', baseUrl: `${server.url}/v1`, model }),
      KEY,
    );

  it('is read from llama.cpp: its slots, and the context of each', async () => {
    server.state.options.props = { total_slots: 3, default_generation_settings: { n_ctx: 4096 } };
    expect(await capacity('llama')).toEqual({ concurrency: 3, context: 4096 });
  });

  it.each([
    ['vLLM', { max_model_len: 8192 }],
    ['llama.cpp without /props', { meta: { n_ctx_train: 8192 } }],
    ['OpenRouter', { context_length: 8192 }],
    ['Groq', { context_window: 8192, max_completion_tokens: 4096 }],
  ])('is read from the list of models of %s', async (name, model) => {
    server.state.options.model = { id: name, ...model };
    expect(await capacity(name)).toMatchObject({ context: 8192 });
  });

  it('is read from LM Studio: what the model is loaded with, not what it could hold', async () => {
    server.state.options.studio = [
      { id: 'qwen', state: 'loaded', max_context_length: 32_768, loaded_context_length: 4096 },
      { id: 'phi', state: 'not-loaded', max_context_length: 16_384 },
    ];
    expect(await capacity('qwen')).toMatchObject({ context: 4096 });
    // One that is loaded when it is first asked is loaded with what it can hold, at most.
    expect(await capacity('phi')).toMatchObject({ context: 16_384 });
  });

  it('is not known of a server that does not say, or of another model', async () => {
    server.state.options.model = { id: 'another', max_model_len: 8192 };
    expect(await capacity('silent')).toMatchObject({ context: null });
  });

  it('flags an answer to a prompt that filled the context: part of it may have been cut', async () => {
    server.state.options.props = { total_slots: 1, default_generation_settings: { n_ctx: 1000 } };
    const judge = await judgeOf('openai', KEY, { model: 'small' });
    server.state.options.script = [{ tokensIn: 990 }, { tokensIn: 500 }];
    expect(await judge.judge(QUESTION, { timeoutMs: 5000 })).toMatchObject({ contextFull: true });
    expect(await judge.judge(QUESTION, { timeoutMs: 5000 })).toMatchObject({ contextFull: false });
  });
});

describe.each(['openai', 'anthropic'] as const)('batches of %s', (kind) => {
  const questions = Array.from({ length: 20 }, (_, i) => ({ customId: `tag-${i}`, question: QUESTION }));

  async function run() {
    const { batches } = await judgeOf(kind);
    const since = Date.now();
    const id = await batches!.start(questions, { tag: 'tag' });
    const found = await batches!.find('tag', { since, questions: questions.length });
    let state = await batches!.poll(id);
    while (state.status === 'running') state = await batches!.poll(id);
    const results = new Map<string, unknown>();
    for await (const { customId, reply } of batches!.collect(id)) results.set(customId, reply);
    return { id, found, state, results };
  }

  it('are found again by their tag, and bring each reply under its id in any order', async () => {
    const { id, found, state, results } = await run();
    expect(found).toBe(id);
    expect(state).toMatchObject({ status: 'ended', completed: 20, failed: 0 });
    expect([...results.keys()].toSorted()).toEqual(questions.map(({ customId }) => customId).toSorted());
    expect(results.get('tag-7')).toMatchObject({ error: null, raw: expect.stringContaining('verdict') });
  });

  it('keep what was finished when they expire, and say what was not', async () => {
    server.state.options.batchProblem = 'expired';
    const { state, results } = await run();
    expect(state.status).toBe('ended');
    expect(results.get('tag-0')).toBeNull();
    expect(results.get('tag-1')).toMatchObject({ error: null });
  });

  it('report a request that failed with status 400, with or without an error beside it', async () => {
    server.state.options.batchProblem = 'status-400';
    const { results } = await run();
    expect(results.get('tag-4')).toMatchObject({ error: { class: 'rejected', retryable: false }, raw: null });
    expect(results.get('tag-5')).toMatchObject({ error: null });
  });
});

describe('OpenAI’s batch that fails as a whole', () => {
  it('says why', async () => {
    server.state.options.batchProblem = 'failed';
    const { batches } = await judgeOf('openai');
    const id = await batches!.start([{ customId: 'x-0', question: QUESTION }], { tag: 'x' });
    let state = await batches!.poll(id);
    while (state.status === 'running') state = await batches!.poll(id);
    expect(state).toMatchObject({ status: 'failed', problem: expect.stringContaining('not parseable') });
  });
});
