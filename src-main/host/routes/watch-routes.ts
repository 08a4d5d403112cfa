import { basename } from 'node:path';
import { Hono } from 'hono';
import type { CaptureInfo, FollowEvent, WatchInfo } from '@core/model/api/watch';
import { AppError } from '@core/model/app-error';
import { totalCounts } from '@core/model/capture-coverage';
import { followLogs } from '../../engine/follow-logs';
import { logsToFollow } from '../../engine/followed-logs';
import type { GnomonEngine } from '../../engine/gnomon-engine';
import { readPlanState } from '../../engine/plan-state';
import { coverageOf } from '../../engine/capture-coverage';
import { watchedSoFar, watchWorkspace } from '../../engine/watch-workspace';
import { errorBody } from '../error-response';
import { ndjson } from '../ndjson';
import { workspacePath } from '../workspace-path';
import { json } from '../json';

const LOOK_EVERY_MS = 2000;

/** The endpoints that model/api/watch.ts describes. */
export function watchRoutes(engine: GnomonEngine): Hono {
  const api = new Hono();

  api.get('/workspaces/:id/watch', async (context) => {
    const workspace = await workspacePath(engine, context.req.param('id'));
    const logs = await logsToFollow(workspace);
    return json({
      logs: logs.map((log) => basename(log)),
      state: await watchedSoFar(workspace),
      captures: await capturesOf(logs),
    } satisfies WatchInfo);
  });

  api.post('/workspaces/:id/follow', async (context) => {
    const workspace = await workspacePath(engine, context.req.param('id'));
    return ndjson<FollowEvent>(context.req.raw.signal, async (send, signal) => {
      try {
        const logs = await logsToFollow(workspace);
        if (logs.length === 0) throw nothingToFollow(workspace);
        const follower = followLogs(engine, { paths: logs, workspace });
        for (; !signal.aborted; await pause(signal)) {
          const added = await follower.step(signal).then(({ pairs }) => pairs, waitForLock);
          const { plan } = await readPlanState(workspace);
          const { fresh, ...state } = await watchWorkspace(engine, { workspace, plan, logs });
          send({ type: 'step', added, at: Date.now(), state, captures: await capturesOf(logs), fresh });
        }
      } catch (error) {
        if (!signal.aborted) send({ type: 'error', error: errorBody(error) });
      }
    });
  });

  return api;
}

async function capturesOf(logs: readonly string[]): Promise<CaptureInfo[]> {
  return (await coverageOf(logs)).map(({ windows, ...rest }) => ({ ...rest, totals: totalCounts(windows) }));
}

/** Another process writes to the workspace: it is waited for. */
function waitForLock(error: unknown): number {
  if (error instanceof AppError && error.kind === 'locked') return 0;
  throw error;
}

function nothingToFollow(workspace: string): AppError {
  return new AppError('usage', {
    message: 'The logs of this workspace can not be followed.',
    where: workspace,
    cause: 'they were sent by the browser as copies, or have been moved',
    remedy: 'open the log by its path',
    commandLine: 'gnomon serve log.jsonl --open',
  });
}

function pause(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(done, LOOK_EVERY_MS);
    function done(): void {
      clearTimeout(timer);
      resolve();
    }
    signal.addEventListener('abort', done, { once: true });
  });
}
