import { Budget } from '../../judge/budget';
import type { JudgementIndex } from '../../judge/judgement-index';
import { RunningTally } from '../../judge/running-tally';
import { Schedule } from '../../judge/schedule';
import { AppError } from '../../model/app-error';
import type { JudgeEntry, RunEntry } from '../../model/judge';
import type {
  AppliedPrice,
  JudgeBatchStatus,
  JudgeProgress,
  JudgeRun,
  JudgeRunSettings,
  ShownJudgement,
} from '../../model/judge-run';
import type { Clock } from '../../ports/clock';
import type { Journal } from '../../ports/journal';
import type { JudgeProvider } from '../../ports/judge-provider';
import type { WorkspaceStore } from '../../ports/workspace-store';
import { gamesToAsk, type PromptTools } from './judge-games';
import { assertJudgeable, type JudgePlan } from './judge-plan';
import { batchStatuses, gamesIn, openBatches } from './open-batches';
import { type BatchRequest, runBatches } from './run-batches';
import { askGames } from './ask-games';
import type { AskRequest, RunControl } from './ask-request';
import { progressOf, type RunCriterion } from './run-view';
import { isDecided } from './stop-rule';

/** Between two reports of progress, ms. */
const REPORT_MS = 200;

export interface JudgeWorkspaceRequest {
  plan: JudgePlan;
  tools: PromptTools;
  settings: JudgeRunSettings;
  index: JudgementIndex;
  journal: Journal<JudgeEntry>;
  store: Pick<WorkspaceStore, 'readTexts' | 'path'>;
  provider: JudgeProvider;
  price: AppliedPrice | null;
  criterion: RunCriterion;
  clock: Clock;
  random: () => number;
  /** A fresh name for a batch. */
  newTag: () => string;
  control: RunControl;
  onProgress: (progress: JudgeProgress) => void;
  onJudged: (games: readonly ShownJudgement[]) => void;
}

/**
 * Judges the pairs of a plan, as far as the journal does not have them, and says how it ended. Resuming, retrying and
 * extending are all the same: a plan minus the journal.
 * @throws AppError('usage') when there is nothing to judge, or a ceiling in money can't be kept without a price
 */
export async function judgeWorkspace(request: JudgeWorkspaceRequest): Promise<JudgeRun> {
  const { plan, tools, settings, index, journal, provider, price, criterion, clock } = request;
  const { config, configuration } = tools;
  assertJudgeable(plan, request.store.path);
  if (settings.maxCost !== null && price === null)
    throw new AppError('usage', {
      message: `The price of ${configuration.model} is not known, so a ceiling in money can not be kept.`,
      remedy: 'add the model to the table of prices, or set a ceiling on calls',
    });
  if ((settings.batch || settings.collectOnly) && !provider.batches)
    throw new AppError('usage', {
      message: 'This provider has no batches.',
      remedy: 'run without them',
    });
  // What was handed over belongs to the run that did it.
  if (!settings.collectOnly) await beginRun(request);

  const { orders, repeats, rules } = settings;
  const tally = new RunningTally({ orders, repeats, rules });
  const inBatch = gamesIn(openBatches(index, config));
  const toJudge = plan.pairs.filter(({ rule }) => rule === null);
  const games = { done: 0, total: toJudge.length * orders.length * repeats, inFlight: 0, failed: 0 };
  for (const planned of toJudge) {
    const waiting = gamesToAsk(planned, { config, index, settings, inBatch: new Set() }).length;
    games.done += orders.length * repeats - waiting;
    const known = index.get(config)?.pairs.get(planned.pair) ?? [];
    const counting = known.filter((game) => orders.includes(game.order) && game.repeat < repeats);
    tally.addPair(planned.pair, counting, planned.cluster);
    games.failed += counting.filter(({ verdict }) => verdict === null).length;
  }
  const before = games.done;
  const budget = new Budget({
    maxCost: settings.maxCost,
    maxCalls: settings.maxCalls,
    priced: price !== null,
  });
  const schedule = new Schedule(settings.maxConcurrency ?? provider.concurrency);
  const state: AskRequest['state'] = { index, tally, budget, schedule, games, retrying: null };
  const started = clock.now();
  let reported = -Infinity;
  let batches: readonly JudgeBatchStatus[] = batchStatuses(index, config);
  let shown: ShownJudgement[] = [];

  const totals = () => tally.totals(toJudge.length);
  const report = (force: boolean): void => {
    const now = clock.now();
    if (!force && now - reported < REPORT_MS) return;
    reported = now;
    if (shown.length > 0) request.onJudged(shown);
    shown = [];
    const waiting = schedule.waiting(now);
    const { judged, unjudged } = totals();
    request.onProgress(
      progressOf({
        state: stateOf({
          control: request.control,
          waiting: waiting !== null,
          batch: settings.batch || settings.collectOnly,
        }),
        tally,
        budget,
        criterion,
        source: configuration.model,
        games: { ...games, before },
        pairs: { done: judged + unjudged, total: toJudge.length },
        concurrency: Math.max(1, Math.floor(schedule.limit)),
        waiting,
        retrying: state.retrying,
        elapsedMs: now - started,
        batches,
      }),
    );
  };
  let wasWaiting = false;
  const ask: AskRequest = {
    pairs: plan.pairs,
    tools,
    settings,
    inBatch,
    state,
    journal,
    store: request.store,
    provider,
    price,
    clock,
    random: request.random,
    control: request.control,
    isDecided: () => isDecided(tally.scores(), { ...criterion, planned: plan.pairs.length }),
    // A wait is shown at once, whenever the last report was.
    onChange(atOnce = false) {
      const waiting = schedule.waiting(clock.now()) !== null;
      report(atOnce || waiting !== wasWaiting);
      wasWaiting = waiting;
    },
    onJudged: (judged) => void shown.push(...judged),
  };
  report(true);
  const outcome = await askOrHandOver(ask, {
    newTag: request.newTag,
    onBatches: (now) => void (batches = now),
  });
  report(true);
  const left = games.total - games.done;
  const perGame = outcome.asked > 0 ? (budget.spend.cost ?? 0) / outcome.asked : null;
  return {
    ended: outcome.ended,
    config,
    asked: outcome.asked,
    left,
    spend: budget.spend,
    totals: totals(),
    consistency: tally.consistency,
    problem: outcome.problem,
    saved:
      outcome.ended === 'decided'
        ? { games: left, cost: price === null || perGame === null ? null : perGame * left }
        : null,
  };
}

