import { parentPort } from 'node:worker_threads';
import { AppError } from '@core/model/app-error';
import { embedTexts } from './embed-texts';
import { loadModel, type LoadedModel } from './load-model';
import type { EmbedderReply, EmbedderRequest } from './messages';

/** The embedding engine: one model, one inference at a time, in a process or thread of its own (see engine-carrier). */
let model: Promise<LoadedModel> | null = null;
let dimensions = 0;
let cancelled = 0;

(parentPort ?? process).on('message', (request: EmbedderRequest) => {
  if (request.kind === 'load') {
    dimensions = request.model.identity.dimensions;
    model = loadModel(request.model, request.threads);
    // Told in the reply to the first texts.
    model.catch(() => {});
  } else if (request.kind === 'cancel') cancelled = request.id;
  else void embed(request);
});
process.on('disconnect', () => process.exit());
// Ctrl-C in a terminal reaches this process too; the parent decides what becomes of it.
process.on('SIGINT', () => {});

async function embed({ id, texts }: { id: number; texts: readonly string[] }): Promise<void> {
  try {
    const vectors = await embedTexts(await model!, texts, {
      dimensions,
      isCancelled: () => cancelled === id,
    });
    reply({ kind: 'vectors', id, vectors });
  } catch (error) {
    reply({ kind: 'failed', id, error: asPlain(error) });
  }
}

function reply(message: EmbedderReply): void {
  if (parentPort) parentPort.postMessage(message);
  else process.send!(message);
}

function asPlain(error: unknown): Extract<EmbedderReply, { kind: 'failed' }>['error'] {
  if (error instanceof AppError) return { kind: error.kind, details: error.details };
  return {
    kind: 'internal',
    details: {
      message: 'The embedding engine failed.',
      cause: error instanceof Error ? error.message : String(error),
      remedy: 'run it again; if it fails again, choose another model',
    },
  };
}
