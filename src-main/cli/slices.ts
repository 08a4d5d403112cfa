import { toJson } from '@core/model/infinite-json';
import { resolve } from 'node:path';
import { formatCount, formatCriterion } from '@core/model/format';
import { sliceWarnings } from '@core/model/slice-words';
import type { SliceReport, SliceRow } from '@core/model/slices';
import { board } from '../engine/board';
import type { GnomonEngine } from '../engine/gnomon-engine';

export interface SlicesFlags {
  json?: boolean;
  limit: string;
}

const SHORT = {
  latency_p95_ratio: 'P95 ratio',
  error_rate: 'errors',
  win_rate: 'win rate',
  similarity: 'similarity',
} as const;

/** `gnomon slices`: where the shadow is worst, with alarms that hold over all slices together. */
export async function slicesCommand(
  workspace: string,
  flags: SlicesFlags,
  engine: GnomonEngine,
): Promise<void> {
  const { slices } = await board(engine, resolve(workspace), 'gnomon slices');
  const limit = Math.max(1, Number(flags.limit) || 20);
  process.stdout.write(flags.json ? `${toJson(slices)}\n` : describe(slices, limit));
}

function describe(report: SliceReport, limit: number): string {
  const { rows, worst, tests, q, sampleRatio, tooSmall, minPairs } = report;
  const label = Math.max(5, ...rows.slice(0, limit).map((row) => row.label.length));
  const lines = rows.slice(0, limit).map((row) => line(row, label));
  return [
    worst ? `Worst: ${worst.words}.` : 'No slice raises an alarm.',
    `${formatCount(tests)} tests in ${formatCount(rows.length)} slices, false discoveries at most ${q * 100} %; ${formatCount(tooSmall)} slices have fewer than ${minPairs} pairs.`,
    '',
    ...lines,
    ...(rows.length > limit ? [`… and ${formatCount(rows.length - limit)} more (--limit)`] : []),
    ...sliceWarnings(report).map(({ title, words }) => `! ${title}. ${words}`),
    ...(sampleRatio !== null && !sampleRatio.alarm ? [sampleRatio.words] : []),
    '',
  ].join('\n');
}

function line({ label, pairs, figures }: SliceRow, width: number): string {
  const shown = figures
    .filter(({ estimate }) => estimate !== null)
    .map(
      ({ criterion, estimate, alarm }) =>
        `${SHORT[criterion]} ${formatCriterion(criterion, estimate)}${alarm ? ' ■' : ''}`,
    );
  return `${label.padEnd(width)}  ${formatCount(pairs).padStart(9)}  ${shown.join('  ')}`;
}
