/** @typedef {import('./random.mjs').Random} Random */
/** @typedef {import('./pairs.mjs').PairRecord} PairRecord */

const DUPLICATES = 7;

/** Lines that no reader can import, each made from a record that stands elsewhere in the log as well. */
const MALFORMED = [
  { code: 'truncated', make: (/** @type {PairRecord} */ record) => JSON.stringify(record).slice(0, 210) },
  {
    code: 'invalid-json',
    make: () => 'upstream connect error or disconnect/reset before headers. reset reason: overflow',
  },
  { code: 'not-an-object', make: () => '["health-check","ok"]' },
  {
    code: 'no-request-id',
    make: (/** @type {PairRecord} */ record) => JSON.stringify({ ...record, request_id: undefined }),
  },
  {
    code: 'wrong-type',
    make: (/** @type {PairRecord} */ record) =>
      JSON.stringify({
        ...record,
        request_id: `${record.request_id}-x`,
        prod: { ...record.prod, latency_ms: 'fast' },
      }),
  },
];

/**
 * The log's lines: each record once, a few of them a second time, and a few damaged lines.
 * @param {{ random: Random, records: readonly PairRecord[] }} options
 * @returns {{ lines: string[], duplicates: string[], rejected: { line: number, code: string }[] }} lines count from 1
 */
export function writeLines({ random, records }) {
  /** @type {{ after: number, text: string, code?: string, id?: string }[]} */
  const extras = [
    ...Array.from({ length: DUPLICATES }, () => {
      const at = random.int(0, records.length - 500);
      const record = records[at];
      return { after: at + random.int(1, 400), text: JSON.stringify(record), id: String(record?.request_id) };
    }),
    ...MALFORMED.map(({ code, make }) => {
      const at = random.int(0, records.length - 1);
      return { after: at, text: make(/** @type {PairRecord} */ (records[at])), code };
    }),
  ];
  /** @type {string[]} */
  const lines = [];
  const rejected = [];
  const duplicates = [];
  for (const [index, record] of records.entries()) {
    lines.push(JSON.stringify(record));
    for (const extra of extras.filter(({ after }) => after === index)) {
      lines.push(extra.text);
      if (extra.code) rejected.push({ line: lines.length, code: extra.code });
      if (extra.id) duplicates.push(extra.id);
    }
  }
  return { lines, duplicates, rejected };
}
