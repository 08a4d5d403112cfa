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
  const byOrder = orders.map((order) => {
    const verdicts = games.flatMap((game) =>
      game.order === order && game.verdict !== null ? [game.verdict] : [],
    );
    const sum = verdicts.reduce((total, verdict) => total + scoreOf(verdict), 0);
    return { order, verdict: majority(verdicts), mean: verdicts.length > 0 ? sum / verdicts.length : null };
  });
  const verdict = strictVerdict(byOrder.map((each) => each.verdict));
  const score = verdict === null ? null : byOrder.reduce((sum, { mean }) => sum + mean!, 0) / byOrder.length;
  return {
    pair,
    verdict,
    score,
    orders: Object.fromEntries(byOrder.map((each) => [each.order, each.verdict])),
  };
}

function majority(verdicts: readonly JudgeVerdict[]): JudgeVerdict | null {
  if (verdicts.length < 2) return verdicts[0] ?? null;
  const count = (verdict: JudgeVerdict): number => verdicts.filter((each) => each === verdict).length;
  const counts = (['prod', 'shadow', 'tie'] as const).map((verdict) => ({ verdict, n: count(verdict) }));
  const most = Math.max(...counts.map(({ n }) => n));
  const top = counts.filter(({ n }) => n === most);
  return top.length === 1 ? top[0]!.verdict : 'tie';
}
