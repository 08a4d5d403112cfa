import { readFileSync } from 'node:fs';
import type { CriterionResult } from '@core/model/decision';
import { criterionPlot } from '@core/plots/criterion-plot';
import { latencyPlot } from '@core/plots/latency-plot';
import { PALETTE } from '@core/plots/palette';
import { PLOT_CSS } from '@core/plots/plot-css';
import type { Plot, SvgNode } from '@core/plots/plot';
import { quantileName } from '@core/plots/quantile-axis';
import { shiftPlot } from '@core/plots/shift-plot';
import { similarityPlot } from '@core/plots/similarity-plot';
import { timelinePlots } from '@core/plots/timeline-plots';
import { toSvgString } from '@core/plots/to-svg-string';
import { describe, expect, test } from 'vitest';
import { emptyOverview, goodOverview } from '../report/fixture-overview';

const overview = goodOverview();

function byClass(plot: Plot, className: string): SvgNode[] {
  const found: SvgNode[] = [];
  const walk = (node: SvgNode | string): void => {
    if (typeof node === 'string') return;
    const classes = String(node.attrs['class'] ?? '').split(' ');
    if (className.split(' ').every((name) => classes.includes(name))) found.push(node);
    node.children.forEach(walk);
  };
  walk(plot.node);
  return found;
}

function number(node: SvgNode | undefined, attribute: string): number {
  return Number(node?.attrs[attribute]);
}

function criterion(id: CriterionResult['id'], change: Partial<CriterionResult> = {}): CriterionResult {
  const found = overview.decision.criteria.find((result) => result.id === id);
  if (found === undefined) throw new Error(id);
  return { ...found, ...change };
}

describe('criterionPlot', () => {
  test('tints the side that passes: left of the threshold for a ratio, right of it for a similarity', () => {
    const ratio = criterionPlot(criterion('latency_p95_ratio'), { width: 200 });
    const [limit] = byClass(ratio, 'threshold');
    const [tint] = byClass(ratio, 'pass-side');
    expect(number(tint, 'x') + number(tint, 'width')).toBeCloseTo(number(limit, 'x1'), 1);
    const similarity = criterionPlot(criterion('similarity'), { width: 200 });
    expect(number(byClass(similarity, 'pass-side')[0], 'x')).toBe(
      number(byClass(similarity, 'threshold')[0], 'x1'),
    );
  });

  test('puts a ratio on a log axis: 1/1.5 and 1.5 are equally far from 1', () => {
    const plot = criterionPlot(
      criterion('latency_p95_ratio', { lower: 1 / 1.5, estimate: 1, upper: 1.5, threshold: 1 }),
      { width: 300 },
    );
    const [, lower, , upper] = byClass(plot, 'interval').map((node) => number(node, 'x1'));
    const middle = number(byClass(plot, 'threshold')[0], 'x1');
    expect(middle - (lower ?? 0)).toBeCloseTo((upper ?? 0) - middle, 1);
  });

  test('draws the open end of an interval as open, not as a bound at the edge', () => {
    const closed = criterionPlot(criterion('similarity'), { width: 200 });
    const open = criterionPlot(criterion('similarity', { upper: null }), { width: 200 });
    expect(byClass(closed, 'open-end')).toHaveLength(0);
    expect(byClass(open, 'open-end')).toHaveLength(1);
  });

  test('an unbounded upper bound (∞) is an open end too', () => {
    const plot = criterionPlot(criterion('latency_p95_ratio', { upper: Infinity }), { width: 200 });
    expect(byClass(plot, 'open-end')).toHaveLength(1);
  });

  test('a count has no interval, and nothing that would suggest a missing one', () => {
    const plot = criterionPlot(criterion('coverage'), { width: 200 });
    expect(byClass(plot, 'interval')).toHaveLength(0);
  });

  test('says “not measured” and draws no mark where there is no estimate', () => {
    const plot = criterionPlot(criterion('win_rate'), { width: 200 });
    expect(toSvgString(plot)).toContain('>not measured<');
    expect(byClass(plot, 'mark')).toHaveLength(0);
    expect(byClass(plot, 'pass-side')).toHaveLength(0);
  });

  test('gives each verdict its own shape, not only its own colour', () => {
    const tags = (['GO', 'NO-GO', 'NOT-ENOUGH-DATA'] as const).map(
      (verdict) =>
        byClass(criterionPlot(criterion('similarity', { verdict }), { width: 200 }), 'mark')[0]?.tag,
    );
    expect(tags).toEqual(['circle', 'rect', 'g']);
  });
});

