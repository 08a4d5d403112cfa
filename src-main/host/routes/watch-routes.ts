import { basename } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Hono } from 'hono';
import type { CaptureInfo, FollowEvent, WatchInfo } from '@core/model/api/watch';
import { AppError } from '@core/model/app-error';
import { totalCounts } from '@core/model/capture-coverage';
import { followLogs, type FollowStep } from '../../engine/follow-logs';
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
    const { logs, missing } = await logsToFollow(workspace);
    return json({
      logs: logs.map((log) => basename(log)),
      missing,
      folder: workspace,
      state: await watchedSoFar(workspace),
      captures: await capturesOf(logs),
    } satisfies WatchInfo);
  });

  api.post('/workspaces/:id/follow', async (context) => {
    const workspace = await workspacePath(engine, context.req.param('id'));
    return ndjson<FollowEvent>(context.req.raw.signal, async (send, signal) => {
      try {
        const { logs } = await logsToFollow(workspace);
        if (logs.length === 0) throw nothingToFollow(workspace);
        const follower = followLogs(engine, { paths: logs, workspace });
        let grewAt: number | null = null;
        for (; !signal.aborted; await pause(LOOK_EVERY_MS, undefined, { signal })) {
          const { pairs, rejected, events } = await follower.step(signal).catch(waitForLock);
          const { plan } = await readPlanState(workspace);
          const { fresh, ...state } = await watchWorkspace(engine, { workspace, plan, logs });
          const at = Date.now();
          if (pairs > 0) grewAt = at;
          const captures = await capturesOf(logs);
          send({
            type: 'step',
            added: pairs,
            rejected,
            grewAt,
            logEvents: events,
            at,
            state,
            captures,
            fresh,
          });
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
function waitForLock(error: unknown): Pick<FollowStep, 'pairs' | 'rejected' | 'events'> {
  if (error instanceof AppError && error.kind === 'locked') return { pairs: 0, rejected: 0, events: [] };
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
