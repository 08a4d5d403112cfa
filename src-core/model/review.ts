import * as v from 'valibot';
import type { ArmName } from './arm';

/** What a reviewer can say of a pair, in the order of the keys 1–4. */
export const REVIEW_VERDICTS = ['prod', 'shadow', 'tie', 'both-bad'] as const;
export type ReviewVerdict = (typeof REVIEW_VERDICTS)[number];

export const REVIEW_WORDS: Readonly<Record<ReviewVerdict, string>> = {
  prod: 'production better',
  shadow: 'shadow better',
  tie: 'tie',
  'both-bad': 'both bad',
};

export const SEVERITIES = ['minor', 'major', 'critical'] as const;

export const LONGEST_NOTE = 4000;
export const LONGEST_NAME = 80;

const name = v.pipe(v.string(), v.trim(), v.minLength(1, 'must not be empty'), v.maxLength(LONGEST_NAME));
/** Tags are kept in one column, separated by commas. */
const tag = v.pipe(name, v.regex(/^[^,\n\r]*$/, 'must not hold a comma or a line break'));

/** What is said of a pair, without who, when and how. */
const content = {
  /** Null where the reviewer left tags or a note but no verdict. */
  verdict: v.nullable(v.picklist(REVIEW_VERDICTS)),
  tags: v.pipe(v.array(tag), v.maxLength(40)),
  severity: v.nullable(v.picklist(SEVERITIES)),
  note: v.pipe(v.string(), v.maxLength(LONGEST_NOTE)),
};

const arm = v.picklist(['prod', 'shadow']);
const seed = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(2 ** 32 - 1));

/**
 * How a verdict came about: open (the arms were shown), blind (they were hidden; which stood on the left follows from
 * the seed and is written down), or imported from a column of the log.
 */
const HowSchema = v.variant('kind', [
  v.object({ kind: v.literal('open') }),
  v.object({ kind: v.literal('blind'), seed, left: arm }),
  v.object({ kind: v.literal('imported'), from: v.string() }),
]);
export type ReviewHow = v.InferOutput<typeof HowSchema>;

/**
 * One line of `reviews.jsonl`: what a reviewer says of a pair from now on. The last one counts; one without any content
 * withdraws what was said before.
 */
export const ReviewEntrySchema = v.object({
  /** ms since 1970 UTC. */
  at: v.pipe(v.number(), v.finite()),
  requestId: v.string(),
  reviewer: name,
  ...content,
  how: HowSchema,
});
export type ReviewEntry = v.InferOutput<typeof ReviewEntrySchema>;
export type ReviewContent = Pick<ReviewEntry, 'verdict' | 'tags' | 'severity' | 'note'>;

/** What the page sends: in blind mode it knows sides, not arms. */
export const ReviewRequestSchema = v.object({
  requestId: v.string(),
  reviewer: name,
  ...content,
  /** `left` and `right` in blind mode only, where the host knows what stood there. */
  verdict: v.nullable(v.picklist([...REVIEW_VERDICTS, 'left', 'right'])),
  blind: v.nullable(v.object({ seed })),
});
export type ReviewRequest = v.InferInput<typeof ReviewRequestSchema>;

/** Whether an entry says nothing, and so withdraws. */
export function isWithdrawn({ verdict, tags, severity, note }: ReviewContent): boolean {
  return verdict === null && tags.length === 0 && severity === null && note === '';
}

/**
 * Which arm stands on the left of a blind pair: a fair coin that is the same for the same seed and pair (FNV-1a over
 * the id's UTF-16 units, then the finaliser of MurmurHash3).
 */
export function leftArm(seed: number, requestId: string): ArmName {
  let hash = 0x811c9dc5 ^ seed;
  for (let at = 0; at < requestId.length; at++) hash = Math.imul(hash ^ requestId.charCodeAt(at), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) & 1) === 0 ? 'prod' : 'shadow';
}

/**
 * The verdict of one pair over its reviewers: what most of them say; where two say as often, the one said last.
 * @param reviews in the order in which they were written
 */
export function mergedVerdict(reviews: readonly ReviewEntry[]): ReviewVerdict | null {
  const counts = new Map<ReviewVerdict, number>();
  let merged: ReviewVerdict | null = null;
  for (const { verdict } of reviews) {
    if (verdict === null) continue;
    counts.set(verdict, (counts.get(verdict) ?? 0) + 1);
  }
  for (const { verdict } of reviews)
    if (verdict !== null && counts.get(verdict)! >= (merged === null ? 0 : counts.get(merged)!))
      merged = verdict;
  return merged;
}

/**
 * The shadow's score on one pair over its reviewers: the mean of 1 (shadow better), ½ (tie) and 0 (production better).
 * Both bad says nothing of which is better: null where nobody says anything else.
 */
export function reviewScore(reviews: readonly ReviewEntry[]): number | null {
  const scores = reviews.flatMap(({ verdict }) =>
    verdict === null || verdict === 'both-bad' ? [] : [SCORE[verdict]],
  );
  return scores.length === 0 ? null : scores.reduce((sum, score) => sum + score, 0) / scores.length;
}

const SCORE: Readonly<Record<Exclude<ReviewVerdict, 'both-bad'>, number>> = { prod: 0, tie: 0.5, shadow: 1 };
