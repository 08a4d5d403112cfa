/*
 * The hot table `pairs`, one row a pair, as the segments bring it:
 *
 *   seq INTEGER, request_id VARCHAR, ts TIMESTAMP_MS, exact_raw BOOLEAN, exact_norm BOOLEAN, similarity DOUBLE,
 *   prompt_chars INTEGER,
 *   unrelated DOUBLE            similarity of production's output with the shadow's of another pair
 *   meaning_class VARCHAR       same, reworded, changed, different (see model/meaning)
 *   meaning_flags VARCHAR       kinds of flags, separated by commas
 *   rerun_state VARCHAR         of production's rerun: answered, failed; NULL where production was asked once
 *   rerun_exact_raw, rerun_exact_norm BOOLEAN, rerun_similarity DOUBLE, rerun_class VARCHAR
 *                               production against its rerun, where both outputs and the rerun's are there
 *   outcome UTINYINT            3 · production + shadow, with 0 answered, 1 failed, 2 missing
 *   prod_settled_ms DOUBLE      latency where both arms answered or timed out, a timeout being infinite; else NULL
 *   shadow_settled_ms DOUBLE
 *   and for <arm> in prod, shadow:
 *   <arm>_state, <arm>_error_kind, <arm>_model VARCHAR, <arm>_timeout BOOLEAN,
 *   <arm>_latency_ms, <arm>_ttft_ms, <arm>_tokens_in, <arm>_tokens_out, <arm>_cost_usd DOUBLE, <arm>_chars INTEGER
 *   and a VARCHAR column for each tag and label key: "tag.<key>", "label.<key>"
 *   and what is filled after loading: see sql/annotations
 */

import type { ArmName } from '../model/arm';

/** A name as SQL text, whatever characters a log's keys hold. */
export function identifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** `outcome` values in which an arm answered, as SQL. */
export const ANSWERED: Readonly<Record<ArmName, string>> = {
  prod: 'outcome < 3',
  shadow: 'outcome % 3 = 0',
};
