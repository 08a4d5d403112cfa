import { safeStorage, type UtilityProcess } from 'electron';
import * as v from 'valibot';
import { type VaultAnswer, type VaultQuestion, VaultQuestionSchema } from '../engine-process/vault-messages';

/** Seals and opens keys for the engine's process with the operating system's keychain. */
export function answerVault(child: UtilityProcess): void {
  child.on('message', (message: unknown) => {
    const question = v.safeParse(VaultQuestionSchema, message);
    if (!question.success) return;
    const { vault } = question.output;
    void answer(question.output)
      .catch(() => null)
      .then((text) => child.postMessage({ vault, text } satisfies VaultAnswer));
  });
}

async function answer({ operation, text }: VaultQuestion): Promise<string | null> {
  if (!(await protects())) return null;
  switch (operation) {
    case 'available':
      return 'yes';
    case 'seal':
      return (await safeStorage.encryptStringAsync(text)).toString('base64');
    case 'open':
      return (await safeStorage.decryptStringAsync(Buffer.from(text, 'base64'))).result;
  }
}

/** On Linux without a keyring Electron would encrypt with a password that stands in its source: that protects nothing. */
async function protects(): Promise<boolean> {
  if (!(await safeStorage.isAsyncEncryptionAvailable())) return false;
  return process.platform !== 'linux' || safeStorage.getSelectedStorageBackend() !== 'basic_text';
}
