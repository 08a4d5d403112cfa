import type { GameKey } from '../../model/judge';
import type { PairTexts } from '../../ports/workspace-store';
import { gameWithPrompt, type JudgeGame, type PromptTools } from './judge-games';
import type { PlannedPair } from './judge-plan';

/** Pairs whose texts are read together: each segment is opened once for them, and their texts are in memory. */
const BLOCK = 256;

/** A pair in its turn: with the games to ask of it, or none. */
export interface Turn {
  planned: PlannedPair;
  games: JudgeGame[];
}

/** Goes through the pairs of a plan in order, with the prompts of the games that are to be asked. */
export async function* turnsOf(
  pairs: readonly PlannedPair[],
  options: {
    toAsk: (planned: PlannedPair) => GameKey[];
    readTexts: (seqs: readonly number[]) => Promise<PairTexts[]>;
    tools: PromptTools;
  },
): AsyncGenerator<Turn[]> {
  const { toAsk, readTexts, tools } = options;
  for (let from = 0; from < pairs.length; from += BLOCK) {
    const block = pairs.slice(from, from + BLOCK).map((planned) => ({ planned, keys: toAsk(planned) }));
    const open = block
      .filter(({ keys }) => keys.length > 0)
      .toSorted((a, b) => a.planned.seq - b.planned.seq);
    const texts = await readTexts(open.map(({ planned }) => planned.seq));
    const bySeq = new Map(open.map(({ planned }, i) => [planned.seq, texts[i]!]));
    yield block.map(({ planned, keys }) => ({
      planned,
      games: keys.map((key) => gameWithPrompt(key, { planned, texts: bySeq.get(planned.seq)!, tools })),
    }));
  }
}
