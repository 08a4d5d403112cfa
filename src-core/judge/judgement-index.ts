import type { BatchEntry, BatchGame, GameKey, JudgeConfiguration, RunEntry } from '../model/judge';
import type { IndexedEntry, IndexedGame } from './journal-entry';

/** What the journal holds of one configuration. */
export interface ConfigurationGames {
  config: string;
  configuration: JudgeConfiguration | null;
  /** When it was first used, ms since 1970 UTC. */
  at: number;
  /** Its last run; null before the first. */
  run: RunEntry | null;
  /** Request id → its games, one for each order and repeat. */
  pairs: Map<string, IndexedGame[]>;
}

/** A batch with its games and where it stands. */
export interface KnownBatch extends Omit<BatchEntry, 'kind' | 'games'> {
  games: readonly BatchGame[];
  /** When it was handed over. */
  submittedAt: number;
}

/** The journal in memory: which games are paid, and what they say. */
export class JudgementIndex {
  private readonly configs = new Map<string, ConfigurationGames>();
  private readonly known = new Map<string, KnownBatch>();
  /** The configuration whose verdicts count. */
  current: string | null = null;

  add(entry: IndexedEntry): void {
    const held = this.of(entry.config, entry.at);
    switch (entry.kind) {
      case 'judgement':
        return addGame(held, entry);
      case 'config':
        held.configuration = entry.configuration;
        return;
      case 'run':
        held.run = entry;
        this.current = entry.config;
        return;
      case 'current':
        this.current = entry.config;
        return;
      case 'batch': {
        const { kind: _, ...batch } = entry;
        const before = this.known.get(entry.tag);
        this.known.set(entry.tag, {
          ...batch,
          games: before?.games ?? entry.games,
          batch: entry.batch ?? before?.batch ?? null,
          submittedAt: before?.submittedAt ?? entry.at,
        });
      }
    }
  }

  /** Newest first. */
  get configurations(): readonly ConfigurationGames[] {
    return [...this.configs.values()].toReversed();
  }

  get batches(): readonly KnownBatch[] {
    return [...this.known.values()];
  }

  get(config: string): ConfigurationGames | null {
    return this.configs.get(config) ?? null;
  }

  /** The journalled game; null when it was never asked. */
  game(config: string, { pair, order, repeat }: GameKey): IndexedGame | null {
    const games = this.configs.get(config)?.pairs.get(pair);
    return games?.find((game) => game.order === order && game.repeat === repeat) ?? null;
  }

  private of(config: string, at: number): ConfigurationGames {
    let held = this.configs.get(config);
    if (!held)
      this.configs.set(config, (held = { config, configuration: null, at, run: null, pairs: new Map() }));
    return held;
  }
}

/** A later game of the same key stands in for an earlier one, but none without a verdict for one that has it. */
function addGame({ pairs }: ConfigurationGames, game: IndexedGame): void {
  const games = pairs.get(game.pair);
  if (!games) {
    pairs.set(game.pair, [game]);
    return;
  }
  const at = games.findIndex(({ order, repeat }) => order === game.order && repeat === game.repeat);
  if (at < 0) games.push(game);
  else if (game.verdict !== null || games[at]!.verdict === null) games[at] = game;
}
