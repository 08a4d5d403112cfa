import { buildPrompt, type Prompt } from '../../judge/build-prompt';
import { isUnpaid } from '../../judge/interpret-reply';
import type { JudgementIndex } from '../../judge/judgement-index';
import type { BatchGame, GameKey, JudgeConfiguration } from '../../model/judge';
import type { JudgeRunSettings } from '../../model/judge-run';
import type { PairTexts } from '../../ports/workspace-store';
import type { PlannedPair } from './judge-plan';

/** What a prompt is made with, and counted by. */
export interface PromptTools {
  configuration: JudgeConfiguration;
  /** Hash of the configuration. */
  config: string;
  workspace: string;
  /** SHA-256 as 64 hex digits. */
  sha256: (text: string) => string;
  /** Tokens of a text, by the judge's tokenizer or one like it. */
  countTokens: (text: string) => number;
  /** Tokens of the prompts of pairs by their seq, as far as they were counted: all games of a pair hold the same texts. */
  counted: Map<number, number>;
}

/** One game with the prompt that is sent. */
export interface JudgeGame extends BatchGame {
  planned: PlannedPair;
  prompt: Prompt;
  /** Tokens of the prompt. */
  tokens: number;
}

/** Tokens that a chat's frame adds to the texts of its two messages. */
const FRAME_TOKENS = 16;

/** The games of a pair that are to be asked: those of its orders and repeats that the journal does not have. */
export function gamesToAsk(
  { pair, rule }: PlannedPair,
  {
    config,
    index,
    settings,
    inBatch,
  }: {
    config: string;
    index: JudgementIndex;
    settings: Pick<JudgeRunSettings, 'orders' | 'repeats' | 'retryUnjudged'>;
    /** Games that a batch of the provider holds: they are paid. */
    inBatch: ReadonlySet<string>;
  },
): GameKey[] {
  if (rule !== null) return [];
  const games: GameKey[] = [];
  for (let repeat = 0; repeat < settings.repeats; repeat++)
    for (const order of settings.orders) {
      const key = { pair, order, repeat };
      const known = index.game(config, key);
      const open =
        known === null || (known.verdict === null && (settings.retryUnjudged || isUnpaid(known.unjudged)));
      if (open && !inBatch.has(keyText(key))) games.push(key);
    }
  return games;
}

export function keyText({ pair, order, repeat }: GameKey): string {
  return `${order} ${repeat} ${pair}`;
}

/** The exact prompt of a game. The same game always has the same one. */
export function gameWithPrompt(
  key: GameKey,
  { planned, texts, tools }: { planned: PlannedPair; texts: PairTexts; tools: PromptTools },
): JudgeGame {
  const { configuration, config, workspace, sha256, counted } = tools;
  const prompt = buildPrompt({
    configuration,
    order: key.order,
    // Whoever wrote the texts can't have known the workspace that they would end in.
    mark: sha256(`${workspace} ${config} ${keyText(key)}`).slice(0, 20),
    content: {
      prompt: texts.prompt,
      messages: texts.messages,
      prod: texts.prodResponse ?? '',
      shadow: texts.shadowResponse ?? '',
      reference: planned.reference,
      tags: planned.tags,
    },
  });
  const tokens = counted.get(planned.seq) ?? tokensOf(prompt, tools);
  counted.set(planned.seq, tokens);
  return {
    ...key,
    planned,
    prompt,
    promptHash: sha256(`${prompt.system}\u0000${prompt.user}`).slice(0, 16),
    tokens,
  };
}

function tokensOf({ system, user }: Prompt, { countTokens }: PromptTools): number {
  return countTokens(system) + countTokens(user) + FRAME_TOKENS;
}
