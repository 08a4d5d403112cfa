import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as v from 'valibot';
import { describeAlert } from '@core/model/alert';
import { CRITERION_IDS } from '@core/model/plan';
import { type CriterionResult, VERDICT_LABEL } from '@core/model/decision';
import { formatCriterion } from '@core/model/format';
import type { Overview } from '@core/model/overview';
import { PlanSchema } from '@core/model/plan';
import { captureConfigOf } from '../capture/config-of-flags';
import { PLANTED, type PlantedTruth } from '../capture/example/planted-truth';
import { startWorld } from '../capture/example/start-world';
import { runCapture, type RunningCapture } from '../capture/run-capture';
import { analyse } from '../engine/analyse';
import { rememberLogs } from '../engine/followed-logs';
import { followLogs } from '../engine/follow-logs';
import type { GnomonEngine } from '../engine/gnomon-engine';
import { watchWorkspace } from '../engine/watch-workspace';
import { describeSimilarity } from './describe-progress';
import { interruptible } from './interruptible';
import { summary } from './summary';

/** Sent first and not mirrored: programs that have just started are no measure. */
const WARM_UP = 150;
const REQUESTS = 1300;
const PER_SECOND = 60;
const LOOK_EVERY_MS = 4000;

/** Criteria for an example of a few seconds: fewer pairs, no judge. */
const PLAN = v.parse(PlanSchema, {
  name: 'capture example',
  criteria: { coverage: { threshold: 1000 }, win_rate: { required: false }, similarity: { threshold: 0.9 } },
});

/**
 * `gnomon capture --example`: two fake models with known differences, traffic, capture, watch, verdict. Exit code 1 when the
 * verdict is not what was planted.
 */
export async function captureExample(kind: 'good' | 'bad', engine: GnomonEngine): Promise<number> {
  const truth = PLANTED[kind];
  const folder = await mkdtemp(join(tmpdir(), 'gnomon-example-'));
  const log = join(folder, 'log.jsonl');
  const workspace = join(folder, 'workspace');
  const world = await startWorld(kind);
  const say = (text: string): void => void process.stdout.write(`${text}\n`);
  const startCapture = (): Promise<RunningCapture> =>
    runCapture(
      captureConfigOf(
        {
          prod: world.prod,
          shadow: world.shadow,
          out: log,
          shadowModel: truth.shadow.name,
          reruns: '10%',
          port: '0',
          adminPort: '0',
        },
        {
          warmup: { requests: WARM_UP - 40 },
          phases: [{ rate: 0.25, until: { settled: 50 } }, { rate: 1 }],
          shadow: { concurrency: 256, timeout: '10s', prices: { input: 0.5, output: 2 } },
          log: { sync: '500ms' },
        },
      ),
      { onNotice: (text) => say(`  ${text}`) },
    );
  const running = await startCapture().catch(async (error: unknown) => {
    await world.close();
    throw error;
  });
  say(
    `Production ${world.prod} (${truth.prod.name}) · shadow ${world.shadow} (${truth.shadow.name}) · capture ${running.url}`,
  );
  say(`${REQUESTS} requests at ${PER_SECOND} a second; the log grows in ${log} and is watched meanwhile.`);
  try {
    return await interruptible(async ({ show, signal }) => {
      const follower = followLogs(engine, { paths: [log], workspace });
      const look = async (): Promise<void> => {
        const { pairs } = await follower.step(signal);
        if (pairs === 0) return;
        for (const alert of (await watchWorkspace(engine, { workspace, plan: PLAN, logs: [log] })).fresh)
          say(`  ${alert.kind === 'alert' ? '■ ALERT' : '● CLEAR'} ${describeAlert(alert)}`);
      };
      await world.send({ url: running.url, requests: WARM_UP, perSecond: PER_SECOND });
      await new Promise((resolve) => setTimeout(resolve, 1000));
      await look();
      let sent = false;
      const traffic = world
        .send({ url: running.url, requests: REQUESTS, perSecond: PER_SECOND })
        .finally(() => (sent = true));
      while (!sent && !signal.aborted) {
        await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
        show(`${running.recorder.status.totals.logged} pairs logged`);
        if (!sent) await look();
      }
      await traffic;
      await running.stop();
      await look();
      await engine.measureSimilarity(workspace, {
        plan: PLAN,
        untilDecided: true,
        onProgress: (progress) => show(describeSimilarity(progress)),
        signal,
      });
      await rememberLogs(workspace, [log]);
      const overview = await analyse(engine, workspace, { plan: PLAN, by: 'gnomon capture --example' });
      say('');
      say(summary(overview));
      return compare(overview, truth, say) ? 0 : 1;
    });
  } finally {
    await running.stop();
    await world.close();
    say(`Open it: gnomon serve --workspace ${workspace} --open`);
  }
}

/** Prints what was planted beside what was found. True when they agree. */
function compare({ decision }: Overview, truth: PlantedTruth, say: (text: string) => void): boolean {
  const ratio = truth.shadow.medianMs / truth.prod.medianMs;
  const planted: Readonly<Record<string, number>> = {
    latency_p95_ratio: ratio,
    error_rate: truth.shadow.errorRate - truth.prod.errorRate,
  };
  say('Planted against found:');
  let agree = decision.verdict === truth.verdict;
  for (const id of CRITERION_IDS) {
    const result = decision.criteria.find((criterion) => criterion.id === id);
    if (id === 'win_rate' || !result) continue;
    const expected = truth.criteria[id];
    agree &&= result.verdict === expected;
    say(
      `  ${mark(result.verdict === expected)} ${result.label}: ${expected}${planted[id] === undefined ? '' : ` at ${formatCriterion(id, planted[id])}`} · found ${found(result)}`,
    );
  }
  say(
    `  ${mark(decision.verdict === truth.verdict)} Verdict: ${VERDICT_LABEL[truth.verdict]} · found ${VERDICT_LABEL[decision.verdict]}`,
  );
  return agree;
}

function found({ id, estimate, lower, upper, threshold, verdict }: CriterionResult): string {
  const figure = (value: number | null): string => formatCriterion(id, value, threshold);
  return `${VERDICT_LABEL[verdict]} at ${figure(estimate)} (${figure(lower)} … ${figure(upper)})`;
}

function mark(holds: boolean): string {
  return holds ? '✓' : '✗';
}