describe('latencyPlot', () => {
  const plot = latencyPlot(overview.latency, { width: 640 });

  test('marks P50, P95 and P99 of both arms with their values, which the text alternative repeats', () => {
    expect(byClass(plot, 'value arm-prod').map(({ children }) => children[0])).toEqual([
      '812 ms',
      '1,914 ms',
      '3,162 ms',
    ]);
    expect(plot.description).toContain('P95 1,914 ms against 2,158 ms');
  });

  test('a slower arm lies higher, and its mark has another shape', () => {
    const dots = byClass(plot, 'dot arm-prod').slice(0, 3);
    expect(dots.every(({ tag }) => tag === 'circle')).toBe(true);
    expect(byClass(plot, 'dot arm-shadow').every(({ tag }) => tag === 'polygon')).toBe(true);
    const [p50, p95, p99] = dots.map((node) => number(node, 'cy'));
    expect(p50).toBeGreaterThan(p95 ?? Infinity);
    expect(p95).toBeGreaterThan(p99 ?? Infinity);
  });

  test('hovering a quantile reads out both arms', () => {
    const p95 = plot.hover.find(({ label }) => label === 'P95');
    expect(p95?.values).toEqual([
      { label: 'production', value: '1,914 ms', arm: 'prod' },
      { label: 'shadow', value: '2,158 ms', arm: 'shadow' },
    ]);
  });

  test('shares its horizontal axis with the shifts, so that the two can stand above one another', () => {
    const shifts = shiftPlot(overview.latency.shifts, { threshold: 1.2, level: 0.95, width: 640 });
    const place = (some: Plot) => some.hover.find(({ label }) => label === 'P99')?.x;
    expect(place(shifts)).toBe(place(plot));
  });

  test('says so when an arm has no latency', () => {
    const only = latencyPlot(
      { ...overview.latency, curves: { ...overview.latency.curves, shadow: [] } },
      { width: 640 },
    );
    expect(toSvgString(only)).toContain('shadow: not measured');
    expect(toSvgString(latencyPlot(emptyOverview().latency, { width: 640 }))).toContain(
      'no latency measured',
    );
  });
});

test('shiftPlot draws no band where a bound is missing', () => {
  const shifts = overview.latency.shifts.map((shift) => ({ ...shift, upper: null }));
  const plot = shiftPlot(shifts, { threshold: 1.2, level: 0.95, width: 640 });
  expect(byClass(plot, 'band')).toHaveLength(0);
  expect(byClass(plot, 'series')).toHaveLength(1);
});

describe('similarityPlot', () => {
  test('colours exactly the bins below the threshold, also when it is a bin’s edge', () => {
    const distribution = {
      n: 40,
      from: 0,
      to: 1,
      counts: [10, 10, 10, 10],
      threshold: 0.75,
      below: 30,
      belowUpper: 0.85,
    };
    const plot = similarityPlot(distribution, { width: 500 });
    expect(byClass(plot, 'bar')).toHaveLength(4);
    expect(byClass(plot, 'bar below')).toHaveLength(3);
  });

  test('a single pair in a bin stays visible beside a bin of a million', () => {
    const distribution = {
      n: 1e6 + 1,
      from: 0,
      to: 1,
      counts: [1, 1e6],
      threshold: 0.5,
      below: 1,
      belowUpper: 0.1,
    };
    const [small] = byClass(similarityPlot(distribution, { width: 500 }), 'bar below');
    expect(number(small, 'height')).toBeGreaterThanOrEqual(2);
  });
});

