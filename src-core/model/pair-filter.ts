import * as v from 'valibot';
import type { FlagKind } from './meaning';

const text = v.string();
const bound = v.nullable(v.pipe(v.number(), v.finite()));
const value = v.nullable(text);

const TEXT_PLACES = ['prompt', 'prod', 'shadow', 'anywhere'] as const;
/** `plain` ignores case, `case` does not; `regex` is a regular expression in RE2's syntax, which can't run for ever. */
const TEXT_MODES = ['plain', 'case', 'regex'] as const;

export const TextConditionSchema = v.strictObject({
  kind: v.literal('text'),
  in: v.picklist(TEXT_PLACES),
  mode: v.picklist(TEXT_MODES),
  pattern: v.pipe(text, v.minLength(1)),
});

const ConditionSchema = v.variant('kind', [
  /** min ≤ column < max; null leaves an end open. Pairs without a value do not hold. Timestamps in ms since 1970 UTC. */
  v.strictObject({ kind: v.literal('range'), column: text, min: bound, max: bound }),
  /** The column is one of the values; null stands for "no value". */
  v.strictObject({ kind: v.literal('any-of'), column: text, values: v.array(value) }),
  v.strictObject({ kind: v.literal('none-of'), column: text, values: v.array(value) }),
  /** A list column (`flags`, `label_tags`) holds at least one of the values. */
  v.strictObject({ kind: v.literal('has'), column: text, values: v.array(text) }),
  TextConditionSchema,
  /** Both arms answered and their outputs differ but for layout. */
  v.strictObject({ kind: v.literal('differs') }),
  /** The log's own truth, a person or the judge says that production was right and the shadow was not. */
  v.strictObject({ kind: v.literal('prod-right') }),
  /** The n pairs that come first in a fixed random order: the same seed, the same pairs. */
  v.strictObject({
    kind: v.literal('sample'),
    n: v.pipe(v.number(), v.integer(), v.minValue(1)),
    seed: v.pipe(v.number(), v.integer()),
  }),
  /** Pairs whose place on the map lies in the polygon of these corners, [x, y] each. */
  v.strictObject({
    kind: v.literal('map-area'),
    corners: v.pipe(
      v.array(v.tuple([v.pipe(v.number(), v.finite()), v.pipe(v.number(), v.finite())])),
      v.minLength(3),
      v.maxLength(200),
    ),
  }),
  /** These pairs by sequence number, for a reason given in `why`, e.g. "the requests around P95". */
  v.strictObject({ kind: v.literal('pairs'), why: text, seqs: v.array(v.pipe(v.number(), v.integer())) }),
]);

/** One condition on pairs. Columns are named as in an export (see sql/pair-filter). */
export type PairCondition = v.InferOutput<typeof ConditionSchema>;
export type TextCondition = v.InferOutput<typeof TextConditionSchema>;

export const PairFilterSchema = v.array(ConditionSchema);

/** Which pairs: every condition must hold; an empty filter holds for all. */
export type PairFilter = readonly PairCondition[];

/** For the address; empty for no filter. */
export function encodeFilter(filter: PairFilter): string {
  return filter.length === 0 ? '' : JSON.stringify(filter);
}

/** The inverse of encodeFilter; null where the text is no filter, e.g. of a link that was cut off. */
export function decodeFilter(encoded: string): PairFilter | null {
  if (encoded === '') return [];
  try {
    const parsed = v.safeParse(PairFilterSchema, JSON.parse(encoded));
    return parsed.success ? parsed.output : null;
  } catch {
    return null;
  }
}

/** Pairs with at least one of these meaning flags. */
export function hasFlag(...flags: readonly FlagKind[]): PairCondition {
  return { kind: 'has', column: 'flags', values: [...flags] };
}
