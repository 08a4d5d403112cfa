import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';

/**
 * What the majority of three people says of two responses, from a CSV with prod_response, shadow_response and human_1 to
 * human_3 (A is production, B the shadow); without a majority a tie.
 * @param {string} file
 */
export function humanTruth(file) {
  /** @type {Record<string, string>[]} */
  const rows = parse(readFileSync(file), { columns: true, bom: true });
  /** @type {Map<string, 'A' | 'B' | 'TIE'>} */
  const verdicts = new Map();
  const key = (/** @type {string} */ a, /** @type {string} */ b) => `${a}\u0000${b}`;
  const swapped = { A: 'B', B: 'A', TIE: 'TIE' };
  for (const row of rows) {
    const votes = [row.human_1, row.human_2, row.human_3];
    const verdict =
      /** @type {const} */ (['A', 'B', 'TIE']).find(
        (letter) => votes.filter((vote) => vote === letter).length >= 2,
      ) ?? 'TIE';
    verdicts.set(key(row.prod_response ?? '', row.shadow_response ?? ''), verdict);
    verdicts.set(
      key(row.shadow_response ?? '', row.prod_response ?? ''),
      /** @type {'A' | 'B' | 'TIE'} */ (swapped[verdict]),
    );
  }
  return {
    pairs: rows.map(
      (row) => /** @type {[string, string]} */ ([row.prod_response ?? '', row.shadow_response ?? '']),
    ),
    truth: (/** @type {string} */ a, /** @type {string} */ b) => verdicts.get(key(a, b)) ?? null,
  };
}