describe('timelinePlots', () => {
  const timeline = overview.timeline;
  if (timeline === null) throw new Error('the fixture has a timeline');
  const plots = timelinePlots(timeline, { width: 640 });

  test('one panel a question, with hover points at the same places', () => {
    expect(plots.map(({ title }) => title)).toEqual([
      'Requests over time',
      'P95 latency over time',
      'Error rate over time',
      'Mean similarity over time',
    ]);
    const places = plots.map(({ hover }) => hover.map(({ x }) => x));
    expect(places.every((xs) => JSON.stringify(xs) === JSON.stringify(places[0]))).toBe(true);
  });

  test('a gap stays a gap: the line of an arm has two parts where logging stood still', () => {
    const [line] = byClass(plots[1] as Plot, 'series arm-prod');
    expect(String(line?.attrs['d']).match(/M/g)).toHaveLength(2);
  });

  test('a gap stays a gap when the bins without requests are not listed at all', () => {
    const bins = timeline.bins.filter(({ pairs }) => pairs > 0);
    const [, p95] = timelinePlots({ ...timeline, bins }, { width: 640 });
    const [line] = byClass(p95 as Plot, 'series arm-prod');
    expect(String(line?.attrs['d']).match(/M/g)).toHaveLength(2);
  });

  test('a bin between two gaps is a mark, since a line cannot show it', () => {
    const bins = timeline.bins.map((bin, index) => (index === 30 ? bin : { ...bin, prodP95: null }));
    const [, p95] = timelinePlots({ ...timeline, bins }, { width: 640 });
    expect(byClass(p95 as Plot, 'dot arm-prod')).toHaveLength(1);
  });

  test('leaves out a panel without figures instead of drawing zeros', () => {
    const bins = timeline.bins.map((bin) => ({ ...bin, similarity: null }));
    expect(timelinePlots({ ...timeline, bins }, { width: 640 })).toHaveLength(3);
  });
});

test('toSvgString escapes texts and attributes', () => {
  const plot = criterionPlot(criterion('similarity', { label: '</svg><script>"\'&' }), { width: 200 });
  const text = toSvgString(plot);
  expect(text).not.toContain('<script');
  expect(text).toContain('&#60;/svg&#62;&#60;script&#62;&#34;&#39;&#38;');
  expect(text).toMatch(/^<svg [^>]*role="img"[^>]*><title>/);
});

test('quantiles have the names that people use', () => {
  expect([0.5, 0.95, 0.999].map(quantileName)).toEqual(['P50', 'P95', 'P99.9']);
});

describe('colours', () => {
  const luminance = (hex: string): number => {
    const [r = 0, g = 0, b = 0] = [1, 3, 5]
      .map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
      .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (a: string, b: string): number => {
    const [low = 0, high = 0] = [luminance(a), luminance(b)].toSorted((x, y) => x - y);
    return (high + 0.05) / (low + 0.05);
  };

  test.each(['light', 'dark'] as const)('text and arm colours keep 4.5:1 in the %s theme', (theme) => {
    const { surface, ...colours } = PALETTE[theme];
    const names = ['text', 'text-faint', 'prod', 'shadow', 'go', 'no-go', 'undecided'] as const;
    expect(names.filter((name) => contrast(colours[name], surface) < 4.5)).toEqual([]);
  });

  test('the palette holds the values of the app’s tokens, so that app and report cannot drift apart', () => {
    const tokens = readFileSync(
      new URL('../../../src-renderer/shared/styles/tokens.css', import.meta.url),
      'utf8',
    );
    for (const [name, light] of Object.entries(PALETTE.light)) {
      const dark = PALETTE.dark[name as keyof typeof PALETTE.dark];
      expect(tokens).toContain(`--${name}: light-dark(${light}, ${dark});`);
    }
  });

  test('plots are styled from the palette’s properties alone, with no text below 11 px', () => {
    const used = [...PLOT_CSS.matchAll(/var\(--([a-z-]+)\)/g)].map(([, name]) => name);
    expect(used.filter((name) => !Object.hasOwn(PALETTE.light, name ?? ''))).toEqual([]);
    expect(PLOT_CSS).not.toMatch(/#[0-9a-f]{3,6}\b/);
    const sizes = [...PLOT_CSS.matchAll(/font-size: (\d+)px/g)].map(([, size]) => Number(size));
    expect(Math.min(...sizes)).toBeGreaterThanOrEqual(11);
  });
});
