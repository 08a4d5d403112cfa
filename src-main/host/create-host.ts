import { Hono } from 'hono';
import type { LogRef } from '@core/model/api';
import { AppError } from '@core/model/app-error';
import type { SecretStore } from '@core/ports/secret-store';
import { JudgeService } from '../engine/judge/judge-service';
import { fileSecretStore } from '../engine/judge/judge-files';
import { GnomonEngine } from '../engine/gnomon-engine';
import { addModelFolder } from '../engine/models';
import { apiRoutes } from './api-routes';
import { errorResponse } from './error-response';
import { LogRegistry } from './log-registry';
import { onlyThisMachine, securityHeaders } from './security';
import { staticFiles } from './static-files';

export interface HostOptions {
  kind: 'electron' | 'browser';
  /** Folder of the built renderer. */
  rendererDir: string;
  /** The bundled example log. */
  exampleLog: string;
  /** Required of every API call; null in Electron, where no other page can reach the host. */
  token: string | null;
  /** Folder of the workspace to show at start. */
  workspace?: string;
  /** Logs to show at start: their workspace when there is one, else the import screen. */
  logs?: readonly string[];
  engine?: GnomonEngine;
  /** Where keys of judges are kept; left out: a file that only its owner may read. */
  secrets?: SecretStore;
}

/** The workbench's host: one fetch handler, whatever carries the requests. */
export interface Host {
  fetch(request: Request): Promise<Response>;
  /** Makes files that the user chose on this machine known to the page. */
  registerLogs(paths: readonly string[]): Promise<LogRef[]>;
  /** Makes the folder of an encoder that the user chose on this machine known. */
  addModelFolder(path: string): Promise<{ id: string }>;
  close(): Promise<void>;
}

/** Serves the page, the API and the event streams over one engine. */
export async function createHost(options: HostOptions): Promise<Host> {
  const engine = options.engine ?? new GnomonEngine();
  const judge = new JudgeService(engine, options.secrets ?? fileSecretStore());
  const logs = new LogRegistry();
  const files = await staticFiles(options.rendererDir);
  const workspace = options.workspace ?? (await workspaceOf(engine, options.logs ?? []));
  const current = workspace ? await engine.idOf(workspace) : null;
  const opening = workspace ? [] : await Promise.all((options.logs ?? []).map((path) => logs.register(path)));

  const app = new Hono();
  app.use(securityHeaders);
  if (options.token !== null) app.use(onlyThisMachine(options.token));
  app.route(
    '/api',
    apiRoutes({ engine, judge, logs, kind: options.kind, exampleLog: options.exampleLog, current, opening }),
  );
  app.on(['GET', 'HEAD'], '*', async (context) => (await files(context.req.path)) ?? context.notFound());
  app.notFound(() =>
    errorResponse(new AppError('not-found', { message: 'There is nothing at this address.' })),
  );
  app.onError((error) => errorResponse(error));

  return {
    async fetch(request) {
      try {
        return await app.fetch(request);
      } catch (error) {
        // What an aborted signal throws is whatever the server gave as its reason, and no Error.
        if (!request.signal.aborted) throw error;
        return errorResponse(new AppError('cancelled', { message: 'The request was cancelled.' }));
      }
    },
    registerLogs: (paths) => Promise.all(paths.map((path) => logs.register(path))),
    addModelFolder,
    async close() {
      await judge.runs.close();
      await logs.close();
      await engine.close();
    },
  };
}

async function workspaceOf(engine: GnomonEngine, logs: readonly string[]): Promise<string | null> {
  // A log that can't be read is reported by the import screen, which names it.
  return logs.length > 0 ? engine.existingWorkspaceOf(logs).catch(() => null) : null;
}
