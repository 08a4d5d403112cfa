import { scaleLinear } from 'd3-scale';
import { formatCount, formatPercent, formatSimilarity } from '../model/format';
import type { SimilarityHistogram } from '../model/overview';
import type { Plot } from './plot';
import { type SvgChild, drawable, finishPlot, label, line, svg, textWidth } from './svg';

/**
 * Histogram of similarities; bins below the threshold stand out, and a bin that holds anything is at least 2 px high,
 * so that a thin bad tail stays visible. Width and height in pixels.
 */
export function similarityPlot(
  distribution: SimilarityHistogram,
  { width, height = 200 }: { width: number; height?: number },
): Plot {
  const title = 'Similarity of the two answers';
  const { from, to, threshold, n, below, belowUpper } = distribution;
  const frame = { left: 64, right: width - 16, top: 26, bottom: height - 26 };
  const counts = distribution.counts.map((count) => Math.max(0, drawable(count) ?? 0));
  const most = counts.reduce((a, b) => Math.max(a, b), 0);
  const [low, high] = [drawable(from), drawable(to)];
  if (n === 0 || most === 0 || low === null || high === null || !(high - low > Math.abs(high) * 1e-9)) {
    return finishPlot(
      { width, height, title, description: 'No similarity was measured.' },
      'similarity-plot',
      [
        line('axis', [frame.left, frame.bottom], [frame.right, frame.bottom]),
        label('no similarity measured', { x: width / 2, y: height / 2, anchor: 'middle', class: 'muted' }),
      ],
    );
  }
  const x = scaleLinear([low, high], [frame.left, frame.right]);
  const y = scaleLinear([0, most], [frame.bottom, frame.top]);
  const step = (high - low) / counts.length;
  const share = n > 0 ? below / n : null;
  const bars = counts.map((count, index) => {
    if (count === 0) return null;
    const start = low + index * step;
    const left = x(start);
    const tall = Math.max(2, frame.bottom - y(count));
    // The last bit of start + step may pass a threshold that is a bin's own edge.
    const isBelow = start + step <= threshold + step * 1e-6;
    return svg('rect', {
      class: isBelow ? 'bar below' : 'bar',
      x: left + 0.5,
      y: frame.bottom - tall,
      width: Math.max(0.5, x(start + step) - left - 1),
      height: tall,
    });
  });
  const limitX = drawable(threshold) !== null && threshold >= low && threshold <= high ? x(threshold) : null;
  const text = `${formatPercent(share)} below ${formatSimilarity(threshold)}`;
  const children: SvgChild[] = [
    ...y
      .ticks(4)
      .flatMap((count) =>
        Number.isInteger(count)
          ? [
              line('grid', [frame.left, y(count)], [frame.right, y(count)]),
              label(formatCount(count), { x: frame.left - 8, y: y(count) + 4, anchor: 'end', class: 'tick' }),
            ]
          : [],
      ),
    ...bars,
    line('axis', [frame.left, frame.bottom], [frame.right, frame.bottom]),
    ...x.ticks(Math.max(2, Math.floor(width / 110))).map((value) =>
      label(formatSimilarity(value, step < 0.01 && high - low < 0.1 ? 3 : 2), {
        x: x(value),
        y: frame.bottom + 16,
        anchor: 'middle',
        class: 'tick',
      }),
    ),
    limitX === null ? null : line('threshold', [limitX, frame.top - 4], [limitX, frame.bottom]),
    label(text, { ...beside(limitX ?? frame.left, text, frame), y: 14, class: 'threshold-label' }),
  ];
  const hover = counts.map((count, index) => ({
    x: x(low + (index + 0.5) * step),
    y: y(count),
    label: `${formatSimilarity(low + index * step)} – ${formatSimilarity(low + (index + 1) * step)}`,
    values: [
      { label: 'pairs', value: formatCount(count) },
      { label: 'share', value: formatPercent(count / n) },
    ],
  }));
  const bound = `at most ${formatPercent(belowUpper)} with confidence`;
  const description = `${formatCount(n)} pairs; ${formatCount(below)} (${text}; ${bound}).`;
  return finishPlot({ width, height, title, description, hover }, 'similarity-plot', children);
}

function beside(
  x: number,
  text: string,
  frame: { left: number; right: number },
): { x: number; anchor: 'start' | 'middle' | 'end' } {
  const half = textWidth(text) / 2;
  if (x + half > frame.right) return { x: frame.right, anchor: 'end' };
  if (x - half < frame.left) return { x: frame.left, anchor: 'start' };
  return { x, anchor: 'middle' };
}
