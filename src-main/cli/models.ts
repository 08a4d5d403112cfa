import { createInterface } from 'node:readline/promises';
import { AppError } from '@core/model/app-error';
import { type EncoderEntry, encoderSize } from '@core/model/encoder-catalogue';
import type { ModelEntry } from '@core/model/api/models';
import { formatBytes } from '@core/model/format';
import { addModelFolder, downloadableModel, fetchModel, listModels, removeModel } from '../engine/models';
import { interruptible } from './interruptible';

export interface ModelsFlags {
  download?: string;
  add?: string;
  remove?: string;
  yes?: boolean;
}

/** `gnomon models`: lists the encoders that are known, downloads one after asking, makes a folder known, forgets one. */
export async function models({ download, add, remove, yes = false }: ModelsFlags): Promise<void> {
  if (add !== undefined) await addModelFolder(add);
  if (remove !== undefined) await removeModel(remove);
  if (download !== undefined) return fetchAfterAsking(downloadableModel(download), yes);
  const list = await listModels();
  process.stdout.write(`${list.models.map(describe).join('\n')}\n`);
}

async function fetchAfterAsking(entry: EncoderEntry, yes: boolean): Promise<void> {
  if (!yes && !(await agreed(entry))) {
    process.stdout.write('Nothing was downloaded.\n');
    return;
  }
  const path = await interruptible(({ show, signal }) =>
    fetchModel(entry, {
      signal,
      onProgress: ({ bytes, total, bytesPerSecond }) =>
        show(
          `downloading ${entry.id}: ${formatBytes(bytes)} of ${formatBytes(total)}` +
            (bytesPerSecond === null ? '' : `, ${formatBytes(bytesPerSecond)}/s`),
        ),
    }),
  );
  process.stdout.write(`${entry.id} is in ${path}\nUse it with: gnomon similarity LOG --model ${entry.id}\n`);
}

function describe({
  id,
  label,
  note,
  origin,
  state,
  size,
  languages,
  licence,
  path,
  problem,
}: ModelEntry): string {
  const told: Readonly<Record<ModelEntry['state'], string>> = {
    ready: origin === 'bundled' ? 'bundled' : origin === 'folder' ? `folder ${path}` : 'downloaded',
    partial: `download begun, about ${formatBytes(size)}`,
    absent: `to download, about ${formatBytes(size)}`,
    missing: `can not be used: ${problem?.message ?? ''} (${path})`,
  };
  return [
    id,
    note === '' ? label : `${label} (${note})`,
    languages.join(', ') || 'languages unknown',
    licence ?? 'licence unknown',
    told[state],
  ].join(' · ');
}

async function agreed(entry: EncoderEntry): Promise<boolean> {
  if (!process.stdin.isTTY)
    throw new AppError('usage', {
      message: 'A download needs your consent.',
      remedy: 'add --yes where no terminal can ask',
    });
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await terminal.question(
    `Download ${entry.id} (about ${formatBytes(encoderSize(entry))}, ${entry.licence}) from huggingface.co? Nothing of your logs is sent. [y/N] `,
  );
  terminal.close();
  return /^y(es)?$/i.test(answer.trim());
}
