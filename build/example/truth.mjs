import { FAILURES, LATENCY } from './arms.mjs';
import { REGRESSED, SHED } from './pairs.mjs';
import { BEHAVIOUR, DEFECTS } from './shadow-answers.mjs';

/** @typedef {import('./pairs.mjs').PairRecord} PairRecord */
/** @typedef {{ record: PairRecord, kind: string | null }} Pair */

const ARMS = /** @type {const} */ (['prod', 'shadow']);

/**
 * What was planted (parameters) and what was drawn (counts and figures of the log itself).
 * @param {{ seed: number, pairs: readonly Pair[], duplicates: string[], rejected: object[] }} options
 */
export function tellTruth({ seed, pairs, duplicates, rejected }) {
  const records = pairs.map(({ record }) => record);
  const slice = pairs.filter(
    ({ record: { tags } }) => tags['intent'] === REGRESSED.intent && tags['lang'] === REGRESSED.lang,
  );
  const kinds = [...DEFECTS, 'refolded'];
  return {
    seed,
    planted: { behaviour: BEHAVIOUR, latency: LATENCY, failures: FAILURES, shed: SHED, regressed: REGRESSED },
    drawn: {
      records: pairs.length + duplicates.length + rejected.length,
      pairs: pairs.length,
      duplicates,
      rejected,
      ...figures(records),
      regressed: {
        ...figures(slice.map(({ record }) => record)),
        wrongNumbers: slice.filter(({ kind }) => kind === 'wrongNumber').length,
      },
    },
    requests: {
      missingShadow: records.filter(({ shadow }) => shadow === null).map((record) => record.request_id),
      ...Object.fromEntries(
        kinds.map((kind) => [
          kind,
          pairs.filter((pair) => pair.kind === kind).map(({ record }) => record.request_id),
        ]),
      ),
    },
  };
}

/** @param {readonly PairRecord[]} records */
function figures(records) {
  const settled = records.filter(({ shadow }) => shadow !== null);
  const both = settled.filter(({ prod, shadow }) => prod.error === null && shadow?.error === null);
  const failedIn = (/** @type {(record: PairRecord) => boolean} */ test) => settled.filter(test).length;
  return {
    total: records.length,
    complete: settled.length,
    bothAnswered: both.length,
    exactRaw: both.filter(({ prod, shadow }) => prod.response === shadow?.response).length,
    exactNormalised: both.filter(({ prod, shadow }) => fold(prod.response) === fold(shadow?.response ?? null))
      .length,
    errors: {
      both: failedIn(({ prod, shadow }) => prod.error !== null && shadow?.error !== null),
      shadowOnly: failedIn(({ prod, shadow }) => prod.error === null && shadow?.error !== null),
      prodOnly: failedIn(({ prod, shadow }) => prod.error !== null && shadow?.error === null),
      neither: both.length,
    },
    ...Object.fromEntries(ARMS.map((arm) => [arm, armFigures(records.map((record) => record[arm]))])),
  };
}

/** @param {readonly (PairRecord['shadow'])[]} sides one arm of every record, null where it is missing */
function armFigures(sides) {
  const present = sides.filter((side) => side !== null);
  const answers = present.filter(({ response }) => response !== null);
  const failures = present.flatMap(({ error }) => (error === null ? [] : [error]));
  const latencies = answers.map((side) => side.latency_ms).toSorted((a, b) => a - b);
  const micros = present.reduce((total, side) => total + Math.round(side.cost_usd * 1e6), 0);
  return {
    answered: answers.length,
    failed: failures.length,
    missing: sides.length - present.length,
    latency: Object.fromEntries(
      [50, 90, 95, 99].map((percent) => [`p${percent}`, nearestRank(latencies, percent)]),
    ),
    tokensIn: present.reduce((total, side) => total + side.tokens_in, 0),
    tokensOut: present.reduce((total, side) => total + side.tokens_out, 0),
    cost: micros / 1e6,
    errorKinds: Object.fromEntries(
      [...new Set(failures)]
        .toSorted()
        .map((kind) => [kind, failures.filter((failure) => failure === kind).length]),
    ),
  };
}

/**
 * @param {readonly number[]} sorted ascending
 * @param {number} percent
 * @returns {number | null} the k-th value with k = ⌈n · percent / 100⌉
 */
function nearestRank(sorted, percent) {
  return sorted[Math.ceil((sorted.length * percent) / 100) - 1] ?? null;
}

/**
 * A text without the differences that do not count: JSON is compared as a value, other texts by their words.
 * @param {string | null} text
 */
function fold(text) {
  try {
    return JSON.stringify(sortKeys(JSON.parse(text ?? '')));
  } catch {
    return (text ?? '').normalize('NFC').replaceAll(/\s+/g, ' ').trim();
  }
}

/**
 * @param {unknown} value
 * @returns {unknown}
 */
function sortKeys(value) {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