/** Batches that an earlier run left are collected first, as far as they are ready, whatever this run does. */
async function askOrHandOver(
  ask: AskRequest,
  handing: Pick<BatchRequest, 'newTag' | 'onBatches'>,
): Promise<Awaited<ReturnType<typeof runBatches>>> {
  const { provider, settings, inBatch, state, tools } = ask;
  if (!provider.batches || (!settings.batch && !settings.collectOnly && inBatch.size === 0))
    return askGames(ask);
  const { batch, collectOnly } = settings;
  const handed = await runBatches({
    ...ask,
    ...handing,
    batches: provider.batches,
    submit: batch && !collectOnly,
    wait: batch || collectOnly,
  });
  if (batch || collectOnly) return handed;
  const waiting = gamesIn(openBatches(state.index, tools.config));
  const asked = await askGames({ ...ask, inBatch: waiting });
  const ended = asked.ended === 'complete' && waiting.size > 0 ? 'batch' : asked.ended;
  return { ended, asked: handed.asked + asked.asked, problem: asked.problem ?? handed.problem };
}

/** The configuration, where the journal does not have it, and what this run is to do. */
async function beginRun({
  plan,
  tools,
  settings,
  index,
  journal,
  clock,
}: JudgeWorkspaceRequest): Promise<void> {
  const { config, configuration } = tools;
  const at = clock.now();
  const run: RunEntry = {
    kind: 'run',
    at,
    config,
    orders: settings.orders,
    repeats: settings.repeats,
    rules: settings.rules,
    planned: plan.pairs.length,
    ...plan.run,
  };
  const entries: Exclude<JudgeEntry, { kind: 'judgement' }>[] = [run];
  if (!index.get(config)?.configuration) entries.unshift({ kind: 'config', at, config, configuration });
  await journal.append(entries);
  for (const entry of entries) index.add(entry);
}

function stateOf({
  control,
  waiting,
  batch,
}: {
  control: RunControl;
  waiting: boolean;
  batch: boolean;
}): JudgeProgress['state'] {
  if (control.pause.aborted || control.cancel.aborted) return 'pausing';
  if (batch) return 'batch';
  return waiting ? 'waiting' : 'running';
}
