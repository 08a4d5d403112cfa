import { useMemo, useState } from 'react';
import type { MapRecord } from '@core/model/pair-map';
import { getPairOfPoint, type MapPoints } from '../../shared/api/map-client';
import { navigate, pairsRoute } from '../../shared/route';
import { Choice } from '../../shared/ui/Choice';
import { ClusterList } from './ClusterList';
import { type ColourBy, clusterCodes, clusterMiddles, colouring } from './colours';
import { gridIndex } from './grid-index';
import { HoverCard } from './HoverCard';
import { MapCanvas } from './MapCanvas';
import { type Selection, selectedPoints, selectionFilter } from './selection';
import { SelectionBar } from './SelectionBar';
import type { Tool } from './tool';

const TOOLS: readonly { value: Tool; label: string }[] = [
  { value: 'pan', label: 'Drag moves the map' },
  { value: 'rectangle', label: 'Drag selects a rectangle' },
  { value: 'lasso', label: 'Drag selects freehand' },
];
const COLOURS: readonly { value: ColourBy; label: string }[] = [
  { value: 'cluster', label: 'Colour: cluster' },
  { value: 'class', label: 'Colour: class' },
  { value: 'similarity', label: 'Colour: similarity' },
];

/** A map with its clusters, and what is selected on it. */
export function MapWorkbench({
  workspace,
  map,
  points,
}: {
  workspace: string;
  map: MapRecord;
  points: MapPoints;
}) {
  const [tool, setTool] = useState<Tool>('pan');
  const [colourBy, setColourBy] = useState<ColourBy>('cluster');
  const [selection, setSelection] = useState<Selection | null>(null);
  const [hovered, setHovered] = useState(-1);
  const index = useMemo(() => gridIndex(points.x, points.y), [points]);
  const chosen = useMemo(
    () => selection && selectedPoints(selection, points, index),
    [selection, points, index],
  );
  const middles = useMemo(() => clusterMiddles(points, map.clusters.length), [points, map]);
  const codes = useMemo(() => clusterCodes(middles), [middles]);
  const legend = useMemo(() => colouring(colourBy, points, codes), [colourBy, points, codes]);

  async function open(index: number): Promise<void> {
    const { requestId } = await getPairOfPoint(workspace, points.seqs[index]!);
    const filter = selection && chosen?.selected[index] === 1 ? selectionFilter(selection, map.clusters) : [];
    navigate({ ...pairsRoute(workspace, filter), pair: requestId });
  }

  return (
    <>
      <div className="map-tools">
        <Choice label="What dragging does" value={tool} options={TOOLS} onChange={setTool} />
        <Choice label="Colour of the points" value={colourBy} options={COLOURS} onChange={setColourBy} />
        <span className="map-legend small">
          {legend.labels.map((label, i) => (
            <span key={label}>
              <span className="map-swatch" style={{ background: legend.colours[i] }} aria-hidden /> {label}
            </span>
          ))}
        </span>
      </div>
      <div className="map-body">
        <div className="map-stage">
          <MapCanvas
            points={points}
            index={index}
            clusters={map.clusters}
            middles={middles}
            colouring={legend}
            tool={tool}
            selection={selection}
            selected={chosen?.selected ?? null}
            onSelect={(corners) => setSelection(corners && { kind: 'area', corners })}
            hovered={hovered}
            onHover={setHovered}
            onOpen={(index) => void open(index)}
          />
          <HoverCard workspace={workspace} map={map} points={points} index={hovered} />
        </div>
        <ClusterList
          map={map}
          points={points}
          codes={codes}
          selected={selection?.kind === 'clusters' ? selection.clusters : NOTHING}
          onChange={(clusters) => setSelection(clusters.size === 0 ? null : { kind: 'clusters', clusters })}
        />
      </div>
      <SelectionBar
        count={chosen?.count ?? null}
        selected={chosen?.selected ?? null}
        points={points}
        onShow={() => selection && navigate(pairsRoute(workspace, selectionFilter(selection, map.clusters)))}
        onClear={() => setSelection(null)}
      />
    </>
  );
}

const NOTHING: ReadonlySet<number> = new Set();
