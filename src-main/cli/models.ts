import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { AppError } from '@core/model/app-error';
import { encoderEntry, type EncoderEntry, ENCODERS } from '@core/model/encoder-catalogue';
import { formatBytes } from '@core/model/format';
import { downloadModel } from '../adapters/embedder/download-model';
import { modelsFolder } from '../engine/data-folder';
import { interruptible } from './interruptible';

export interface ModelsFlags {
  download?: string;
  yes?: boolean;
}

/** `gnomon models`: lists the encoders that are known, or downloads one after asking. */
export async function models({ download, yes = false }: ModelsFlags): Promise<void> {
  if (download === undefined) {
    process.stdout.write(`${ENCODERS.map(describe).join('\n')}\n`);
    return;
  }
  const entry = encoderEntry(download);
  if (!entry || entry.bundled)
    throw new AppError('usage', {
      message: entry ? `${entry.id} is bundled.` : `There is no model named ${download}.`,
      remedy: `choose one of ${ENCODERS.filter(({ bundled }) => !bundled)
        .map(({ id }) => id)
        .join(', ')}`,
    });
  if (!yes && !(await agreed(entry))) {
    process.stdout.write('Nothing was downloaded.\n');
    return;
  }
  const path = await interruptible(({ show, signal }) =>
    downloadModel(entry, {
      modelsDir: modelsFolder(),
      signal,
      onProgress: ({ bytes, total }) =>
        show(
          `downloading ${entry.id}: ${formatBytes(bytes)}${total === null ? '' : ` of ${formatBytes(total)}`}`,
        ),
    }),
  );
  process.stdout.write(`${entry.id} is in ${path}\nUse it with: gnomon similarity LOG --model ${entry.id}\n`);
}

function describe(entry: EncoderEntry): string {
  const there = entry.bundled || existsSync(join(modelsFolder(), entry.id));
  const state = entry.bundled
    ? 'bundled'
    : there
      ? 'downloaded'
      : `to download, about ${formatBytes(sizeOf(entry))}`;
  return `${entry.id} · ${entry.label} · ${entry.languages} · ${entry.licence} · ${state}`;
}

async function agreed(entry: EncoderEntry): Promise<boolean> {
  if (!process.stdin.isTTY)
    throw new AppError('usage', {
      message: 'A download needs your consent.',
      remedy: 'add --yes where no terminal can ask',
    });
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await terminal.question(
    `Download ${entry.id} (about ${formatBytes(sizeOf(entry))}, ${entry.licence}) from huggingface.co? Nothing of your logs is sent. [y/N] `,
  );
  terminal.close();
  return /^y(es)?$/i.test(answer.trim());
}

function sizeOf({ files }: EncoderEntry): number {
  return files.reduce((sum, { size }) => sum + (size ?? 0), 0);
}
