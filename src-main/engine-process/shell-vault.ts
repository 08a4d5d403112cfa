import * as v from 'valibot';
import type { Sealer } from '../adapters/judge/file-secrets';
import { VaultAnswerSchema, type VaultQuestion } from './vault-messages';

/** The shell does not answer: its keychain asks the user for a password, or is gone. */
const TIMEOUT_MS = 60_000;

interface Shell {
  on(event: 'message', listener: (message: { data: unknown }) => void): unknown;
  postMessage(message: unknown): void;
}

/** The operating system's keychain, asked through the shell; null where it has none that protects anything. */
export async function openShellVault(shell: Shell): Promise<Sealer | null> {
  const waiting = new Map<number, (text: string | null) => void>();
  let last = 0;
  shell.on('message', ({ data }) => {
    const answer = v.safeParse(VaultAnswerSchema, data);
    if (answer.success) waiting.get(answer.output.vault)?.(answer.output.text);
  });
  async function ask(operation: VaultQuestion['operation'], text: string): Promise<string | null> {
    const vault = ++last;
    const answer = await new Promise<string | null>((resolve) => {
      const timer = setTimeout(() => resolve(null), TIMEOUT_MS);
      waiting.set(vault, (result) => {
        clearTimeout(timer);
        resolve(result);
      });
      shell.postMessage({ vault, operation, text } satisfies VaultQuestion);
    });
    waiting.delete(vault);
    return answer;
  }
  async function done(operation: 'seal' | 'open', text: string): Promise<string> {
    const result = await ask(operation, text);
    if (result === null) throw new Error(`The keychain could not ${operation} a key.`);
    return result;
  }
  if ((await ask('available', '')) !== 'yes') return null;
  return { seal: (text) => done('seal', text), open: (sealed) => done('open', sealed) };
}
