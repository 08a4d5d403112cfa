import { fileURLToPath } from 'node:url';

/** Paths of what is shipped, seen from the bundle in out/main. */
export const rendererDir = fileURLToPath(new URL('../renderer', import.meta.url));
export const exampleLog = fileURLToPath(
  new URL('../../resources/example/support-assistant.jsonl.gz', import.meta.url),
);
/** Folder with the bundled encoders. */
export const bundledModels = fileURLToPath(new URL('../../resources/encoder', import.meta.url));
