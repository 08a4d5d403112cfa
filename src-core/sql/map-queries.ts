/** Pairs that can be on the map: outputs that differ but for form, with a similarity that Gnomon measured. */
export const DISAGREEMENTS = `SELECT seq FROM pairs
  WHERE outcome = 0 AND exact_norm IS DISTINCT FROM TRUE AND similarity IS NOT NULL AND meaning_class IS NOT NULL
  ORDER BY seq`;

/** Empties the map's columns, then fills them from the table `map_points`. */
export const PLACE_ON_MAP = [
  'UPDATE pairs SET map_x = NULL, map_y = NULL, cluster = NULL WHERE map_x IS NOT NULL',
  'UPDATE pairs SET map_x = p.x, map_y = p.y, cluster = p.cluster FROM map_points AS p WHERE pairs.seq = p.seq',
] as const;

/** Points with what they are coloured by. */
export const MAP_POINTS = `SELECT seq::DOUBLE AS seq, map_x AS x, map_y AS y,
  coalesce(similarity, 'NaN'::DOUBLE) AS similarity FROM pairs WHERE map_x IS NOT NULL ORDER BY pairs.seq`;

/** Cluster and class of the same points, in the same order. */
export const MAP_CLASSES =
  'SELECT cluster, meaning_class AS class FROM pairs WHERE map_x IS NOT NULL ORDER BY seq';
