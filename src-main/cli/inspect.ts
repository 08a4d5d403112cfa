import { toJson } from '@core/model/infinite-json';
import { formatBytes, formatPercent } from '@core/model/format';
import type { LogInspection } from '@core/model/import';
import type { GnomonEngine } from '../engine/gnomon-engine';
import { type LogFlags, logOptions, logPaths } from './log-options';

/** `gnomon inspect`: how the columns of logs would be read, without importing them. */
export async function inspect(
  logs: readonly string[],
  flags: LogFlags & { json?: boolean },
  engine: GnomonEngine,
): Promise<void> {
  const inspections = await engine.inspect(logPaths(logs, flags), logOptions(flags));
  const text = flags.json ? `${toJson(inspections)}\n` : inspections.map(describe).join('\n');
  process.stdout.write(text);
}

function describe({
  file,
  size,
  gzip,
  format,
  form,
  arm,
  columns,
  mapped,
  unmapped,
  sampledRecords,
}: LogInspection): string {
  const samples = new Map(columns.map((column) => [column.path, column.samples]));
  const rows = mapped.map(({ target, path, confidence, reason, unit, unitReason }) => {
    const sample = samples.get(path)?.[0];
    return [
      `  ${target} ← ${path}`,
      `${formatPercent(confidence)} sure: ${reason}`,
      unit ? `in ${unit}: ${unitReason}` : null,
      sample === undefined ? null : `e.g. ${JSON.stringify(sample.slice(0, 40))}`,
    ]
      .filter(Boolean)
      .join(' · ');
  });
  const lines = [
    `${file}: ${format}${gzip ? ', gzip' : ''}, ${formatBytes(size)}, ${form} form, ${sampledRecords} records looked at`,
    ...(arm ? [`  arm: ${arm.name} (${arm.reason})`] : []),
    ...rows,
    ...(unmapped.length > 0 ? [`  not used: ${unmapped.join(', ')}`] : []),
  ];
  return `${lines.join('\n')}\n`;
}
