import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { styleText } from 'node:util';
import { AppError } from '@core/model/app-error';
import { formatCount, formatMoment, formatPercent, formatUsd } from '@core/model/format';
import type { RecorderStatus } from '../capture/recorder-messages';
import { captureConfigOf, type CaptureFlags } from '../capture/config-of-flags';
import { runCapture } from '../capture/run-capture';
import { progressLine } from './progress-line';

const SHOW_EVERY_MS = 1000;

/** `gnomon capture`: the proxy, until Ctrl-C. */
export async function capture(flags: CaptureFlags): Promise<void> {
  const config = captureConfigOf(flags, flags.config === undefined ? {} : await readConfig(flags.config));
  const line = progressLine();
  const onNotice = (text: string): void => {
    line.clear();
    process.stderr.write(`gnomon: ${text}\n`);
  };
  const running = await runCapture(config, { onNotice });
  process.stdout.write(
    `${[
      `Production   ${config.prod.url}  →  send your requests to ${running.url} instead`,
      `Shadow       ${config.shadow.url}${config.shadow.model === undefined ? '' : ` (${config.shadow.model})`}`,
      `Log          ${config.log.out}`,
      `Control      ${running.adminUrl}/healthz · /metrics · /status`,
      'Press Ctrl-C to stop.',
    ].join('\n')}\n`,
  );
  const timer = setInterval(() => line.show(describeCapture(running.recorder.status)), SHOW_EVERY_MS);
  await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
  clearInterval(timer);
  line.clear();
  process.stderr.write('Stopping: requests under way are finished, and the log is written.\n');
  await running.stop();
  process.stdout.write(`${describeCapture(running.recorder.status)}\n`);
}

/** A capture's state in one line. */
function describeCapture({ coverage, totals, log }: RecorderStatus): string {
  const { phase, spent, limits, stopped } = coverage;
  const parts = [
    stopped === null ? `mirroring ${formatPercent(phase.rate)}` : styled(`not mirroring: ${stopped}`),
    phase.of > 1 ? `phase ${phase.index + 1} of ${phase.of}` : null,
    `eligible ${formatCount(totals.eligible)}`,
    `sampled ${formatCount(totals.sampled)}`,
    `answered ${formatCount(totals.answered)}`,
    totals.failed + totals.timedOut > 0 ? `failed ${formatCount(totals.failed + totals.timedOut)}` : null,
    totals.shed > 0 ? `shed ${formatCount(totals.shed)}` : null,
    totals.skipped > 0 ? `skipped ${formatCount(totals.skipped)}` : null,
    `logged ${formatCount(totals.logged)}`,
    spent.usd > 0 || limits.usd !== null
      ? `${formatUsd(spent.usd)}${limits.usd === null ? '' : ` of ${formatUsd(limits.usd)}`}`
      : null,
    limits.requests === null
      ? null
      : `${formatCount(spent.requests)} of ${formatCount(limits.requests)} calls`,
    limits.until === null ? null : `until ${formatMoment(limits.until)}`,
    log.problem === null ? null : styled(`log not written: ${log.problem}`),
  ];
  return parts.filter(Boolean).join(' · ');
}

function styled(text: string): string {
  return process.stderr.isTTY && !process.env['NO_COLOR'] ? styleText('yellow', text) : text;
}

async function readConfig(path: string): Promise<Record<string, unknown>> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as Record<string, unknown>;
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    throw new AppError(
      missing ? 'not-found' : 'usage',
      {
        message: missing
          ? 'There is no such configuration.'
          : `The configuration is no valid JSON: ${(error as Error).message}.`,
        where: path,
        remedy: missing ? 'check the path' : 'correct the file',
      },
      { cause: error },
    );
  }
}
