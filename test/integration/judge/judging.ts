import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { JudgeEvent, JudgeRunRequest } from '@core/model/api/judge';
import type { JudgeConfiguration, JudgeEntry, Judgement } from '@core/model/judge';
import type { JudgePriceTable, JudgeProgress, JudgeRun, JudgeRunSettings } from '@core/model/judge-run';
import type { Clock } from '@core/ports/clock';
import { GnomonEngine } from '../../../src-main/engine/gnomon-engine';
import { fileSecretStore } from '../../../src-main/engine/judge/judge-files';
import { JudgeService } from '../../../src-main/engine/judge/judge-service';
import { startJudgeServer } from '../../fakes/judge/server.mjs';

type Server = Awaited<ReturnType<typeof startJudgeServer>>;

export const PRICES: JudgePriceTable = {
  asOf: '2026-11-01',
  prices: [
    { provider: 'openai', model: 'fake-judge', input: 10, output: 40, batchFactor: 0.5 },
    { provider: 'anthropic', model: 'fake-judge', input: 10, output: 40, batchFactor: 0.5 },
  ],
};

/** Time that passes at once when somebody waits for it; what was waited for is kept. */
export function quickClock(): Clock & { waited: number[] } {
  let ahead = 0;
  const waited: number[] = [];
  return {
    waited,
    now: () => Date.now() + ahead,
    wait(ms) {
      let timer: ReturnType<typeof setTimeout>;
      const done = new Promise<void>((resolve) => {
        timer = setTimeout(
          () => {
            ahead += ms;
            waited.push(ms);
            resolve();
          },
          Math.min(ms, 5),
        );
      });
      return { done, cancel: () => clearTimeout(timer) };
    },
  };
}

export interface Judging {
  folder: string;
  server: Server;
  engine: GnomonEngine;
  judge: JudgeService;
  clock: ReturnType<typeof quickClock>;
  workspace(name: string, log: string): Promise<string>;
  run(
    path: string,
    settings?: Partial<JudgeRunSettings>,
    options?: {
      configuration?: Partial<JudgeConfiguration>;
      signal?: AbortSignal;
      onEvent?: (event: JudgeEvent) => void;
    },
  ): Promise<JudgeRun & { progress: JudgeProgress[] }>;
  close(): Promise<void>;
}

/** An engine with a data folder and a judge server of its own. */
export async function openJudging(): Promise<Judging> {
  const folder = await mkdtemp(join(tmpdir(), 'gnomon-judge-'));
  process.env['GNOMON_DATA_DIR'] = join(folder, 'data');
  const server = await startJudgeServer();
  const engine = new GnomonEngine();
  const clock = quickClock();
  const judge = new JudgeService(engine, fileSecretStore(), clock);
  await judge.setPrices(PRICES);
  return {
    folder,
    server,
    engine,
    judge,
    clock,
    async workspace(name, log) {
      const file = join(folder, `${name}.jsonl`);
      await writeFile(file, log);
      const { path } = await engine.importLogs({ paths: [file], workspace: join(folder, name) });
      return path;
    },
    async run(path, settings = {}, { configuration = {}, signal, onEvent } = {}) {
      const progress: JudgeProgress[] = [];
      const request = requestOf(server, settings, configuration);
      const run = await judge.run(path, request, {
        ...(signal && { signal }),
        onEvent(event) {
          if (event.type === 'progress') progress.push(event.progress);
          onEvent?.(event);
        },
      });
      return { ...run, progress };
    },
    async close() {
      await judge.runs.close();
      await engine.close();
      await server.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export function requestOf(
  server: Server,
  settings: Partial<JudgeRunSettings> = {},
  configuration: Partial<JudgeConfiguration> = {},
): JudgeRunRequest {
  const provider = configuration.provider ?? 'openai';
  const baseUrl = provider === 'openai' ? `${server.url}/v1` : server.url;
  return { configuration: { model: 'fake-judge', baseUrl, ...configuration, provider }, settings };
}

/** A log of pairs whose outputs all differ; `edit` changes a record. */
export function logOf(
  pairs: number,
  edit: (record: Record<string, unknown>, i: number) => void = () => {},
): string {
  return Array.from({ length: pairs }, (_, i) => {
    const record: Record<string, unknown> = {
      request_id: `r${i}`,
      prompt: `Question ${i}?`,
      prod: { response: `production says ${i}`, latency_ms: 10 },
      shadow: { response: `the shadow says ${i}`, latency_ms: 10 },
      tags: { route: i % 3 === 0 ? 'chat' : 'search' },
    };
    edit(record, i);
    return JSON.stringify(record);
  }).join('\n');
}

/** Lines of a workspace's journal. */
export async function journalOf(path: string): Promise<JudgeEntry[]> {
  const file = join(path, 'judgements.jsonl');
  if (!existsSync(file)) return [];
  const lines = (await readFile(file, 'utf8')).split('\n').filter(Boolean);
  return lines.flatMap((line) => {
    try {
      return [JSON.parse(line) as JudgeEntry];
    } catch {
      return [];
    }
  });
}

export async function gamesOf(path: string): Promise<Judgement[]> {
  return (await journalOf(path)).filter((entry) => entry.kind === 'judgement');
}

/** The question a call to the server was about, with the order. */
export function askedOf(server: Server): string[] {
  return server.state.calls.map(({ question }) => (question.messages.at(-1) as { content: string }).content);
}
