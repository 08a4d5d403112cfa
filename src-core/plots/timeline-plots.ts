import { type ScaleTime, scaleLinear, scaleUtc } from 'd3-scale';
import { formatCount, formatMoment } from '../model/format';
import type { Timeline, TimelineBin } from '../model/overview';
import { armLine } from './arm-line';
import type { Plot } from './plot';
import { type SvgChild, drawable, finishPlot, label, line, svg } from './svg';
import { TIMELINE_PANELS, type TimelinePanel } from './timeline-panels';

/**
 * Small multiples over time on one horizontal axis: requests, P95 of both arms, error rates, similarity. A panel
 * without any figure is left out; a bin without a figure is a gap. Height in pixels is that of one panel; the last
 * one is 20 px higher for the dates. Their hover points stand at the same places.
 */
export function timelinePlots(
  timeline: Timeline,
  { width, height = 84 }: { width: number; height?: number },
): readonly Plot[] {
  const bins = timeline.bins
    .filter((bin) => Math.abs(bin.start) <= LAST_DATE)
    .toSorted((a, b) => a.start - b.start);
  const [first, last] = [bins[0], bins.at(-1)];
  if (first === undefined || last === undefined) return [];
  const binMs = Math.min(drawable(timeline.binMs) ?? 1, LAST_DATE);
  const x = scaleUtc([first.start, Math.min(last.start + Math.max(1, binMs), LAST_DATE)], [64, width - 16]);
  const panels = TIMELINE_PANELS.filter((panel) =>
    panel.series.some(({ value }) => bins.some((bin) => drawable(value(bin)) !== null)),
  );
  return panels.map((panel, index) =>
    panelPlot(panel, { bins, binMs, x, width, height, dated: index === panels.length - 1 }),
  );
}

/** The largest time that a Date can hold, less a day. */
const LAST_DATE = 8.64e15 - 8.64e7;

interface PanelSpace {
  bins: readonly TimelineBin[];
  binMs: number;
  x: ScaleTime<number, number>;
  width: number;
  height: number;
  dated: boolean;
}

function panelPlot(panel: TimelinePanel, space: PanelSpace): Plot {
  const { bins, binMs, x, width } = space;
  const height = space.height + (space.dated ? 20 : 0);
  const [left = 0, right = width] = x.range();
  const frame = { left, right, top: 24, bottom: space.height - 4 };
  const values = bins.flatMap((bin) =>
    panel.series.map(({ value }) => drawable(value(bin))).filter((value) => value !== null),
  );
  const y = valueScale(values, panel, frame);
  const centre = (bin: TimelineBin): number => x(Math.min(bin.start + binMs / 2, LAST_DATE));
  const drawing =
    panel.kind === 'bars'
      ? bars(panel, { ...space, y, bottom: frame.bottom })
      : panel.series.flatMap(({ arm, value }) => {
          const points = withGaps(bins, binMs).map((bin) => {
            const figure = bin === null ? null : drawable(value(bin));
            return { x: bin === null ? 0 : centre(bin), y: figure === null ? null : y(figure) };
          });
          return armLine(arm, points);
        });
  const children: SvgChild[] = [
    ...y
      .ticks(rows(frame))
      .flatMap((value) => [
        line('grid', [left, y(value)], [right, y(value)]),
        label(panel.format(value), { x: left - 8, y: y(value) + 4, anchor: 'end', class: 'tick' }),
      ]),
    ...dates(x, { ...frame, labelled: space.dated }),
    line('axis', [left, frame.bottom], [right, frame.bottom]),
    ...drawing,
    label(panel.title, { x: left, y: 13, class: 'legend' }),
  ];
  const hover = bins.map((bin) => ({
    x: centre(bin),
    label: formatMoment(bin.start),
    values: panel.series.map(({ name, arm, value }) => ({
      label: name,
      value: panel.format(value(bin)),
      ...(arm === null ? {} : { arm }),
    })),
  }));
  const description = describe(panel, bins);
  return finishPlot(
    { width, height, title: `${panel.title} over time`, description, hover },
    `timeline-plot ${panel.id}`,
    children,
  );
}

function valueScale(
  values: readonly number[],
  panel: TimelinePanel,
  frame: { top: number; bottom: number },
): ReturnType<typeof scaleLinear<number>> {
  const low = values.reduce((a, b) => Math.min(a, b), panel.fromZero ? 0 : Infinity);
  const high = values.reduce((a, b) => Math.max(a, b), panel.fromZero ? 0 : -Infinity);
  const size = Math.max(Math.abs(low), Math.abs(high));
  const margin = high - low > size * 1e-9 ? 0 : Math.max(Math.abs(high) * 0.02, 1e-3);
  return scaleLinear([panel.fromZero ? low : low - margin, high + margin], [frame.bottom, frame.top]).nice(
    rows(frame),
  );
}

/** As many grid lines as leave 20 px between them. */
function rows({ top, bottom }: { top: number; bottom: number }): number {
  return Math.max(2, Math.floor((bottom - top) / 20));
}

function bars(
  panel: TimelinePanel,
  space: PanelSpace & { y: (value: number) => number; bottom: number },
): SvgChild[] {
  const { bins, binMs, x, y, bottom } = space;
  return panel.series.flatMap(({ value }) =>
    bins.map((bin) => {
      const figure = drawable(value(bin));
      if (figure === null || figure <= 0) return null;
      const left = x(bin.start);
      const wide = x(Math.min(bin.start + binMs, LAST_DATE)) - left;
      return svg('rect', {
        class: 'bar',
        x: left,
        y: y(figure),
        width: Math.max(0.5, wide - (wide > 4 ? 1 : 0)),
        height: Math.max(1, bottom - y(figure)),
      });
    }),
  );
}

/** Bins in order with null where the timeline skips one or more, so that lines break there. */
function withGaps(bins: readonly TimelineBin[], binMs: number): (TimelineBin | null)[] {
  return bins.flatMap((bin, index) => {
    const before = bins[index - 1];
    return before !== undefined && bin.start - before.start > binMs * 1.5 ? [null, bin] : [bin];
  });
}

function dates(
  x: ScaleTime<number, number>,
  frame: { left: number; right: number; top: number; bottom: number; labelled: boolean },
): SvgChild[] {
  const ticks = x.ticks(Math.max(2, Math.floor((frame.right - frame.left) / 100)));
  const withinDay = ticks.some((tick) => tick.getUTCHours() !== 0 || tick.getUTCMinutes() !== 0);
  return ticks.flatMap((tick) => [
    line('grid', [x(tick), frame.top], [x(tick), frame.bottom]),
    frame.labelled
      ? label(withinDay ? clockOrDay(tick) : day(tick), {
          x: x(tick),
          y: frame.bottom + 16,
          anchor: 'middle',
          class: 'tick',
        })
      : null,
  ]);
}

function day(tick: Date): string {
  return tick.toLocaleDateString('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' });
}

function clockOrDay(tick: Date): string {
  const time = tick.toISOString().slice(11, 16);
  return time === '00:00' ? day(tick) : time;
}

function describe(panel: TimelinePanel, bins: readonly TimelineBin[]): string {
  const parts = panel.series.map(({ name, value }) => {
    const values = bins.map((bin) => drawable(value(bin))).filter((figure) => figure !== null);
    if (values.length === 0) return `${name} not measured`;
    const low = values.reduce((a, b) => Math.min(a, b));
    const high = values.reduce((a, b) => Math.max(a, b));
    return `${name} between ${panel.format(low)} and ${panel.format(high)}`;
  });
  return `${parts.join('; ')}, in ${formatCount(bins.length)} intervals.`;
}
