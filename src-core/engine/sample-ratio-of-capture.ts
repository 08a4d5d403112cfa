import type { CaptureCoverage } from '../model/capture-coverage';
import { formatCount, formatP, formatPercent } from '../model/format';
import type { SampleRatio } from '../model/slices';
import { SAMPLE_RATIO_ALARM, sampleRatioEValue, sampleRatioTest } from '../stats/sample-ratio';

/**
 * Whether the logged requests of each route are as many as its eligible traffic and the sampling rate ask for. Load
 * shedding by load or length is the usual reason when they are not. Null without a capture's counts.
 */
export function sampleRatio(coverage: readonly CaptureCoverage[]): SampleRatio | null {
  const routes = new Map<string, { eligible: number; sampled: number; expected: number }>();
  for (const { windows } of coverage)
    for (const { route, rate, counts } of windows) {
      const row = routes.get(route) ?? { eligible: 0, sampled: 0, expected: 0 };
      row.eligible += counts.eligible;
      row.sampled += counts.logged;
      row.expected += counts.eligible * rate;
      routes.set(route, row);
    }
  const rows = [...routes].map(([value, row]) => ({ value, ...row }));
  const sampled = rows.reduce((sum, row) => sum + row.sampled, 0);
  const expected = rows.reduce((sum, row) => sum + row.expected, 0);
  if (sampled === 0 || expected === 0) return null;
  const counts = rows.map((row) => row.sampled);
  const shares = rows.map((row) => row.expected);
  const { statistic, p } = sampleRatioTest(counts, shares);
  const eValue = rows.length > 1 ? sampleRatioEValue(counts, shares) : 0;
  const alarm = p < SAMPLE_RATIO_ALARM || eValue >= 1 / SAMPLE_RATIO_ALARM;
  const lost = Math.max(0, 1 - sampled / expected);
  return {
    column: 'route',
    eligible: rows.reduce((sum, row) => sum + row.eligible, 0),
    sampled,
    chi2: statistic,
    p,
    eValue,
    alarm,
    rows: rows.map((row) => ({ ...row, expected: (row.expected / expected) * sampled })),
    words: alarm
      ? `Routes are logged in other proportions than they were eligible (${formatP(p)}); ${formatPercent(lost)} of what should have been sampled is missing. Load that had no room is the usual reason: give the capture more, and start a new log.`
      : `${formatCount(sampled)} logged requests fit the eligible traffic of ${rows.length} ${rows.length === 1 ? 'route' : 'routes'}; ${formatPercent(lost)} of what should have been sampled is missing.`,
  };
}
