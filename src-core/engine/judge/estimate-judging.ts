import { costOf } from '../../judge/prices';
import type { JudgementIndex } from '../../judge/judgement-index';
import { countRule, noRules } from '../../judge/pair-rules';
import { AppError } from '../../model/app-error';
import type { JudgeOrder } from '../../model/judge';
import type {
  AppliedPrice,
  CountedPairs,
  Disclosure,
  JudgeEstimate,
  JudgeRunSettings,
  PromptPreview,
} from '../../model/judge-run';
import type { WorkspaceStore } from '../../ports/workspace-store';
import { turnsOf } from './game-source';
import { gamesToAsk, type JudgeGame, keyText, type PromptTools } from './judge-games';
import type { JudgePlan, PlannedPair } from './judge-plan';
import { gamesIn, openBatches } from './open-batches';

/** Tokens of an answer before there is one to go by: a justification of 400 characters and the verdict. */
const ASSUMED_OUTPUT = 120;
/** Seconds for a call before there is one to go by. */
const ASSUMED_SECONDS = 2;

export interface EstimateInput {
  plan: JudgePlan;
  tools: PromptTools;
  settings: JudgeRunSettings;
  index: JudgementIndex;
  store: Pick<WorkspaceStore, 'readTexts'>;
  price: AppliedPrice | null;
  tokenizer: JudgeEstimate['tokenizer'];
  /** Calls in flight that the provider's own server bears. */
  concurrency: number;
  /** Tokens that fit into the judge's context; null where it is not known. */
  context: number | null;
  disclosure: Disclosure | null;
  warnings: readonly string[];
  /** Called now and then: pairs that were counted so far. */
  onCounted?: (counted: CountedPairs) => void;
  signal?: AbortSignal;
}

/**
 * What a run would do and cost, counted on the very prompts that it would send; a prompt that was counted before is not
 * read again. Sends nothing.
 * @throws AppError('cancelled') when the signal aborts
 */
export async function estimateJudging(input: EstimateInput): Promise<JudgeEstimate> {
  const { plan, tools, settings, index, price, context } = input;
  const { config, configuration } = tools;
  const rules = noRules();
  for (const { rule } of plan.pairs) if (rule !== null) countRule(rules, rule, settings.rules);
  const toJudge = plan.pairs.filter(({ rule }) => rule === null);
  const inBatch = gamesIn(openBatches(index, config));
  const games = { planned: 0, judged: 0, unjudged: 0, waiting: 0, toAsk: 0 };
  games.planned = toJudge.length * settings.orders.length * settings.repeats;
  for (const { pair } of toJudge)
    for (const order of settings.orders)
      for (let repeat = 0; repeat < settings.repeats; repeat++) {
        const key = { pair, order, repeat };
        const known = index.game(config, key);
        if (known?.verdict) games.judged++;
        else if (inBatch.has(keyText(key))) games.waiting++;
        else if (known) games.unjudged++;
      }
  let tooLong = 0;
  let inputTokens = 0;
  const count = (tokens: number, calls: number): void => {
    games.toAsk += calls;
    inputTokens += tokens * calls;
    if (context !== null && tokens + configuration.maxOutputTokens > context) tooLong += calls;
  };
  let shown: PlannedPair | undefined;
  const calls = new Map<string, number>();
  const turns = turnsOf(toJudge, {
    toAsk(planned) {
      const keys = gamesToAsk(planned, { config, index, settings, inBatch });
      if (keys.length > 0) shown ??= planned;
      const known = tools.counted.get(planned.seq);
      if (known !== undefined) {
        count(known, keys.length);
        return [];
      }
      calls.set(planned.pair, keys.length);
      // One order of a pair is counted: the other holds the same texts.
      return keys.slice(0, 1);
    },
    readTexts: (seqs) => input.store.readTexts(seqs),
    tools,
  });
  let done = 0;
  for await (const block of turns) {
    if (input.signal?.aborted)
      throw new AppError('cancelled', { message: 'Counting was stopped; nothing was sent.' });
    for (const turn of block) for (const game of turn.games) count(game.tokens, calls.get(game.pair)!);
    done += block.length;
    input.onCounted?.({ done, total: toJudge.length });
  }
  shown ??= toJudge[0];
  const preview = shown ? await previewPrompt(shown, { ...input, order: 'prod-first' }) : null;
  const history = historyOf(index, config);
  const output = Math.round(
    games.toAsk * Math.min(configuration.maxOutputTokens, history.output ?? ASSUMED_OUTPUT),
  );
  const outputMost = games.toAsk * configuration.maxOutputTokens;
  const cost = (usage: { input: number; output: number }): number =>
    costOf({ ...usage, cachedInput: 0 }, price!, settings.batch);
  const concurrency = Math.min(settings.maxConcurrency ?? input.concurrency, Math.max(1, games.toAsk));
  return {
    config,
    eligible: plan.eligible,
    sampled: plan.pairs.length,
    decidedByRule: rules,
    toJudge: toJudge.length,
    games,
    tokens: { input: inputTokens, output, outputMost },
    tokenizer: input.tokenizer,
    outputFrom: history.output === null ? 'assumed' : 'journal',
    cost:
      price === null
        ? null
        : {
            expected: cost({ input: inputTokens, output }),
            most: Math.min(
              cost({
                input: input.tokenizer.exact ? inputTokens : Math.ceil(inputTokens * 1.5),
                output: outputMost,
              }),
              settings.maxCost ?? Infinity,
            ),
          },
    price,
    seconds: settings.batch ? null : (games.toAsk * (history.seconds ?? ASSUMED_SECONDS)) / concurrency,
    context,
    tooLong,
    preview,
    disclosure: input.disclosure,
    warnings: input.warnings,
  };
}

/** The exact prompt of one pair. Sends nothing. */
export async function previewPrompt(
  planned: PlannedPair,
  { store, tools, order }: Pick<EstimateInput, 'store' | 'tools'> & { order: JudgeOrder },
): Promise<PromptPreview | null> {
  const turns = turnsOf([planned], {
    toAsk: ({ pair }) => [{ pair, order, repeat: 0 }],
    readTexts: (seqs) => store.readTexts(seqs),
    tools,
  });
  for await (const [turn] of turns) return turn?.games[0] ? previewOf(turn.games[0]) : null;
  return null;
}

function previewOf({ pair, order, prompt, tokens, promptHash }: JudgeGame): PromptPreview {
  const { system, user, schema, redacted } = prompt;
  return { pair, order, system, user, schema, tokens, redacted, promptHash };
}

/** What the answers so far say of the next ones. */
function historyOf(index: JudgementIndex, config: string): { output: number | null; seconds: number | null } {
  let answers = 0;
  let output = 0;
  let timed = 0;
  let ms = 0;
  for (const games of index.get(config)?.pairs.values() ?? [])
    for (const { tokens, latencyMs } of games) {
      if (tokens) {
        answers++;
        output += tokens.output;
      }
      if (latencyMs !== null && tokens) {
        timed++;
        ms += latencyMs;
      }
    }
  return {
    output: answers > 0 ? output / answers : null,
    seconds: timed > 0 ? ms / timed / 1000 : null,
  };
}
