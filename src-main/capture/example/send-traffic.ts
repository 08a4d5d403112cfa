import { Pool } from 'undici';
import type { WorldOrder } from './world-messages';

const QUESTIONS = [
  'Where is my order {n}?',
  'How do I send order {n} back?',
  'When do I get the money for order {n}?',
  'An item of order {n} arrived broken.',
  'Can I still change the address of order {n}?',
];

/** Sends chat requests at an even rate, every third as a stream, and reads the answers. */
export async function sendTraffic({ url, requests, perSecond }: WorldOrder): Promise<void> {
  const pool = new Pool(url);
  const started = performance.now();
  const underWay: Promise<void>[] = [];
  for (let i = 0; i < requests; i++) {
    const due = started + (i / perSecond) * 1000;
    const wait = due - performance.now();
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    underWay.push(send(pool, i));
  }
  await Promise.all(underWay);
  await pool.close();
}

async function send(pool: Pool, i: number): Promise<void> {
  const content = QUESTIONS[i % QUESTIONS.length]!.replace('{n}', String(1000 + i));
  const { body } = await pool.request({
    path: '/v1/chat/completions',
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: 'Bearer example-key-of-production' },
    body: JSON.stringify({
      model: 'model-a',
      stream: i % 3 === 0,
      user: `customer-${i % 97}`,
      messages: [{ role: 'user', content }],
    }),
  });
  await body.dump();
}
