import { useMemo } from 'react';
import { encoderName } from '@core/model/encoder-identity';
import { formatCount, formatSimilarity } from '@core/model/format';
import type { MapRecord } from '@core/model/pair-map';
import { tBounds } from '@core/stats/mean-bounds';
import type { MapPoints } from '../../shared/api/map-client';
import { clusterColour } from './colours';

/** The clusters by their words; each can be selected, by mouse or by keyboard. */
export function ClusterList({
  map,
  points,
  codes,
  selected,
  onChange,
}: {
  map: MapRecord;
  points: MapPoints;
  /** Colour of each cluster. */
  codes: Uint8Array;
  selected: ReadonlySet<number>;
  onChange: (selected: ReadonlySet<number>) => void;
}) {
  const means = useMemo(() => meanSimilarities(points, map.clusters.length), [points, map]);
  const toggle = (index: number): void => {
    const next = new Set(selected);
    if (!next.delete(index)) next.add(index);
    onChange(next);
  };
  return (
    <section className="map-clusters" aria-label="Clusters">
      <h2>Clusters</h2>
      {map.clusters.length === 0 ? (
        <p className="faint">The pairs form no clusters.</p>
      ) : (
        <p className="faint small">Pairs · mean similarity with its bounds, 95 % each</p>
      )}
      <ul>
        {map.clusters.map(({ name, pairs }, index) => (
          <li key={name}>
            <label>
              <input type="checkbox" checked={selected.has(index)} onChange={() => toggle(index)} />
              <span className="map-swatch" style={{ background: clusterColour(codes[index]!) }} aria-hidden />
              <span className="map-cluster-name">{name}</span>
            </label>
            <span className="faint small">
              {formatCount(pairs)} pairs · {means[index]}
            </span>
          </li>
        ))}
      </ul>
      <p className="faint small">
        {formatCount(map.unclustered)} pairs lie between the clusters. Names are the words that set the
        requests of a cluster apart from all others.
      </p>
      <p className="faint small">
        {formatCount(map.pairs)} pairs whose outputs differ, by vectors of {encoderName(map.encoder)}
        {map.fitted < map.pairs &&
          `; laid out from a random ${formatCount(map.fitted)}, the others placed among them`}
        .
      </p>
    </section>
  );
}

/** One-sided level of each bound, and the fewest pairs that get one. */
const LEVEL = 0.95;
const FEWEST = 30;

function meanSimilarities({ n, cluster, similarity }: MapPoints, clusters: number): string[] {
  const values: number[][] = Array.from({ length: clusters }, () => []);
  for (let i = 0; i < n; i++) if (!Number.isNaN(similarity[i]!)) values[cluster[i]!]?.push(similarity[i]!);
  return values.map((list) => {
    const mean = list.reduce((sum, value) => sum + value, 0) / list.length;
    if (list.length < FEWEST) return `${formatSimilarity(mean)}, too few for a bound`;
    const squares = list.reduce((sum, value) => sum + (value - mean) ** 2, 0);
    const sd = Math.sqrt(squares / (list.length - 1));
    const { lower, upper } = tBounds({ n: list.length, mean, sd }, LEVEL);
    return `${formatSimilarity(mean)} (${formatSimilarity(lower)} … ${formatSimilarity(upper)})`;
  });
}
