import { AppError } from './app-error';

/** The native engine ended in the middle of a call: it is started anew by the next one, and nothing stored is lost. */
export class EmbedderCrash extends AppError {
  constructor(how: string, lastWords: string) {
    super('internal', {
      message: `The embedding engine crashed (${how}).`,
      cause: lastWords || 'the memory ran out, or a defect of the native library',
      remedy: 'run it again: what was measured is kept, and the engine starts anew',
    });
  }
}

/** What to tell of crashes that a run survived; null without any. */
export function crashWords(crashes: number): string | null {
  if (crashes === 0) return null;
  const often = crashes === 1 ? 'once' : `${crashes} times`;
  return `the engine crashed ${often} and was started anew, nothing is lost`;
}
