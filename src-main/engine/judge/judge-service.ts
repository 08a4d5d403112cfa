import { randomBytes } from 'node:crypto';
import { setMaxListeners } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { findClusterColumn } from '@core/engine/cluster-column';
import { estimateWarnings } from '@core/engine/judge/estimate-warnings';
import { estimateJudging, previewPrompt } from '@core/engine/judge/estimate-judging';
import { candidates, type JudgePlan, planJudging, type PlannedPair } from '@core/engine/judge/judge-plan';
import type { PromptTools } from '@core/engine/judge/judge-games';
import { judgeTotals } from '@core/engine/judge/judge-standing';
import { judgeWorkspace } from '@core/engine/judge/judge-workspace';
import { batchStatuses } from '@core/engine/judge/run-batches';
import type {
  JudgeEvent,
  JudgeProviderState,
  JudgeRequest,
  JudgeRunRequest,
  JudgeSettings,
  JudgeState,
  JudgementPage,
  PairJudgements,
  PreviewRequest,
  SecretRequest,
} from '@core/model/api/judge';
import { AppError } from '@core/model/app-error';
import { JUDGE_PROVIDERS, type JudgeProviderKind, type RunEntry } from '@core/model/judge';
import type { JudgeEstimate, JudgePriceTable, JudgeRun, PromptPreview } from '@core/model/judge-run';
import type { Plan } from '@core/model/plan';
import type { Manifest } from '@core/model/workspace';
import type { Clock } from '@core/ports/clock';
import type { Database } from '@core/ports/database';
import type { SecretStore } from '@core/ports/secret-store';
import { judgePair } from '@core/judge/verdicts';
import { listModels } from '../../adapters/judge/list-models';
import { capacityOf, openJudge, PROVIDER_FACTS } from '../../adapters/judge/open-judge';
import { takeLock } from '../../adapters/workspace/lock';
import { openWorkspace } from '../../adapters/workspace/folder-workspace';
import type { GnomonEngine } from '../gnomon-engine';
import { resolveTexts } from '../resolve-texts';
import { readPlanState } from '../plan-state';
import { giveConsent, readPrices, writePrices } from './judge-files';
import { assertKey, findKey, secretName } from './judge-keys';
import { type JudgeSetup, setUp, toolsOf } from './judge-setup';
import { knownCandidates } from './known-candidates';
import { openJudgementJournal, readJudgements, shownJudgements } from './judgement-journal';

/** Time that closing waits for calls in flight, ms. */
const CLOSE_MS = 4000;

const systemClock: Clock = {
  now: () => Date.now(),
  wait(ms) {
    const abort = new AbortController();
    // Longer waits than a timer holds are waited for in parts.
    const done = delay(Math.min(ms, 2 ** 30), undefined, { signal: abort.signal, ref: true }).catch(
      () => new Promise<void>(() => {}),
    );
    return { done, cancel: () => abort.abort() };
  },
};

/** A run under way; several may watch it. */
interface Running {
  pause: AbortController;
  cancel: AbortController;
  watchers: Set<(event: JudgeEvent) => void>;
  last: JudgeEvent | null;
  done: Promise<unknown>;
}

/** What the hosts ask of the judge: settings, estimate, runs, results. */
export class JudgeService {
  private readonly running = new Map<string, Running>();
  /** Tokens that an estimate counted: the run after it has the same prompts. */
  private counted = { of: '', tokens: new Map<number, number>() };

  constructor(
    private readonly engine: GnomonEngine,
    private readonly secrets: SecretStore,
    private readonly clock: Clock = systemClock,
  ) {}

  async settings(): Promise<JudgeSettings> {
    const providers = JUDGE_PROVIDERS.map(async (provider): Promise<JudgeProviderState> => {
      const { label, baseUrl, needsKey, environmentVariable, batches } = PROVIDER_FACTS[provider];
      const found = await findKey({ provider, baseUrl: null }, this.secrets);
      return { provider, label, baseUrl, needsKey, key: found?.from ?? null, environmentVariable, batches };
    });
    return {
      providers: await Promise.all(providers),
      prices: await readPrices(),
      secrets: this.secrets.kind,
    };
  }

  /** Stores a key; it is never read back by anything but the adapter that sends it. */
  async setSecret({ provider, baseUrl, secret }: SecretRequest): Promise<void> {
    await this.secrets.write(secretName({ provider, baseUrl }), secret?.trim() || null);
  }

  async setPrices(table: JudgePriceTable): Promise<JudgePriceTable> {
    await writePrices(table);
    return readPrices();
  }

  /** The user has agreed that prompts are sent to this address. */
  async consent(destination: string): Promise<void> {
    await giveConsent(destination);
  }

  /** Names of the models that a server offers; empty where it does not say. */
  async models(where: { provider: JudgeProviderKind; baseUrl: string | null }): Promise<string[]> {
    const found = await findKey(where, this.secrets);
    return listModels(where, found?.key ?? null);
  }

