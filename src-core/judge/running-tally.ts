import type { JudgeOrder, JudgeRules, JudgeVerdict, UnjudgedReason } from '../model/judge';
import type { JudgeTotals } from '../model/judge-run';
import type { IndexedGame } from './journal-entry';
import { countRule, noRules, type PairRule, verdictByRule } from './pair-rules';
import { judgePair, scoreOf } from './verdicts';

/** Sums over the scores of pairs, from which mean, spread and cluster spread follow at any time. */
export interface ScoreSums {
  n: number;
  mean: number | null;
  /** n − 1. */
  sd: number | null;
  /** Third central moment, 1/n. */
  m3: number | null;
  /** Σ over clusters of (Σ (score − mean))²; pairs without a cluster are one each. */
  clusters: { count: number; squares: number };
}

/** What a judge has said of a sample so far; each game is taken in as it is journalled. */
export class RunningTally {
  private readonly rules = noRules();
  private readonly verdicts: Record<JudgeVerdict, number> = { prod: 0, shadow: 0, tie: 0 };
  private readonly reasons = new Map<UnjudgedReason, number>();
  private readonly tokens = { input: 0, cachedInput: 0, output: 0 };
  private readonly clusters = new Map<string, { n: number; sum: number }>();
  private readonly asked = new Map<string, IndexedGame[]>();
  private alone = { n: 0, sum: 0, squares: 0 };
  private n = 0;
  private sums: [number, number, number] = [0, 0, 0];
  private judged = 0;
  private judgedGames = 0;
  private unjudgedGames = 0;
  private both = 0;
  private same = 0;
  private cost = 0;
  private costUnknown = 0;

  constructor(
    private readonly options: { orders: readonly JudgeOrder[]; repeats: number; rules: JudgeRules },
  ) {}

  addRule(rule: PairRule, cluster: string | null): void {
    countRule(this.rules, rule, this.options.rules);
    const verdict = verdictByRule(rule, this.options.rules);
    if (verdict !== null) this.count(verdict, scoreOf(verdict), cluster, 1);
  }

  addGame(game: IndexedGame, cluster: string | null): void {
    const games = this.asked.get(game.pair) ?? [];
    this.asked.set(game.pair, games);
    this.countPair(games, game.pair, cluster, -1);
    const at = games.findIndex(({ order, repeat }) => order === game.order && repeat === game.repeat);
    if (at >= 0) this.countGame(games.splice(at, 1)[0]!, -1);
    games.push(game);
    this.countGame(game, 1);
    this.countPair(games, game.pair, cluster, 1);
  }

  /** All games of a pair that has none yet. */
  addPair(pair: string, games: readonly IndexedGame[], cluster: string | null): void {
    if (games.length === 0) return;
    this.asked.set(pair, [...games]);
    for (const game of games) this.countGame(game, 1);
    this.countPair(games, pair, cluster, 1);
  }

  get consistency(): { both: number; same: number } {
    return { both: this.both, same: this.same };
  }

  /** @param toJudge pairs of the sample that need the judge */
  totals(toJudge: number): JudgeTotals {
    const { shadow, tie, prod } = this.verdicts;
    return {
      judged: this.judged,
      wins: shadow,
      ties: tie,
      losses: prod,
      gameMean: this.n > 0 ? this.sums[0] / this.n : null,
      decidedByRule: { ...this.rules },
      unjudged: this.asked.size - this.judged,
      notAsked: Math.max(0, toJudge - this.asked.size),
      games: {
        judged: this.judgedGames,
        unjudged: this.unjudgedGames,
        byReason: [...this.reasons].flatMap(([reason, count]) => (count > 0 ? [{ reason, count }] : [])),
      },
      tokens: { ...this.tokens },
      cost: this.cost,
      costUnknown: this.costUnknown,
    };
  }

  scores(): ScoreSums {
    const { n, sums, alone, clusters } = this;
    if (n === 0) return { n, mean: null, sd: null, m3: null, clusters: { count: 0, squares: 0 } };
    const mean = sums[0] / n;
    // Scores are small fractions, so that these sums lose nothing.
    const second = sums[1] / n - mean ** 2;
    const third = sums[2] / n - 3 * mean * (sums[1] / n) + 2 * mean ** 3;
    let squares = Math.max(0, alone.squares - 2 * mean * alone.sum + alone.n * mean ** 2);
    let count = alone.n;
    for (const cluster of clusters.values()) {
      if (cluster.n === 0) continue;
      squares += (cluster.sum - cluster.n * mean) ** 2;
      count++;
    }
    const sd = n > 1 ? Math.sqrt((Math.max(0, second) * n) / (n - 1)) : null;
    return { n, mean, sd, m3: third, clusters: { count, squares } };
  }

  private countPair(games: readonly IndexedGame[], pair: string, cluster: string | null, sign: 1 | -1): void {
    if (games.length === 0) return;
    const { verdict, score, orders } = judgePair(pair, games, this.options.orders);
    if (verdict === null || score === null) return;
    this.judged += sign;
    if (this.options.orders.length > 1) {
      this.both += sign;
      const [first, ...others] = Object.values(orders);
      if (others.every((other) => other === first)) this.same += sign;
    }
    this.count(verdict, score, cluster, sign);
  }

  private count(verdict: JudgeVerdict, score: number, cluster: string | null, sign: 1 | -1): void {
    this.verdicts[verdict] += sign;
    this.n += sign;
    this.sums = [
      this.sums[0] + sign * score,
      this.sums[1] + sign * score ** 2,
      this.sums[2] + sign * score ** 3,
    ];
    if (cluster === null) {
      this.alone.n += sign;
      this.alone.sum += sign * score;
      this.alone.squares += sign * score ** 2;
      return;
    }
    const held = this.clusters.get(cluster) ?? { n: 0, sum: 0 };
    this.clusters.set(cluster, held);
    held.n += sign;
    held.sum += sign * score;
  }

  private countGame(game: IndexedGame, sign: 1 | -1): void {
    if (game.verdict === null) {
      this.unjudgedGames += sign;
      const reason = game.unjudged!;
      this.reasons.set(reason, (this.reasons.get(reason) ?? 0) + sign);
    } else this.judgedGames += sign;
    if (game.tokens) {
      this.tokens.input += sign * game.tokens.input;
      this.tokens.cachedInput += sign * game.tokens.cachedInput;
      this.tokens.output += sign * game.tokens.output;
    }
    if (game.cost === null) this.costUnknown += sign;
    else this.cost += sign * game.cost;
  }
}
