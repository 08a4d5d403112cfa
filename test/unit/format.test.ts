import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  formatBytes,
  formatCount,
  formatCriterion,
  formatDayRange,
  formatDuration,
  formatFigure,
  formatLatency,
  formatLevel,
  formatMoment,
  formatPercent,
  formatPoints,
  formatRatio,
  formatSimilarity,
  formatUsd,
} from '@core/model/format';

const utc = (text: string) => Date.parse(`${text}Z`);

describe('what is not measured', () => {
  // Bug caught: a missing figure shown as 0, NaN or "null", which reads as a measurement.
  test.each([null, Number.NaN, Number.POSITIVE_INFINITY])('%s is a dash in every format', (value) => {
    const formats = [
      formatBytes,
      formatCount,
      formatDuration,
      formatFigure,
      formatLatency,
      formatMoment,
      formatPercent,
      formatPoints,
      formatRatio,
      formatSimilarity,
      formatUsd,
    ];
    expect(formats.map((format) => format(value))).toEqual(formats.map(() => '—'));
    // A bound without a limit is known to have none.
    expect(formatCriterion('similarity', value)).toBe(value === Infinity ? '∞' : '—');
    expect(formatDayRange(value, value)).toBe('—');
  });
});

// Bug caught: rounding that jumps over the next unit ("1,000 kB", "60 s", "10,000 ms", "1 min 60 s").
test.each([
  [formatCount, 12400, '12,400'],
  [formatCount, -0.2, '0'],
  [formatLatency, 0.4231, '0.42 ms'],
  [formatLatency, 1203.6, '1,204 ms'],
  [formatLatency, 9999.4, '9,999 ms'],
  [formatLatency, 9999.6, '10.0 s'],
  [formatLatency, 12_430, '12.4 s'],
  [formatDuration, 2_400, '2.4 s'],
  [formatDuration, 25_300, '25 s'],
  [formatDuration, 59_700, '1 min'],
  [formatDuration, 200_000, '3 min 20 s'],
  [formatDuration, 3_599_800, '1 h'],
  [formatDuration, 7_500_000, '2 h 5 min'],
  [formatDuration, 86_399_000, '1 d'],
  [formatDuration, 273_600_000, '3 d 4 h'],
  [formatPercent, 0.0031, '0.31 %'],
  [formatPercent, 0.531, '53.1 %'],
  [formatPercent, 0, '0 %'],
  [formatPercent, 1, '100 %'],
  [formatPercent, 0.09999, '10.0 %'],
  [formatPercent, 0.99973, '99.97 %'],
  [formatLevel, 0.95, '95 %'],
  [formatLevel, 0.975, '97.5 %'],
  [formatPoints, 0.00314, '+0.31 pp'],
  [formatPoints, -0.0012, '−0.12 pp'],
  [formatPoints, 0, '0 pp'],
  [formatRatio, 1.138, '1.14×'],
  [formatSimilarity, 0.96204, '0.962'],
  [formatUsd, 0.0021, '$0.0021'],
  [formatUsd, 0.41213, '$0.412'],
  [formatUsd, 31.254, '$31.25'],
  [formatUsd, 12_400, '$12,400'],
  [formatUsd, -3.2, '−$3.20'],
  [formatUsd, 0, '$0'],
  [formatBytes, 512, '512 B'],
  [formatBytes, 34_200, '34 kB'],
  [formatBytes, 999_600, '1.0 MB'],
  [formatBytes, 1_240_000_000, '1.2 GB'],
  [formatFigure, 412, '412'],
  [formatFigure, 38.512, '38.5'],
  [formatFigure, 0.01824, '0.0182'],
  [formatMoment, utc('2026-03-14T08:05:59'), '14 Mar 2026, 08:05 UTC'],
] as const)('%o(%s) is %s', (format, value, text) => {
  expect((format as (value: number) => string)(value)).toBe(text);
});

// Bug caught: days taken in the local time zone, so that the same log shows different dates on two machines.
test.each([
  ['2026-03-14T00:00', '2026-03-14T23:59', '14 Mar 2026'],
  ['2026-03-01T00:00', '2026-03-14T23:59', '1–14 Mar 2026'],
  ['2026-02-28T00:00', '2026-03-03T00:00', '28 Feb – 3 Mar 2026'],
  ['2025-12-28T00:00', '2026-01-03T00:00', '28 Dec 2025 – 3 Jan 2026'],
])('the days from %s to %s are %s', (first, last, text) => {
  expect(formatDayRange(utc(first), utc(last))).toBe(text);
});

describe('shares', () => {
  // Bug caught: 3 failures of a million shown as "0 %", or one mismatch of a million as "100 %".
  test('a share strictly between none and all never reads as none or all', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-9, max: 1 - 1e-9, noNaN: true }), (share) => {
        expect(['0 %', '0.00 %', '100 %', '100.0 %', '100.00 %']).not.toContain(formatPercent(share));
      }),
    );
  });
});

describe('a criterion beside its threshold', () => {
  test.each([
    ['latency_p95_ratio', 1.138, 1.2, '1.14×'],
    ['error_rate', -0.0008, 0, '−0.08 pp'],
    ['win_rate', 0.5312, 0.5, '53.1 %'],
    ['similarity', 0.9621, 0.95, '0.962'],
    ['coverage', 12_034, 10_000, '12,034'],
  ] as const)('%s', (id, value, threshold, text) => {
    expect(formatCriterion(id, value, threshold)).toBe(text);
  });

  // Bug caught: a ratio of 1.1996 shown as 1.20× beside "< 1.20×" with the verdict GO.
  test('shows more decimals where rounding would hide the side of the threshold', () => {
    expect(formatCriterion('latency_p95_ratio', 1.1996, 1.2)).toBe('1.1996×');
    expect(formatCriterion('similarity', 0.94997, 0.95)).toBe('0.94997');
    expect(formatCriterion('latency_p95_ratio', 1.2, 1.2)).toBe('1.20×');
  });
});
