import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { DEFAULT_PRICES } from '@core/judge/prices';
import { AppError } from '@core/model/app-error';
import { type JudgePriceTable, PriceTableSchema } from '@core/model/judge-run';
import type { SecretStore } from '@core/ports/secret-store';
import { fileSecrets, type Sealer } from '../../adapters/judge/file-secrets';
import { realDisk } from '../../adapters/workspace/disk';
import { isMissing } from '../../adapters/workspace/is-missing';
import { dataFolder } from '../data-folder';

const ConsentSchema = v.record(v.string(), v.number());

/** The user's table of prices, or the one that is shipped. @throws AppError('bad-data') when the file can't be read */
export async function readPrices(): Promise<JudgePriceTable> {
  const path = pricesFile();
  const json = await readJson(path);
  if (json === undefined) return DEFAULT_PRICES;
  const parsed = v.safeParse(PriceTableSchema, json);
  if (parsed.success) return parsed.output;
  const [issue] = parsed.issues;
  throw new AppError('bad-data', {
    message: `The table of prices can not be read: ${v.getDotPath(issue) ?? 'file'} ${issue.message}.`,
    where: path,
    remedy: 'correct the file, or delete it to start from the prices that are shipped',
  });
}

export async function writePrices(table: JudgePriceTable): Promise<void> {
  await writeJson(pricesFile(), table);
}

/** Address → when the user agreed that prompts are sent there, ms since 1970 UTC. */
export async function readConsent(): Promise<Record<string, number>> {
  const parsed = v.safeParse(ConsentSchema, await readJson(consentFile()).catch(() => ({})));
  return parsed.success ? parsed.output : {};
}

export async function giveConsent(destination: string): Promise<void> {
  await writeJson(consentFile(), { ...(await readConsent()), [destination]: Date.now() });
}

/**
 * Keys in a file of the data folder, those that are sealed in one of their own.
 * @param sealer of the operating system, where there is one; keys that were stored without it are still found
 */
export function fileSecretStore(sealer: Sealer | null = null): SecretStore {
  const plain = fileSecrets(join(dataFolder(), 'judge-secrets.json'), null);
  if (sealer === null) return plain;
  const sealed = fileSecrets(join(dataFolder(), 'judge-secrets.sealed.json'), sealer);
  return {
    kind: 'os-keychain',
    read: async (name) => (await sealed.read(name)) ?? plain.read(name),
    async write(name, secret) {
      await sealed.write(name, secret);
      if ((await plain.read(name)) !== null) await plain.write(name, null);
    },
  };
}

function pricesFile(): string {
  return join(dataFolder(), 'judge-prices.json');
}

function consentFile(): string {
  return join(dataFolder(), 'judge-consent.json');
}

async function readJson(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch (error) {
    if (isMissing(error)) return undefined;
    if (!(error instanceof SyntaxError)) throw error;
    throw new AppError('bad-data', {
      message: `The file is no JSON: ${error.message}.`,
      where: path,
      remedy: 'correct the file, or delete it',
    });
  }
}

async function writeJson(path: string, value: unknown): Promise<void> {
  await realDisk.writeAtomically(path, new TextEncoder().encode(`${JSON.stringify(value, null, 2)}\n`));
}