  /** What a run would do and cost. Sends nothing. */
  async estimate(path: string, request: JudgeRequest, signal?: AbortSignal): Promise<JudgeEstimate> {
    const setup = await setUp(request);
    const { plan, store } = await this.plan(path, setup);
    const { index } = await readJudgements(path);
    const { counter, price, settings, disclosure } = setup;
    const found = await findKey(setup.configuration, this.secrets);
    return estimateJudging({
      plan,
      tools: this.toolsFor(path, setup, store),
      settings,
      index,
      store,
      price,
      tokenizer: { name: counter.name, exact: counter.exact },
      ...(await capacityOf(setup.configuration, found?.key ?? null)),
      disclosure,
      warnings: estimateWarnings({
        configuration: setup.configuration,
        models: store.manifest.models,
        price,
        plan,
        now: this.clock.now(),
      }),
      ...(signal && { signal }),
    });
  }

  /** The exact prompt of a pair; without one named, of the first of the sample. */
  async preview(path: string, { pair, order, ...request }: PreviewRequest): Promise<PromptPreview> {
    const setup = await setUp(request);
    const { plan, store } = await this.plan(path, setup);
    const wanted =
      plan.pairs.find((planned) => (pair === undefined ? planned.rule === null : planned.pair === pair)) ??
      (pair === undefined ? undefined : await this.pairNamed(path, setup, pair));
    const preview = wanted
      ? await previewPrompt(wanted, {
          store,
          tools: this.toolsFor(path, setup, store),
          order: order ?? 'prod-first',
        })
      : null;
    if (preview) return preview;
    throw new AppError('not-found', { message: 'There is no such pair with the texts of both outputs.' });
  }

  /**
   * Judges. The run goes on whoever watches; aborting `signal` pauses it: calls in flight are waited for and kept.
   * @throws AppError 'usage' without consent, key or price where they are needed, 'locked' when another process judges
   */
  async run(
    path: string,
    request: JudgeRunRequest,
    options: { plan?: Plan; signal?: AbortSignal; onEvent: (event: JudgeEvent) => void },
  ): Promise<JudgeRun> {
    const { signal, onEvent } = options;
    const criteria = options.plan ?? (await readPlanState(path)).plan;
    const setup = await setUp(request);
    await assertConsent(setup, request.consent);
    const found = await findKey(setup.configuration, this.secrets);
    assertKey(setup.configuration, found?.key ?? null);
    const lock = await takeLock(path, 'judge.lock');
    const running: Running = {
      pause: new AbortController(),
      cancel: new AbortController(),
      watchers: new Set([onEvent]),
      last: null,
      done: Promise.resolve(),
    };
    // Every call in flight listens: as many as the schedule lets go.
    setMaxListeners(0, running.pause.signal, running.cancel.signal);
    const pause = (): void => running.pause.abort();
    if (signal?.aborted) pause();
    signal?.addEventListener('abort', pause);
    this.running.set(path, running);
    const tell = (event: JudgeEvent): void => {
      if (event.type === 'progress') running.last = event;
      for (const watcher of running.watchers) watcher(event);
    };
    const work = this.judge(path, { setup, key: found?.key ?? null, criteria, running, tell });
    running.done = work.catch(() => {});
    try {
      const run = await work;
      tell({ type: 'done', run });
      return run;
    } finally {
      signal?.removeEventListener('abort', pause);
      this.running.delete(path);
      await lock.release();
    }
  }

  isRunning(path: string): boolean {
    return this.running.has(path);
  }

  /** Watches the run under way until it ends or the signal aborts. */
  async watch(
    path: string,
    { signal, onEvent }: { signal: AbortSignal; onEvent: (event: JudgeEvent) => void },
  ): Promise<void> {
    const running = this.running.get(path);
    if (!running) return;
    if (running.last) onEvent(running.last);
    running.watchers.add(onEvent);
    const left = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
    await Promise.race([running.done, left]);
    running.watchers.delete(onEvent);
  }

  /** Pauses or cancels the run under way, if there is one. */
  stop(path: string, how: 'pause' | 'cancel'): void {
    this.running.get(path)?.[how].abort();
  }

  async state(path: string): Promise<JudgeState> {
    const { index, damaged } = await readJudgements(path);
    const configurations: JudgeState['configurations'][number][] = [];
    for (const held of index.configurations) {
      const { config, configuration, at, run } = held;
      if (configuration === null) continue;
      const pairs = await this.engine.withWorkspace(path, (db, store) =>
        knownCandidates(db, store, { run, clusterSql: null }),
      );
      configurations.push({
        config,
        configuration,
        at,
        totals: judgeTotals(pairs, held),
        run: shownRun(run),
      });
    }
    return {
      configurations,
      current: index.current,
      batches: batchStatuses(index, null),
      running: this.running.has(path),
      damaged,
    };
  }

  /** Makes the verdicts of a configuration those that count. */
  async setCurrent(path: string, config: string): Promise<void> {
    const { index } = await readJudgements(path);
    if (!index.get(config))
      throw new AppError('not-found', { message: 'This workspace has no judgements by that configuration.' });
    await openJudgementJournal(path).append([{ kind: 'current', at: this.clock.now(), config }]);
  }

