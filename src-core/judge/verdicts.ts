import type { JudgeOrder, JudgeVerdict, Judgement, Letter } from '../model/judge';
import type { PairVerdict } from '../model/judge-run';

/** What counts of a game. */
export type Game = Pick<Judgement, 'order' | 'repeat' | 'verdict'>;

/** A letter as the arm that it stands for; the verdict is kept by arm, so that showing the pair swapped changes nothing. */
export function toVerdict(letter: Letter, order: JudgeOrder): JudgeVerdict {
  if (letter === 'TIE') return 'tie';
  return (letter === 'A') === (order === 'prod-first') ? 'prod' : 'shadow';
}

/** 1 for a win of the shadow, ½ for a tie, 0 for a loss. */
export function scoreOf(verdict: JudgeVerdict): number {
  if (verdict === 'tie') return 0.5;
  return verdict === 'shadow' ? 1 : 0;
}

/**
 * The strict rule (MT-bench, arXiv 2306.05685 §3.4): a win only where all orders agree, else a tie. Null where an order
 * has no verdict: such a pair is unjudged, not a tie.
 */
export function strictVerdict(orders: readonly (JudgeVerdict | null)[]): JudgeVerdict | null {
  const [first = null] = orders;
  if (orders.includes(null)) return null;
  return orders.every((verdict) => verdict === first) ? first : 'tie';
}

/** The lenient rule: whoever has the larger sum of scores wins. */
export function lenientVerdict(verdicts: readonly JudgeVerdict[]): JudgeVerdict {
  const balance = verdicts.reduce((sum, verdict) => sum + scoreOf(verdict) - 0.5, 0);
  if (balance === 0) return 'tie';
  return balance > 0 ? 'shadow' : 'prod';
}

/**
 * The verdict of a pair from its games: within an order the majority of the repeats (without one: a tie), over the
 * orders the strict rule; beside it the game mean, each order weighing the same. Both are null unless every order asked
 * for has a verdict.
 */
export function judgePair(pair: string, games: readonly Game[], orders: readonly JudgeOrder[]): PairVerdict {
  const byOrder: Partial<Record<JudgeOrder, JudgeVerdict | null>> = {};
  const verdicts: (JudgeVerdict | null)[] = [];
  let sum = 0;
  for (const order of orders) {
    const { verdict, mean } = judgeOrder(games, order);
    byOrder[order] = verdict;
    verdicts.push(verdict);
    sum += mean;
  }
  const verdict = strictVerdict(verdicts);
  return { pair, verdict, score: verdict === null ? null : sum / orders.length, orders: byOrder };
}

/** Counted in one pass: this is done for every pair of a journal whenever a workspace is opened. */
function judgeOrder(
  games: readonly Game[],
  order: JudgeOrder,
): { verdict: JudgeVerdict | null; mean: number } {
  let [prod, shadow, tie] = [0, 0, 0];
  for (const game of games) {
    if (game.order !== order) continue;
    if (game.verdict === 'prod') prod++;
    else if (game.verdict === 'shadow') shadow++;
    else if (game.verdict === 'tie') tie++;
  }
  const n = prod + shadow + tie;
  if (n === 0) return { verdict: null, mean: 0 };
  const mean = (shadow + tie / 2) / n;
  if (prod > shadow && prod > tie) return { verdict: 'prod', mean };
  return { verdict: shadow > prod && shadow > tie ? 'shadow' : 'tie', mean };
}
