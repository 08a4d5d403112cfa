import { writeFile } from 'node:fs/promises';
import { seeded } from '../unit/stats/samples';

/** A log whose truths are planted: users with several requests, a route on which the shadow fails, a price, a slow day. */
export async function writePlantedLog(
  path: string,
  { pairs = 3000, first = 0 }: { pairs?: number; first?: number } = {},
): Promise<void> {
  const { uniform, normal } = seeded(41 + first);
  const lines: string[] = [];
  for (let i = first; i < first + pairs; i++) {
    const user = Math.floor(i / 5);
    const route = ['chat', 'search', 'billing'][i % 3]!;
    const shared = normal();
    const failed = route === 'billing' && uniform() < 0.06;
    const slow = i % 3000 > 2000 ? 1.6 : 1;
    const answer = `The answer to question ${i} is ${i % 7}.`;
    const refuses = user % 20 === 3;
    lines.push(
      JSON.stringify({
        request_id: `r${i}`,
        timestamp: new Date(Date.UTC(2026, 2, 1) + i * 120_000).toISOString(),
        prompt: `Question ${i}?`,
        prod: {
          model: 'a',
          response: answer,
          error: null,
          latency_ms: 800 * Math.exp(0.4 * shared),
          ttft_ms: 90,
          cost_usd: 0.002,
          tokens_in: 10,
          tokens_out: 20,
        },
        shadow: {
          model: 'b',
          response: failed
            ? null
            : refuses
              ? "I'm sorry, but I can't help with that."
              : `${answer} In short: ${i % 7}.`,
          error: failed ? 'HTTP 500' : null,
          latency_ms: failed ? null : slow * 700 * Math.exp(0.4 * (0.7 * shared + 0.7 * normal())),
          ttft_ms: 80,
          cost_usd: failed ? 0 : 0.0015,
          tokens_in: 10,
          tokens_out: 25,
        },
        similarity: 0.9 + 0.01 * (user % 10),
        tags: { user_id: `u${user}`, route, plan: i % 2 ? 'free' : 'paid' },
      }),
    );
  }
  await writeFile(path, `${lines.join('\n')}\n`);
}
