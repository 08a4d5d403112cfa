import { useMemo, useState } from 'react';
import type { Plot } from '@core/plots/plot';
import { PlotCursor } from './PlotCursor';
import { SvgTree } from './SvgTree';
import { useWidth } from './use-width';
import './plot.css';

/**
 * Plots above each other on one horizontal axis, whose hover points stand at the same places: one cursor reads all.
 * `draw` as in PlotView.
 */
export function PlotStack({ draw }: { draw: (width: number) => readonly Plot[] }) {
  const [ref, width] = useWidth<HTMLDivElement>();
  const [index, setIndex] = useState<number | null>(null);
  const plots = useMemo(() => (width > 0 ? draw(width) : []), [draw, width]);
  return (
    <div className="plot-view" ref={ref}>
      {plots.map((plot) => (
        <SvgTree key={plot.title} node={plot.node} />
      ))}
      {(plots[0]?.hover.length ?? 0) > 0 && <PlotCursor plots={plots} index={index} onMove={setIndex} />}
    </div>
  );
}
