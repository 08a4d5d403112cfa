import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { unitHash } from '@core/capture/sample';
import type { FakeModel } from './planted-truth';

const ANSWERS = [
  'Your order {n} left our warehouse this morning and arrives within two days. You can follow it under "My orders".',
  'You can send order {n} back within 30 days. Print the label under "Returns" and hand the parcel in at any shop.',
  'The refund for order {n} was issued today. It takes three to five working days until it is on your account.',
  'I am sorry about the damaged item in order {n}. A replacement is on its way and costs you nothing.',
  'Order {n} can still be changed. Tell me the new address and I will send it there.',
];
const OWN_WORDS: readonly (readonly [string, string])[] = [
  ['this morning', 'today'],
  ['within two days', 'in the next two days'],
  ['send order', 'return order'],
  ['hand the parcel in', 'drop the parcel off'],
  ['was issued today', 'has been issued today'],
  ['is on its way', 'is already on its way'],
  ['Tell me', 'Please tell me'],
];

/** An OpenAI-compatible server on 127.0.0.1 that answers from what the request says, and fails and tarries as told. */
export async function startFakeModel(model: FakeModel): Promise<{ url: string }> {
  const server = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk) => (text += String(chunk)));
    request.on('end', () => {
      const { messages, stream } = JSON.parse(text) as { messages: { content: string }[]; stream?: boolean };
      const prompt = messages.at(-1)?.content ?? '';
      const draw = (what: string): number => unitHash(`${what}:${model.name}:${prompt}`);
      setTimeout(
        () => {
          const json = (status: number, body: unknown): void => {
            response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
          };
          if (draw('error') < model.errorRate)
            json(503, { error: { type: 'overloaded', message: 'The model is overloaded.' } });
          else if (stream)
            streamTo(
              (part) => response.write(part),
              () => response.end(),
              { model: model.name, answer: answerTo(prompt, draw('words') < model.ownWords) },
            );
          else json(200, completion(model.name, prompt, answerTo(prompt, draw('words') < model.ownWords)));
        },
        latencyOf(model, draw('u'), draw('v')),
      );
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

/** Lognormal, by Box and Muller. */
function latencyOf({ medianMs, spread }: FakeModel, u: number, v: number): number {
  const normal = Math.sqrt(-2 * Math.log(1 - u)) * Math.cos(2 * Math.PI * v);
  return medianMs * Math.exp(spread * normal);
}

function answerTo(prompt: string, ownWords: boolean): string {
  const number = /\d+/.exec(prompt)?.[0] ?? '1';
  const answer = ANSWERS[Number(number) % ANSWERS.length]!.replace('{n}', number);
  return ownWords ? OWN_WORDS.reduce((text, [from, to]) => text.replace(from, to), answer) : answer;
}

function completion(model: string, prompt: string, answer: string): unknown {
  return {
    id: `chatcmpl-${prompt.length}`,
    object: 'chat.completion',
    model,
    choices: [{ index: 0, message: { role: 'assistant', content: answer }, finish_reason: 'stop' }],
    usage: usageOf(prompt, answer),
  };
}

function streamTo(
  write: (part: string) => void,
  end: () => void,
  { model, answer }: { model: string; answer: string },
): void {
  const event = (body: unknown): void => write(`data: ${JSON.stringify(body)}\n\n`);
  for (const word of answer.split(/(?<= )/))
    event({ model, choices: [{ index: 0, delta: { content: word } }] });
  event({ model, choices: [{ index: 0, delta: {}, finish_reason: 'stop' }], usage: usageOf('', answer) });
  write('data: [DONE]\n\n');
  end();
}

/** Four characters a token, as a rule of thumb. */
function usageOf(prompt: string, answer: string): unknown {
  return { prompt_tokens: Math.ceil(prompt.length / 4), completion_tokens: Math.ceil(answer.length / 4) };
}
