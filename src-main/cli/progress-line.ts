import type { ImportProgress } from '@core/model/api';
import { formatBytes, formatCount, formatDuration } from '@core/model/format';

/** Without a terminal a line is printed this often, ms. */
const PLAIN_INTERVAL_MS = 5000;

/** Shows progress on stderr: one line that is rewritten on a terminal, a line now and then elsewhere. */
export function progressLine(): { show: (progress: ImportProgress) => void; clear: () => void } {
  const terminal = process.stderr.isTTY === true;
  let lastPlain = performance.now();
  let shown = false;
  return {
    show(progress) {
      if (terminal) {
        process.stderr.write(`\r\u001b[2K${describe(progress)}`);
        shown = true;
      } else if (performance.now() - lastPlain >= PLAIN_INTERVAL_MS) {
        lastPlain = performance.now();
        process.stderr.write(`${describe(progress)}\n`);
      }
    },
    clear() {
      if (shown) process.stderr.write('\r\u001b[2K');
      shown = false;
    },
  };
}

function describe({
  phase,
  bytesRead,
  bytesTotal,
  pairs,
  rejected,
  bytesPerSecond,
  secondsLeft,
}: ImportProgress): string {
  const parts = [
    `${phase}: ${formatBytes(bytesRead)} of ${formatBytes(bytesTotal)}`,
    `${formatCount(pairs)} pairs`,
    rejected > 0 ? `${formatCount(rejected)} rejected` : null,
    bytesPerSecond === null ? null : `${formatBytes(bytesPerSecond)}/s`,
    secondsLeft === null ? null : `${formatDuration(secondsLeft * 1000)} left`,
  ];
  return parts.filter(Boolean).join(' · ');
}
