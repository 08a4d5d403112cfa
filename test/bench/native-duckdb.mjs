// The peer: native DuckDB reads the same JSONL file and computes the same figures in one process.
// It keeps no workspace, hashes no file, and compares no JSON by structure.
import { DuckDBInstance } from '@duckdb/node-api';

const [path, seedOnly] = process.argv.slice(2);
const instance = await DuckDBInstance.create(':memory:');
const connection = await instance.connect();

/** The points of the latency curve, and the ranks that bounds of seven quantiles need, as in the Overview. */
const curve = Array.from({ length: 99 }, (_, i) => (i + 1) / 100).concat([
  0.001, 0.005, 0.993, 0.995, 0.997, 0.999,
]);
const shifts = [0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99];
const ranks = shifts.flatMap((p) => [Math.max(0, p - 0.01), p, Math.min(1, p + 0.01)]);
const folded = (text) => `nfc_normalize(regexp_replace(trim(${text}), '\\s+', ' ', 'g'))`;

const arm = (name) => `
  count(*) FILTER (${name}.error IS NOT NULL) AS ${name}_failed,
  quantile_disc(${name}.latency_ms, [${seedOnly ? [0.5, 0.9, 0.95, 0.99] : curve}]) FILTER (${name}.error IS NULL) AS ${name}_latency,
  avg(${name}.latency_ms) FILTER (${name}.error IS NULL) AS ${name}_mean,
  sum(${name}.tokens_in) AS ${name}_in, sum(${name}.tokens_out) AS ${name}_out, sum(${name}.cost_usd) AS ${name}_cost,
  avg(length(${name}.response)) AS ${name}_chars, quantile_disc(length(${name}.response), [.5, .95]) AS ${name}_length`;

await connection.run(`
  CREATE TABLE pairs AS
  SELECT DISTINCT ON (request_id) request_id, timestamp, prod, shadow
  FROM read_json('${path.replaceAll("'", "''")}', format = 'newline_delimited')`);
const figures = await connection.runAndReadAll(`
  SELECT count(*) AS total, min(timestamp::TIMESTAMP), max(timestamp::TIMESTAMP),
    count(*) FILTER (prod.error IS NULL AND shadow.error IS NULL) AS both_answered,
    count(*) FILTER (prod.error IS NULL AND shadow.error IS NOT NULL) AS shadow_only,
    count(*) FILTER (prod.error IS NOT NULL AND shadow.error IS NULL) AS prod_only,
    count(*) FILTER (prod.response = shadow.response AND prod.error IS NULL AND shadow.error IS NULL) AS exact,
    ${arm('prod')}, ${arm('shadow')}
  FROM pairs`);
if (seedOnly) process.exit(0);
const normalised = await connection.runAndReadAll(`
  SELECT count(*) AS n FROM pairs WHERE prod.error IS NULL AND shadow.error IS NULL
    AND (prod.response = shadow.response OR ${folded('prod.response')} = ${folded('shadow.response')})`);
const settled = await connection.runAndReadAll(`
  WITH settled AS (
    SELECT CASE WHEN prod.error LIKE '%timeout%' THEN 'infinity'::DOUBLE ELSE prod.latency_ms END AS p,
      CASE WHEN shadow.error LIKE '%timeout%' THEN 'infinity'::DOUBLE ELSE shadow.latency_ms END AS s FROM pairs),
  ranks AS (SELECT quantile_disc(p, [${ranks}]) AS p, quantile_disc(s, [${ranks}]) AS s FROM settled)
  SELECT any_value(ranks.p), any_value(ranks.s),
    ${shifts.map((_, i) => `count(*) FILTER (settled.p <= ranks.p[${3 * i + 2}] AND settled.s <= ranks.s[${3 * i + 2}])`).join(', ')}
  FROM settled, ranks`);
const kinds = await connection.runAndReadAll(`
  SELECT 'prod' AS arm, prod.error AS kind, count(*) FROM pairs WHERE prod.error IS NOT NULL GROUP BY ALL
  UNION ALL SELECT 'shadow', shadow.error, count(*) FROM pairs WHERE shadow.error IS NOT NULL GROUP BY ALL`);
const timeline = await connection.runAndReadAll(`
  SELECT time_bucket(INTERVAL '1 hour', timestamp::TIMESTAMP) AS hour, count(*), count(*) FILTER (prod.error IS NOT NULL),
    count(*) FILTER (shadow.error IS NOT NULL), quantile_disc(prod.latency_ms, .95), quantile_disc(shadow.latency_ms, .95)
  FROM pairs GROUP BY hour ORDER BY hour`);
const rows = [figures, normalised, settled].map((result) => result.getRowObjectsJson()[0]);
console.log(JSON.stringify(rows), kinds.currentRowCount, timeline.currentRowCount);
