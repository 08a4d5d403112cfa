import { Problem } from './api/problem';

/** Asks for a model folder in the system's dialog, which only the desktop shell has. Throws Problem. */
export async function pickModelFolder(): Promise<void> {
  try {
    await window.gnomon?.pickModelFolder();
  } catch (error) {
    throw new Problem('bad-data', { message: error instanceof Error ? error.message : String(error) });
  }
}
