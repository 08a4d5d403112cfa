import { useEffect, useState } from 'react';
import { formatSimilarity } from '@core/model/format';
import { MEANING_CLASSES, type MeaningClass } from '@core/model/meaning';
import type { MapRecord } from '@core/model/pair-map';
import { clippedName, visibleText } from '@core/model/visible-text';
import type { MapPoints } from '../../shared/api/map-client';
import { usePairOfPoint } from '../../shared/api/map-queries';

/** The pointer must rest on a point for so long before its pair is fetched, ms. */
const REST = 80;

/** The request of the pair under the pointer. */
export function HoverCard({
  workspace,
  map,
  points,
  index,
}: {
  workspace: string;
  map: MapRecord;
  points: MapPoints;
  index: number;
}) {
  const [rested, setRested] = useState(-1);
  useEffect(() => {
    const timer = setTimeout(() => setRested(index), REST);
    return () => clearTimeout(timer);
  }, [index]);
  const shown = rested === index ? index : -1;
  const { data } = usePairOfPoint(workspace, shown >= 0 ? points.seqs[shown]! : null);
  if (index < 0) return null;
  const name = (Object.keys(MEANING_CLASSES) as MeaningClass[])[points.meaning[index]!];
  const facts = [
    `similarity ${formatSimilarity(points.similarity[index]!)}`,
    name && MEANING_CLASSES[name].label.toLowerCase(),
    map.clusters[points.cluster[index]!]?.name ?? 'between clusters',
  ];
  return (
    <div className="map-hover">
      <p>{data ? clippedName(visibleText(data.prompt ?? data.requestId)) : '…'}</p>
      <p className="faint small">{facts.filter(Boolean).join(' · ')}</p>
    </div>
  );
}
