import * as v from 'valibot';
import { estimateJudging } from '@core/engine/judge/estimate-judging';
import type { PlannedPair } from '@core/engine/judge/judge-plan';
import { JudgementIndex } from '@core/judge/judgement-index';
import { JudgeConfigurationSchema } from '@core/model/judge';
import { type CountedPairs, RunSettingsSchema } from '@core/model/judge-run';
import type { PairTexts } from '@core/ports/workspace-store';
import { expect, it } from 'vitest';

const PAIRS = 600;

function setUp(count: number) {
  const pairs = Array.from({ length: count }, (_, seq): PlannedPair => ({
    seq,
    pair: `r${seq}`,
    rule: null,
    cluster: null,
    stratum: '',
    draw: seq / count,
    reference: null,
    tags: new Map(),
  }));
  const configuration = v.parse(JudgeConfigurationSchema, { provider: 'openai', model: 'm' });
  let read = 0;
  const counted = new Map<number, number>();
  const estimate = (
    size: number,
    more: { onCounted?: (now: CountedPairs) => void; signal?: AbortSignal } = {},
  ) =>
    estimateJudging({
      plan: {
        eligible: count,
        pairs: pairs.slice(0, size),
        run: { representative: true, sample: '', stratifiedBy: null, upTo: [] },
      },
      tools: {
        configuration,
        config: 'c',
        workspace: 'w',
        sha256: (text) => text.length.toString(16).padStart(64, 'a'),
        countTokens: (text) => text.length,
        counted,
      },
      settings: v.parse(RunSettingsSchema, {}),
      index: new JudgementIndex(),
      store: {
        readTexts: async (seqs) => {
          read += seqs.length;
          return seqs.map(
            (seq) =>
              ({
                prompt: 'Why?',
                messages: null,
                prodResponse: 'a'.repeat(seq),
                shadowResponse: 'b',
              }) as unknown as PairTexts,
          );
        },
      },
      price: null,
      tokenizer: { name: 'characters', exact: true },
      concurrency: 8,
      context: 2200,
      disclosure: null,
      warnings: [],
      ...more,
    });
  return { estimate, takeRead: () => [read, (read = 0)][0] };
}

it('counts each prompt once: another size, budget or number of orders reads no text again but the preview’s', async () => {
  const { estimate, takeRead } = setUp(PAIRS);
  const first = await estimate(PAIRS);
  expect(takeRead()).toBe(PAIRS + 1);
  const again = await estimate(PAIRS);
  expect(takeRead()).toBe(1);
  expect(again).toEqual(first);
  expect(first.tooLong).toBeGreaterThan(0);

  // The same as if only those had been counted.
  const half = await estimate(PAIRS / 2);
  expect(takeRead()).toBe(1);
  expect(half).toEqual({ ...(await setUp(PAIRS).estimate(PAIRS / 2)), eligible: PAIRS });
});

it('tells how far it is, and stops when it is told to, having sent nothing', async () => {
  const { estimate } = setUp(PAIRS);
  const seen: CountedPairs[] = [];
  const abort = new AbortController();
  const onCounted = (now: CountedPairs): void => {
    seen.push(now);
    abort.abort();
  };
  await expect(estimate(PAIRS, { onCounted, signal: abort.signal })).rejects.toMatchObject({
    kind: 'cancelled',
  });
  expect(seen).toEqual([{ done: 256, total: PAIRS }]);
});
