// The peer: native DuckDB reads the same JSONL file and computes the same figures in one process.
import { DuckDBInstance } from '@duckdb/node-api';

const [path] = process.argv.slice(2);
const instance = await DuckDBInstance.create(':memory:');
const connection = await instance.connect();

const arm = (name) => `
  count(*) FILTER (${name}.error IS NOT NULL) AS ${name}_failed,
  quantile_disc(${name}.latency_ms, [.5, .9, .95, .99]) FILTER (${name}.error IS NULL) AS ${name}_latency,
  avg(${name}.latency_ms) FILTER (${name}.error IS NULL) AS ${name}_mean,
  sum(${name}.tokens_in) AS ${name}_in, sum(${name}.tokens_out) AS ${name}_out, sum(${name}.cost_usd) AS ${name}_cost,
  quantile_disc(length(${name}.response), [.5, .95]) AS ${name}_length`;

await connection.run(`
  CREATE TABLE pairs AS
  SELECT DISTINCT ON (request_id) request_id, timestamp, prod, shadow
  FROM read_json('${path.replaceAll("'", "''")}', format = 'newline_delimited')`);
const figures = await connection.runAndReadAll(`
  SELECT count(*) AS total,
    count(*) FILTER (prod.error IS NULL AND shadow.error IS NULL) AS both_answered,
    count(*) FILTER (prod.error IS NULL AND shadow.error IS NOT NULL) AS shadow_only,
    count(*) FILTER (prod.error IS NOT NULL AND shadow.error IS NULL) AS prod_only,
    count(*) FILTER (prod.response = shadow.response AND prod.error IS NULL AND shadow.error IS NULL) AS exact,
    ${arm('prod')}, ${arm('shadow')}
  FROM pairs`);
const timeline = await connection.runAndReadAll(`
  SELECT time_bucket(INTERVAL '1 hour', timestamp::TIMESTAMP) AS hour, count(*), count(*) FILTER (prod.error IS NOT NULL),
    count(*) FILTER (shadow.error IS NOT NULL), quantile_disc(prod.latency_ms, .95), quantile_disc(shadow.latency_ms, .95)
  FROM pairs GROUP BY hour ORDER BY hour`);
console.log(JSON.stringify(figures.getRowObjectsJson()[0]), timeline.currentRowCount);
