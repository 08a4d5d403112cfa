import { parentPort, workerData } from 'node:worker_threads';
import { splitWindows } from '@core/embed/split-windows';
import { loadTokenizer, type LoadedTokenizer } from './load-tokenizer';
import type { ModelFolder } from './model-folder';
import { plainError } from './plain-error';
import type { TextWindows, TokenizerReply, TokenizerRequest } from './tokenizer-messages';

/** Tokenises in a thread of its own, beside inference, which blocks the thread that it runs on. */
const port = parentPort!;
const reply = (message: TokenizerReply, transfer: ArrayBuffer[] = []): void =>
  port.postMessage(message, transfer);

const loading = loadTokenizer(workerData as ModelFolder);
loading.then(
  ({ frame }) => reply({ kind: 'loaded', frame }),
  (error: unknown) => reply({ kind: 'failed', error: plainError(error) }),
);

port.on('message', ({ id, texts }: TokenizerRequest) => {
  void loading
    .then((tokenizer) => {
      const windows = windowsOf(tokenizer, texts);
      const { ids, lengths, texts: owners } = windows;
      reply(
        { kind: 'windows', id, windows },
        [ids, lengths, owners].map(({ buffer }) => buffer as ArrayBuffer),
      );
    })
    .catch((error: unknown) => reply({ kind: 'failed', error: plainError(error) }));
});

function windowsOf(tokenizer: LoadedTokenizer, texts: readonly string[]): TextWindows {
  const windows = texts.flatMap((text, owner) =>
    splitWindows(wellFormed(text), tokenizer).map((ids) => ({ owner, ids })),
  );
  return {
    ids: Int32Array.from(windows.flatMap(({ ids }) => ids)),
    lengths: Int32Array.from(windows, ({ ids }) => ids.length),
    texts: Int32Array.from(windows, ({ owner }) => owner),
  };
}

/** Half characters, which no encoding of Unicode holds, become U+FFFD. */
function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\uFFFD');
}
