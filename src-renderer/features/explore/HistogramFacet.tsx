import { type PointerEvent, useId, useRef } from 'react';
import type { HistogramFacet as Histogram } from '@core/model/api/explore';
import { formatUnit } from '@core/model/describe-filter';
import { formatCount, formatMoment } from '@core/model/format';
import type { PairFilter } from '@core/model/pair-filter';
import { rangeOn, withRange } from '../../shared/filter/conditions';
import { useWidth } from '../../shared/plot/use-width';
import { FacetTitle } from './FacetTitle';
import { binAt, binsOfRange, rangeOfBins } from './brush';
import { editFilter } from './edit-filter';

const HEIGHT = 44;
/** The least height of a bin that holds anything, px. */
const LEAST = 1.5;

interface HistogramFacetProps {
  facet: Histogram;
  /** Conditions on its column. */
  own: PairFilter;
}

/** Pairs by range: all behind, the selected ones before. Drawing over it, or moving its two ends by keys, filters. */
export function HistogramFacet({ facet, own }: HistogramFacetProps) {
  const id = useId();
  const [box, width] = useWidth<HTMLDivElement>();
  const { column, all, selected, missing } = facet;
  const range = rangeOn(own, column.name);
  const [first, last] = binsOfRange(facet, range);
  const start = useRef<number | null>(null);
  const most = Math.max(1, ...all);
  const step = width / all.length;
  /** One path for all bars, since a brush draws those of every facet anew. */
  const bars = (counts: readonly number[], isWanted: (bin: number) => boolean): string =>
    counts
      .map((count, bin) => {
        if (count === 0 || !isWanted(bin)) return '';
        const tall = Math.max(LEAST, (HEIGHT * count) / most);
        return `M${bin * step + 0.5},${HEIGHT}v${-tall}h${Math.max(0.5, step - 1)}v${tall}z`;
      })
      .join('');
  const shown = (value: number): string =>
    column.kind === 'time' ? shortMoment(value) : formatUnit(value, column.unit);

  const brush = (bins: readonly [number, number] | null, replace: boolean) =>
    editFilter((filter) => withRange(filter, column.name, bins && rangeOfBins(facet, bins)), replace);

  const binUnder = (event: PointerEvent) =>
    binAt(event.clientX - event.currentTarget.getBoundingClientRect().left, step, all.length);
  const onPointerDown = (event: PointerEvent) => {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    start.current = binUnder(event);
    brush([start.current, start.current], false);
  };
  const onPointerMove = (event: PointerEvent) => {
    if (start.current === null) return;
    const bin = binUnder(event);
    const next = [Math.min(start.current, bin), Math.max(start.current, bin)] as const;
    if (next[0] !== first || next[1] !== last) brush(next, true);
  };

  return (
    <section className="facet" aria-labelledby={id} data-arm={column.arm ?? undefined}>
      <FacetTitle id={id} column={column} onClear={range === null ? null : () => brush(null, false)} />
      <div
        className="facet-plot"
        ref={box}
        onPointerDown={onPointerDown}
        onPointerMove={onPointerMove}
        onPointerUp={() => {
          start.current = null;
        }}
      >
        <svg width={width} height={HEIGHT} aria-hidden>
          {range !== null && (
            <rect
              className="facet-brush"
              x={first * step}
              width={(last - first + 1) * step}
              y={0}
              height={HEIGHT}
            />
          )}
          <path className="facet-all" d={bars(all, () => true)} />
          <path className="facet-left-out" d={bars(selected, (bin) => bin < first || bin > last)} />
          <path className="facet-selected" d={bars(selected, (bin) => bin >= first && bin <= last)} />
        </svg>
        <End
          label={`${column.label}, from`}
          value={first}
          range={[0, last]}
          text={shown(facet.edges[first] ?? 0)}
          onChange={(bin) => brush([bin, last], range !== null)}
        />
        <End
          label={`${column.label}, to`}
          value={last}
          range={[first, all.length - 1]}
          text={shown(facet.edges[last + 1] ?? 0)}
          onChange={(bin) => brush([first, bin], range !== null)}
        />
      </div>
      <div className="facet-axis">
        <span>
          {facet.openBelow && first === 0 ? '≤ ' : ''}
          {shown(facet.edges[first] ?? 0)}
        </span>
        <span>
          {facet.openAbove && last === all.length - 1 ? '≥ ' : ''}
          {shown(facet.edges[last + 1] ?? 0)}
        </span>
      </div>
      {missing.all > 0 && (
        <p className="faint small">{formatCount(missing.selected)} without a value, never in a range</p>
      )}
    </section>
  );
}

interface EndProps {
  label: string;
  value: number;
  range: readonly [number, number];
  text: string;
  onChange: (bin: number) => void;
}

/** Midnights by their day alone. */
function shortMoment(ms: number): string {
  return formatMoment(ms).replace(/, 00:00 UTC$| UTC$/, '');
}

/** One end of the brush as a slider, for keys and screen readers. */
function End({ label, value, range: [min, max], text, onChange }: EndProps) {
  return (
    <input
      type="range"
      className="visually-hidden"
      aria-label={label}
      aria-valuetext={text}
      min={min}
      max={max}
      value={value}
      onChange={(event) => onChange(event.currentTarget.valueAsNumber)}
    />
  );
}
