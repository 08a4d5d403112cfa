import { parentPort } from 'node:worker_threads';
import { embedTexts } from './embed-texts';
import { type Infer, loadModel } from './load-model';
import type { EmbedderReply, EmbedderRequest } from './messages';
import { plainError } from './plain-error';
import { startTokenizer, type TokenizerThread } from './start-tokenizer';

/** The embedding engine: one model, one inference at a time, in a process or thread of its own (see engine-carrier). */
let loaded: { tokenizer: TokenizerThread; infer: Promise<Infer> } | null = null;
let dimensions = 0;
let cancelled = 0;

(parentPort ?? process).on('message', (request: EmbedderRequest) => {
  if (request.kind === 'load') {
    dimensions = request.model.identity.dimensions;
    const tokenizer = startTokenizer(request.model);
    const infer = loadModel(request.model, { threads: request.threads, frame: tokenizer.frame });
    // Told in the reply to the first texts.
    infer.catch(() => {});
    loaded = { tokenizer, infer };
  } else if (request.kind === 'cancel') cancelled = request.id;
  else void embed(request);
});
process.on('disconnect', () => process.exit());
// Ctrl-C in a terminal reaches this process too; the parent decides what becomes of it.
process.on('SIGINT', () => {});

async function embed({ id, texts }: { id: number; texts: readonly string[] }): Promise<void> {
  try {
    const { tokenizer, infer } = loaded!;
    const { before, after } = await tokenizer.frame;
    const vectors = await embedTexts(texts, {
      infer: await infer,
      overhead: before.length + after.length,
      split: tokenizer.split,
      dimensions,
      isCancelled: () => cancelled === id,
    });
    reply({ kind: 'vectors', id, vectors });
  } catch (error) {
    reply({ kind: 'failed', id, error: plainError(error) });
  }
}

function reply(message: EmbedderReply): void {
  if (parentPort) parentPort.postMessage(message);
  else process.send!(message);
}
