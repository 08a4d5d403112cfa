import { readFile } from 'node:fs/promises';
import { realDisk } from '../workspace/disk';
import { isMissing } from '../workspace/is-missing';
import type { SecretStore } from '@core/ports/secret-store';
import { guardSecret } from './hide-keys';

/** Seals secrets with a key of the operating system. */
export interface Sealer {
  seal(text: string): Promise<string>;
  /** @throws Error when it was sealed elsewhere */
  open(sealed: string): Promise<string>;
}

/**
 * Keys of providers in one file that only its owner may read, each sealed by the operating system where it can.
 * @param sealer null: there is none, so the permissions of the file are all that protects it
 */
export function fileSecrets(path: string, sealer: Sealer | null): SecretStore {
  async function readAll(): Promise<Record<string, string>> {
    try {
      const all: unknown = JSON.parse(await readFile(path, 'utf8'));
      return typeof all === 'object' && all !== null ? (all as Record<string, string>) : {};
    } catch (error) {
      if (isMissing(error) || error instanceof SyntaxError) return {};
      throw error;
    }
  }
  return {
    kind: sealer ? 'os-keychain' : 'file',
    async read(name) {
      const all = await readAll();
      const stored = Object.hasOwn(all, name) ? all[name] : undefined;
      if (typeof stored !== 'string') return null;
      // What the keychain of another machine or user has sealed is no key here.
      const secret = sealer ? await sealer.open(stored).catch(() => null) : stored;
      if (secret !== null) guardSecret(secret);
      return secret;
    },
    async write(name, secret) {
      const all = new Map(Object.entries(await readAll()));
      if (secret === null) all.delete(name);
      else {
        guardSecret(secret);
        all.set(name, sealer ? await sealer.seal(secret) : secret);
      }
      const text = `${JSON.stringify(Object.fromEntries(all), null, 2)}\n`;
      await realDisk.writeAtomically(path, new TextEncoder().encode(text), { mode: 0o600 });
    },
  };
}
