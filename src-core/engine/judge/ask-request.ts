import type { Budget } from '../../judge/budget';
import type { JudgementIndex } from '../../judge/judgement-index';
import type { RunningTally } from '../../judge/running-tally';
import type { Schedule } from '../../judge/schedule';
import type { JudgeEntry } from '../../model/judge';
import type {
  AppliedPrice,
  JudgeEnd,
  JudgeProgress,
  JudgeRunSettings,
  ShownJudgement,
} from '../../model/judge-run';
import type { Clock } from '../../ports/clock';
import type { Journal } from '../../ports/journal';
import type { JudgeProvider } from '../../ports/judge-provider';
import type { WorkspaceStore } from '../../ports/workspace-store';
import type { PromptTools } from './judge-games';
import type { PlannedPair } from './judge-plan';

export interface RunControl {
  /** Start no more calls, wait for those in flight. */
  readonly pause: AbortSignal;
  /** Break off the calls in flight as well. */
  readonly cancel: AbortSignal;
}

/** What a run shares with its view. */
interface RunState {
  index: JudgementIndex;
  tally: RunningTally;
  budget: Budget;
  schedule: Schedule;
  games: JudgeProgress['games'];
  retrying: JudgeProgress['retrying'];
}

/** What it takes to ask the games of a plan, one by one or in batches. */
export interface AskRequest {
  pairs: readonly PlannedPair[];
  tools: PromptTools;
  settings: JudgeRunSettings;
  /** Games that a batch of the provider holds. */
  inBatch: ReadonlySet<string>;
  state: RunState;
  journal: Journal<JudgeEntry>;
  store: Pick<WorkspaceStore, 'readTexts'>;
  provider: JudgeProvider;
  price: AppliedPrice | null;
  clock: Clock;
  /** Uniform in [0, 1). */
  random: () => number;
  control: RunControl;
  isDecided: () => boolean;
  /**
   * Something changed that is worth showing; called often.
   * @param atOnce nothing else will change for a while
   */
  onChange: (atOnce?: boolean) => void;
  onJudged: (games: readonly ShownJudgement[]) => void;
}

/** Why a run can not go on, and what to do. */
export interface RunProblem {
  message: string;
  remedy: string | null;
}

/** How asking ended. */
export interface Asked {
  ended: Exclude<JudgeEnd, 'batch'>;
  asked: number;
  problem: RunProblem | null;
}
