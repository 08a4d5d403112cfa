/** Says of each pair, in the order of the table, whether it was chosen. */
const TABLE = 'chosen_pairs';
const LISTED = 'listed_pairs';

/** A table for pairs that are listed one by one: a million numbers in a statement take seconds to parse. */
export const KEEP_LISTED = `CREATE OR REPLACE TABLE ${LISTED} (list INTEGER, seq INTEGER)`;

/** Parameters: the number of the list, and sequence numbers between commas. */
export const ADD_LISTED = `INSERT INTO ${LISTED} SELECT ?::INTEGER, unnest(string_split(?, ',')::INTEGER[])`;

export function isListed(list: number): string {
  return `seq IN (SELECT seq FROM ${LISTED} WHERE list = ${list})`;
}

/** @param condition SQL over `pairs` */
export function choosePairs(condition: string): string {
  return `CREATE OR REPLACE TABLE ${TABLE} AS SELECT coalesce(${condition}, FALSE) AS chosen FROM pairs`;
}

export const FORGET_LISTED = `DROP TABLE IF EXISTS ${LISTED}`;
export const FORGET_CHOSEN = `DROP TABLE IF EXISTS ${TABLE}`;

/**
 * A statement over `pairs`, to be run over the chosen ones alone, which keep their order. Not materialized: a statement
 * that names the pairs twice would copy every column of them.
 */
export function overChosen(sql: string): string {
  return `WITH pairs AS NOT MATERIALIZED (${CHOSEN}) ${sql}`;
}

/** The chosen pairs in place of a table's name. */
export const CHOSEN = `SELECT every_pair.* FROM main.pairs AS every_pair POSITIONAL JOIN ${TABLE} WHERE chosen`;

/** Sequence numbers of the chosen pairs. */
export const CHOSEN_SEQS = `SELECT seq::DOUBLE AS seq FROM (${CHOSEN})`;