  async judgements(
    path: string,
    {
      config,
      unjudged,
      offset,
      limit,
    }: { config?: string; unjudged: boolean; offset: number; limit: number },
  ): Promise<JudgementPage> {
    const rows = await shownJudgements(
      path,
      (game) => (config === undefined || game.config === config) && (!unjudged || game.verdict === null),
    );
    return { total: rows.length, offset, rows: rows.slice(offset, offset + limit) };
  }

  /** Every game of a pair by the configuration that counts. */
  async pair(path: string, pair: string): Promise<PairJudgements> {
    const { index } = await readJudgements(path);
    const held = index.current === null ? null : index.get(index.current);
    if (!held) return { verdict: null, games: [] };
    const games = await shownJudgements(path, (game) => game.pair === pair && game.config === held.config);
    const orders = held.run?.orders ?? (['prod-first', 'shadow-first'] as const);
    return { verdict: games.length > 0 ? judgePair(pair, held.pairs.get(pair) ?? [], orders) : null, games };
  }

  /** Pauses what runs, and waits a little for the calls in flight. */
  async close(): Promise<void> {
    const all = [...this.running.values()];
    for (const { pause } of all) pause.abort();
    const waited = Promise.all(all.map(({ done }) => done));
    await Promise.race([waited, delay(CLOSE_MS, undefined, { ref: false })]);
    for (const { cancel } of all) cancel.abort();
    await Promise.race([waited, delay(500, undefined, { ref: false })]);
  }

  private async judge(
    path: string,
    {
      setup,
      key,
      criteria,
      running,
      tell,
    }: {
      setup: JudgeSetup;
      key: string | null;
      criteria: Plan;
      running: Running;
      tell: (event: JudgeEvent) => void;
    },
  ): Promise<JudgeRun> {
    const { plan, store } = await this.plan(path, setup);
    const { index } = await readJudgements(path);
    const provider = await openJudge(setup.configuration, key);
    try {
      return await judgeWorkspace({
        plan,
        tools: this.toolsFor(path, setup, store),
        settings: setup.settings,
        index,
        journal: openJudgementJournal(path),
        store,
        provider,
        price: setup.price,
        criterion: { level: criteria.level, ...criteria.criteria.win_rate },
        clock: this.clock,
        random: Math.random,
        newTag: () => `gnomon-${randomBytes(6).toString('hex')}`,
        control: { pause: running.pause.signal, cancel: running.cancel.signal },
        onProgress: (progress) => tell({ type: 'progress', progress }),
        onJudged: (games) => tell({ type: 'judged', games }),
      });
    } finally {
      await provider.close();
    }
  }

  private toolsFor(path: string, setup: JudgeSetup, { manifest }: { manifest: Manifest }): PromptTools {
    const of = `${path} ${setup.config}`;
    if (this.counted.of !== of) this.counted = { of, tokens: new Map() };
    return toolsOf(setup, { workspace: manifest.id, counted: this.counted.tokens });
  }

  private async plan(path: string, { configuration, settings }: JudgeSetup) {
    const filter = await resolveTexts(this.engine, path, { filter: settings.sample.filter });
    const plan = await this.engine.withWorkspace(path, async (db, { manifest }): Promise<JudgePlan> =>
      planJudging({
        db,
        manifest,
        configuration,
        sample: { ...settings.sample, filter: [...filter] },
        rules: settings.rules,
        clusterSql: await clusterSql(path, db, manifest),
      }),
    );
    // A store of its own: texts are read while others use the engine's.
    return { plan, store: await openWorkspace(path) };
  }

  private async pairNamed(
    path: string,
    { configuration, settings }: JudgeSetup,
    pair: string,
  ): Promise<PlannedPair | undefined> {
    const pairs = await this.engine.withWorkspace(path, async (db, { manifest }) =>
      candidates({
        db,
        manifest,
        configuration,
        sample: { ...settings.sample, filter: [] },
        rules: settings.rules,
        clusterSql: await clusterSql(path, db, manifest),
      }),
    );
    return pairs.find(
      (planned) => planned.pair === pair && (planned.rule === null || planned.rule === 'identical'),
    );
  }
}

/** Without the ends of the strata, which may be many. */
function shownRun(run: RunEntry | null): JudgeState['configurations'][number]['run'] {
  if (run === null) return null;
  const { orders, repeats, rules, planned, representative, stratifiedBy } = run;
  return { orders, repeats, rules, planned, representative, stratifiedBy };
}

async function assertConsent({ disclosure }: JudgeSetup, given: string | undefined): Promise<void> {
  if (disclosure === null || disclosure.consentedAt !== null) return;
  if (given === disclosure.destination) return giveConsent(disclosure.destination);
  throw new AppError('usage', {
    message: `Nothing has been sent: ${disclosure.statement}`,
    remedy: 'agree to it once for this address, or choose a judge on this machine',
    commandLine: '--yes',
  });
}

/** Users or conversations, where the log tells them apart. */
async function clusterSql(path: string, db: Database, { tagKeys }: Manifest): Promise<string | null> {
  const { plan } = await readPlanState(path);
  return (await findClusterColumn(db, tagKeys, plan.clusterBy))?.sql ?? null;
}
