import { useMemo, useState } from 'react';
import type { Plot } from '@core/plots/plot';
import { PlotCursor } from './PlotCursor';
import { SvgTree } from './SvgTree';
import { useWidth } from './use-width';
import './plot.css';

interface PlotViewProps {
  /** Draws the plot at a width in pixels; keep it by useCallback. */
  draw: (width: number) => Plot;
  /** Height to keep free until the first drawing, px. */
  height: number;
  /** Whether values can be read with pointer and arrow keys. */
  readable?: boolean;
}

/** A plot as wide as its place, with a cursor that reads values out. */
export function PlotView({ draw, height, readable = true }: PlotViewProps) {
  const [ref, width] = useWidth<HTMLDivElement>();
  const [index, setIndex] = useState<number | null>(null);
  const plot = useMemo(() => (width > 0 ? draw(width) : null), [draw, width]);
  return (
    <div className="plot-view" ref={ref} style={{ minHeight: plot?.height ?? height }}>
      {plot && <SvgTree node={plot.node} />}
      {plot && readable && plot.hover.length > 0 && (
        <PlotCursor plots={[plot]} index={index} onMove={setIndex} />
      )}
    </div>
  );
}
