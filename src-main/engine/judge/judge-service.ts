import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { estimateWarnings } from '@core/engine/judge/estimate-warnings';
import { type EstimateInput, estimateJudging, previewPrompt } from '@core/engine/judge/estimate-judging';
import type { PromptTools } from '@core/engine/judge/judge-games';
import { judgeWorkspace } from '@core/engine/judge/judge-workspace';
import type { RunControl } from '@core/engine/judge/ask-request';
import type {
  JudgeEvent,
  JudgeProviderState,
  JudgeRequest,
  JudgeRunRequest,
  JudgeSettings,
  JudgeState,
  PreviewRequest,
  SecretRequest,
} from '@core/model/api/judge';
import { AppError } from '@core/model/app-error';
import { JUDGE_PROVIDERS, type JudgeProviderKind } from '@core/model/judge';
import type { JudgeEstimate, JudgePriceTable, JudgeRun, PromptPreview } from '@core/model/judge-run';
import type { Plan } from '@core/model/plan';
import type { Manifest } from '@core/model/workspace';
import type { Clock } from '@core/ports/clock';
import type { SecretStore } from '@core/ports/secret-store';
import { listModels } from '../../adapters/judge/list-models';
import { capacityOf, openJudge, PROVIDER_FACTS } from '../../adapters/judge/open-judge';
import type { GnomonEngine } from '../gnomon-engine';
import { readPlanState } from '../plan-state';
import { giveConsent, readPrices, writePrices } from './judge-files';
import { assertKey, findKey, secretName } from './judge-keys';
import { pairNamed, planRun } from './judge-plans';
import { judgeState, setCurrentJudge } from './judge-records';
import { JudgeRuns } from './judge-runs';
import { type JudgeSetup, setUp, toolsOf } from './judge-setup';
import { openJudgementJournal, readJudgements } from './judgement-journal';

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

/** What the hosts ask of the judge: settings, estimate, runs, results. */
export class JudgeService {
  readonly runs = new JudgeRuns();
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
  async estimate(
    path: string,
    request: JudgeRequest,
    options: Pick<EstimateInput, 'onCounted' | 'signal'> = {},
  ): Promise<JudgeEstimate> {
    const setup = await setUp(request);
    const { plan, store } = await planRun(this.engine, path, setup);
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
      ...options,
    });
  }

  /** The exact prompt of a pair; without one named, of the first of the sample. */
  async preview(path: string, { pair, order, ...request }: PreviewRequest): Promise<PromptPreview> {
    const setup = await setUp(request);
    const { plan, store } = await planRun(this.engine, path, setup);
    const wanted =
      plan.pairs.find((planned) => (pair === undefined ? planned.rule === null : planned.pair === pair)) ??
      (pair === undefined ? undefined : await pairNamed(this.engine, path, { ...setup, pair }));
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
    const { level, criteria } = options.plan ?? (await readPlanState(path)).plan;
    const setup = await setUp(request);
    await assertConsent(setup, request.consent);
    const found = await findKey(setup.configuration, this.secrets);
    const key = found?.key ?? null;
    assertKey(setup.configuration, key);
    const judge = async (control: RunControl, tell: (event: JudgeEvent) => void): Promise<JudgeRun> => {
      const { plan, store } = await planRun(this.engine, path, setup);
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
          criterion: { level, ...criteria.win_rate },
          clock: this.clock,
          random: Math.random,
          newTag: () => `gnomon-${randomBytes(6).toString('hex')}`,
          control,
          onProgress: (progress) => tell({ type: 'progress', progress }),
          onJudged: (games) => tell({ type: 'judged', games }),
        });
      } finally {
        await provider.close();
      }
    };
    return this.runs.begin(path, judge, options);
  }

  state(path: string): Promise<JudgeState> {
    return judgeState(this.engine, path, this.runs.has(path));
  }

  /** Makes the verdicts of a configuration those that count. */
  async setCurrent(path: string, config: string): Promise<JudgeState> {
    await setCurrentJudge(path, config, this.clock.now());
    return this.state(path);
  }

  private toolsFor(path: string, setup: JudgeSetup, { manifest }: { manifest: Manifest }): PromptTools {
    const of = `${path} ${setup.config}`;
    if (this.counted.of !== of) this.counted = { of, tokens: new Map() };
    return toolsOf(setup, { workspace: manifest.id, counted: this.counted.tokens });
  }
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
