import type { PointerEvent } from 'react';
import type { ArmName } from '@core/model/arm';
import type { HoverPoint, Plot } from '@core/plots/plot';
import { nearestPoint } from './nearest-point';

interface PlotCursorProps {
  /** Drawn above each other in this order; the first one's points are the places of the cursor. */
  plots: readonly Plot[];
  index: number | null;
  onMove: (index: number | null) => void;
}

/**
 * Reads values out of plots: a slider over the places that have values, so that screen readers announce them while
 * arrow keys move it; the pointer moves it too.
 */
export function PlotCursor({ plots, index, onMove }: PlotCursorProps) {
  const points = plots[0]?.hover ?? [];
  const shown = index === null ? null : Math.min(index, points.length - 1);
  const point = shown === null ? undefined : points[shown];
  const values = shown === null ? [] : plots.flatMap((plot) => readingsOf(plot, shown, plots.length > 1));
  const width = plots[0]?.width ?? 0;
  const middle = Math.floor(points.length / 2);

  const onPointerMove = (event: PointerEvent) => {
    const box = event.currentTarget.getBoundingClientRect();
    onMove(nearestPoint(points, event.clientX - box.left));
  };
  return (
    <div className="plot-cursor" onPointerMove={onPointerMove} onPointerLeave={() => onMove(null)}>
      <input
        type="range"
        className="visually-hidden"
        min={0}
        max={points.length - 1}
        value={shown ?? middle}
        aria-label={`Read values: ${plots.map((plot) => plot.title).join(', ')}`}
        aria-valuetext={point ? spoken(point, values) : 'Use the arrow keys to read values'}
        onChange={(event) => onMove(event.currentTarget.valueAsNumber)}
        onFocus={() => onMove(middle)}
        onBlur={() => onMove(null)}
      />
      {point && <span className="plot-cursor-line" style={{ left: point.x }} />}
      {point && (
        <div
          className="plot-readout"
          data-side={point.x > width / 2 ? 'left' : 'right'}
          style={point.x > width / 2 ? { right: width - point.x + 10 } : { left: point.x + 10 }}
        >
          <div className="plot-readout-label">{point.label}</div>
          {values.map(({ label, value, arm }) => (
            <div key={label} className="plot-readout-row" data-arm={arm}>
              <span>{label}</span>
              <span>{value}</span>
            </div>
          ))}
        </div>
      )}
    </div>
  );
}

interface Reading {
  label: string;
  value: string;
  arm: ArmName | undefined;
}

/** A plot's values at one place; among several plots each says which it is from. */
function readingsOf(plot: Plot, index: number, named: boolean): Reading[] {
  const [subject = ''] = plot.title.split(' over time');
  return (plot.hover[index]?.values ?? []).map(({ label, value, arm }) => ({
    label: named && label.toLowerCase() !== subject.toLowerCase() ? `${subject}, ${label}` : label,
    value,
    arm,
  }));
}

function spoken(point: HoverPoint, values: readonly Reading[]): string {
  return `${point.label}: ${values.map(({ label, value }) => `${label} ${value}`).join(', ')}`;
}
